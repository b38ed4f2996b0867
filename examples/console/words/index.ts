/** The console's texts. Codes are put into words by `minifence/messages`, not here. */
import { createContext, useContext } from "react";
import type { Messages } from "minifence/types";
import messagesEn from "minifence/messages/en";
import messagesZh from "minifence/messages/zh-CN";
import * as frame from "./frame.ts";
import * as panels from "./panels.ts";

export type Language = "en" | "zh";

type Words = frame.FrameWords & panels.PanelWords;

export const texts: Record<Language, { readonly words: Words; readonly messages: Messages }> = {
  en: { words: { ...frame.en, ...panels.en }, messages: messagesEn },
  zh: { words: { ...frame.zh, ...panels.zh }, messages: messagesZh },
};

export const Texts = createContext(texts.en);
export const useTexts = () => useContext(Texts);
