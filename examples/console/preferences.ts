/** What this browser remembers of the person in front of it: language, theme, name, and the mini program chosen last. */
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { validateEntry } from "minifence/admin";
import { onOtherTab, recall, remember } from "./stored.ts";
import type { Language } from "./words/index.ts";

export type Theme = "system" | "light" | "dark";

const isLanguage = (text: string): text is Language => text === "en" || text === "zh";
const isTheme = (text: string): text is Theme => text === "system" || text === "light" || text === "dark";
const isAny = (text: string): text is string => text !== "";

export const useLanguage = () => usePreference("language", isLanguage, () => (navigator.language.startsWith("zh") ? "zh" : "en"));
export const useTheme = () => usePreference("theme", isTheme, () => "system");
export const useProgram = () => usePreference("program", isAny, () => "");
export const usePerson = () => usePreference("person", (text): text is string => nameFault(text) === null, () => "");

function usePreference<T extends string>(key: string, fits: (text: string) => text is T, initial: () => T): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const text = recall(key);
    return text !== null && fits(text) ? text : initial();
  });
  useEffect(() => onOtherTab(key, (text) => { if (text !== null && fits(text)) setValue(text); }), [key, fits]);
  // A browser that does not remember forgets it with the page; nothing is lost that a click does not bring back.
  return [value, useCallback((next: T) => { setValue(next); remember(key, next); }, [key])];
}

export const NAME_LIMIT = 80;
export const NOTE_LIMIT = 200;
export type TextFault = "empty" | "too_long" | "invisible";

/** By the rule for remarks (P-4): what a person cannot see must not stand in a text that others read. */
function faultOf(text: string, limit: number): TextFault | null {
  const checked = validateEntry("apis", { text: "any", remark: text });
  if ("issues" in checked) return checked.issues[0].code === "remark_too_long" ? "too_long" : "invisible";
  return Array.from(text).length > limit ? "too_long" : null;
}

/** What is wrong with a name to publish under, or null. */
export const nameFault = (text: string): TextFault | null => (text.trim() === "" ? "empty" : faultOf(text.trim(), NAME_LIMIT));
/** What is wrong with a note about a publication, or null. */
export const noteFault = (text: string): TextFault | null => faultOf(text.trim(), NOTE_LIMIT);

const DARK = matchMedia("(prefers-color-scheme: dark)");
const followSystem = (changed: () => void) => {
  DARK.addEventListener("change", changed);
  return () => DARK.removeEventListener("change", changed);
};

/** Whether the page is dark now. Tells the document, so that the style sheet and the browser's own parts agree. */
export function useDark(theme: Theme): boolean {
  const system = useSyncExternalStore(followSystem, () => DARK.matches);
  useEffect(() => { document.documentElement.dataset.theme = theme; }, [theme]);
  return theme === "system" ? system : theme === "dark";
}
