/** The schema of a list against the spec's own types (C-6). Never run: `tsc` is the test. */
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { schema } from "../../pkg/admin.js";
import type { Draft, EntrySchema } from "../../pkg/types.d.ts";

type Entry = { text: string; remark: string };
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;

export const assignable: StandardSchemaV1<Draft, Entry> = schema("serverDomains", { others: () => ["a.example.com"] });
export const input: Same<StandardSchemaV1.InferInput<EntrySchema>, Draft> = true;
export const output: Same<StandardSchemaV1.InferOutput<EntrySchema>, Entry> = true;
export const known: EntrySchema["~standard"] extends StandardSchemaV1.Props<Draft, Entry> ? true : false = true;

/** What a form library does. */
export async function parse<S extends StandardSchemaV1>(made: S, draft: StandardSchemaV1.InferInput<S>): Promise<StandardSchemaV1.InferOutput<S>> {
  const result = await made["~standard"].validate(draft);
  if (result.issues) throw new Error(result.issues.map(({ message, path }) => `${path?.join()}: ${message}`).join());
  return result.value;
}
export const parsed: Promise<Entry> = parse(schema("apis"), { text: "tinyToNative" });
// @ts-expect-error a draft has a text
void parse(schema("apis"), { remark: "" });
// @ts-expect-error a list has one of three names
schema("servers");
