/** The console's texts. Codes are put into words by `minifence/messages`, not here. */
import { createContext, useContext } from "react";
import type { Messages } from "minifence/types";
import messagesEn from "minifence/messages/en";
import messagesZh from "minifence/messages/zh-CN";
import * as frame from "./frame.ts";
import * as panels from "./panels.ts";

export type Language = "en" | "zh";

type Words = frame.FrameWords & panels.PanelWords;

/** How a moment is written: day and time, as people of that language write them. */
const time = (locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

export const texts: Record<Language, { readonly words: Words; readonly messages: Messages; readonly time: Intl.DateTimeFormat }> = {
  en: { words: { ...frame.en, ...panels.en }, messages: messagesEn, time: time("en-GB") },
  zh: { words: { ...frame.zh, ...panels.zh }, messages: messagesZh, time: time("zh-CN") },
};

export const Texts = createContext(texts.en);
export const useTexts = () => useContext(Texts);
