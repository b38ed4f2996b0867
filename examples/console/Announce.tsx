/** Tells those who listen what those who look see already, once it has stood still for a moment: not at every keystroke. */
import { useEffect, useState } from "react";

const PAUSE_MS = 700;

export function Announce({ text }: { text: string }) {
  const [told, setTold] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setTold(text), text === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return <span role="status" className="only-heard">{told}</span>;
}
