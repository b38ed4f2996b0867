/** The form with TanStack Form: the schema is a validator as it is. What it submits is what was typed, so the entry is read by the schema. */
import { useForm } from "@tanstack/react-form";
import type { Draft, EntrySchema } from "minifence/types";
import { Field } from "./Field.tsx";
import type { Entry } from "./main.tsx";

const EMPTY: Draft = { text: "", remark: "" };

export function TanStackForm({ schema, onAdd }: { readonly schema: EntrySchema; onAdd(entry: Entry): void }) {
  const form = useForm({
    defaultValues: EMPTY,
    validators: { onChange: schema, onSubmit: schema },
    onSubmit({ value, formApi }) {
      const read = schema["~standard"].validate(value);
      if (read.issues) return;
      onAdd(read.value);
      formApi.reset();
    },
  });
  const fields = [["text", "Domain"], ["remark", "Remark"]] as const;
  return (
    <form aria-labelledby="tanstack-form" noValidate onSubmit={(event) => { event.preventDefault(); void form.handleSubmit(); }}>
      <h2 id="tanstack-form">TanStack Form</h2>
      {fields.map(([name, label]) => (
        <form.Field key={name} name={name}>
          {({ state, handleChange, handleBlur }) => (
            <Field
              label={label} name={name} value={state.value ?? ""} errors={[...new Set(state.meta.errors.flatMap((error) => (error === undefined ? [] : [error.message])))]}
              onBlur={handleBlur} onChange={(event) => handleChange(event.target.value)}
            />
          )}
        </form.Field>
      ))}
      <button type="submit">Add</button>
    </form>
  );
}
