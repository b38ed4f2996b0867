/**
 * One schema, two form libraries: `schema("serverDomains")` of `minifence/admin` goes into react-hook-form and into TanStack Form as it
 * is, for it is a Standard Schema (C-6). Nothing is saved; the list lives as long as the page.
 */
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { load, schema } from "minifence/admin";
import { HookForm } from "./HookForm.tsx";
import { TanStackForm } from "./TanStackForm.tsx";

export type Entry = { text: string; remark: string };

await load();
/** What the list holds. The schema asks for it at every check: a domain is added once. */
const entries: Entry[] = [];
const entry = schema("serverDomains", { others: () => entries.map(({ text }) => text) });

function Page() {
  const [shown, setShown] = useState<readonly Entry[]>([]);
  const add = (added: Entry) => {
    entries.push(added);
    setShown([...entries]);
  };
  return (
    <main>
      <h1>Add a server domain</h1>
      <p>Both forms take the same schema, and fill the same list. Try <code>http://api.example.com/v1</code>, <code>10.0.0.1</code>, or one domain twice.</p>
      <div className="forms">
        <HookForm schema={entry} onAdd={add} />
        <TanStackForm schema={entry} onAdd={add} />
      </div>
      <h2 id="list">The list</h2>
      <ul aria-labelledby="list" aria-live="polite">
        {shown.map(({ text, remark }) => (
          <li key={text}><bdi>{text}</bdi>{remark === "" ? null : <> · <bdi>{remark}</bdi></>}</li>
        ))}
      </ul>
    </main>
  );
}

createRoot(document.getElementById("root")!).render(<Page />);
