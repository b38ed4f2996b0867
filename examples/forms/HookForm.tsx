/** The form with react-hook-form: its resolver for Standard Schemas hands the canonical entry to `onSubmit`. */
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import type { EntrySchema } from "minifence/types";
import { useForm } from "react-hook-form";
import { Field } from "./Field.tsx";
import type { Entry } from "./main.tsx";

export function HookForm({ schema, onAdd }: { readonly schema: EntrySchema; onAdd(entry: Entry): void }) {
  const { register, handleSubmit, reset, formState: { errors } } = useForm({
    resolver: standardSchemaResolver(schema), mode: "onChange", defaultValues: { text: "", remark: "" },
  });
  const save = handleSubmit((entry) => {
    onAdd(entry);
    reset();
  });
  const told = (message: string | undefined) => (message === undefined ? [] : [message]);
  return (
    <form aria-labelledby="hook-form" noValidate onSubmit={save}>
      <h2 id="hook-form">react-hook-form</h2>
      <Field label="Domain" errors={told(errors.text?.message)} {...register("text")} />
      <Field label="Remark" errors={told(errors.remark?.message)} {...register("remark")} />
      <button type="submit">Add</button>
    </form>
  );
}
