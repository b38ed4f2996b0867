/** A labelled text field, with what is wrong with it beneath. It knows no form library. */
import { useId, type InputHTMLAttributes } from "react";

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  /** Sentences of the schema, shown as text. */
  readonly errors: readonly string[];
}

export function Field({ label, errors, ...input }: Props) {
  const id = useId();
  const wrong = errors.length > 0;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="text" autoComplete="off" spellCheck={false} dir="auto" aria-invalid={wrong} aria-describedby={wrong ? `${id}-error` : undefined} {...input} />
      <div id={`${id}-error`} role="alert" className="error">{errors.map((error) => <p key={error}>{error}</p>)}</div>
    </div>
  );
}
