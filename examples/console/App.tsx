/** The page: on the left the console of the chosen mini program, on the right that mini program in a phone, and what was decided. */
import { useEffect, useMemo, useState } from "react";
import { App as Antd, Alert, ConfigProvider, Segmented, Select, Space, Spin } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import type { List } from "minifence/types";
import { Console } from "./Console.tsx";
import { Decisions } from "./Decisions.tsx";
import { Phone } from "./Phone.tsx";
import { EntryDialog } from "./EntryDialog.tsx";
import { listPrograms, type Program, ServerRefusal } from "./api.ts";
import { Texts, texts, type Language } from "./words/index.ts";
import { useFeed } from "./useFeed.ts";
import { usePhone } from "./usePhone.ts";
import { usePolicy } from "./usePolicy.ts";

/** Green, red and amber dark enough to be read as text. */
const THEME = { token: { motion: !matchMedia("(prefers-reduced-motion: reduce)").matches, colorPrimary: "#1668dc", borderRadius: 8, colorBgLayout: "#f4f6f9", colorTextDescription: "#5b6675", 
  colorSuccess: "#1f8a4c", colorSuccessBg: "#eef9f2", colorSuccessBorder: "#bfe5cd",
  colorError: "#c8352b", colorErrorBg: "#fdf2f1", colorErrorBorder: "#f3c6c2",
  colorWarning: "#9a5b00", colorWarningBg: "#fff8e8", colorWarningBorder: "#f1dba6" } };

export function App() {
  const [language, setLanguage] = useState<Language>(() => (navigator.language.startsWith("zh") ? "zh" : "en"));
  const [programs, setPrograms] = useState<readonly Program[]>([]);
  const [appId, setAppId] = useState<string>();
  const [failed, setFailed] = useState<string>();

  useEffect(() => {
    listPrograms().then((all) => { setPrograms(all); setAppId(all[0]?.appId); }, (error: ServerRefusal) => setFailed(error.message));
  }, []);
  useEffect(() => { document.documentElement.lang = language === "zh" ? "zh-CN" : "en"; }, [language]);

  const { words } = texts[language];
  const program = programs.find((one) => one.appId === appId);
  return (
    <Texts value={texts[language]}>
      <ConfigProvider locale={language === "zh" ? zhCN : enUS} theme={THEME} button={{ autoInsertSpace: false }}>
        <Antd className="app">
          <header className="top">
            <h1>minifence <small>{words.tagline}</small></h1>
            <Space wrap>
              <label htmlFor="program">{words.program}</label>
              <Select id="program" className="program" value={appId} onChange={setAppId} optionLabelProp="title" popupMatchSelectWidth={false}
                options={programs.map((one) => ({ value: one.appId, title: `${one.name[language]} · ${one.appId}`, label: <span>{one.name[language]} <code>{one.appId}</code></span> }))} />
            </Space>
            <Segmented aria-label={words.language} value={language} onChange={setLanguage} options={[{ value: "en", label: "English" }, { value: "zh", label: "中文" }]} />
          </header>
          {failed !== undefined && <Alert type="error" showIcon title={failed} />}
          {program === undefined ? failed === undefined && <Spin className="wait" /> : <Workbench key={program.appId} program={program} language={language} />}
        </Antd>
      </ConfigProvider>
    </Texts>
  );
}

/** Both halves for one mini program. */
function Workbench({ program, language }: { program: Program; language: Language }) {
  const feed = useFeed(program.appId);
  const policy = usePolicy(program.appId, feed.latest, "somebody");
  const phone = usePhone();
  const [wanted, setWanted] = useState<{ readonly list: List; readonly text: string } | null>(null);
  const origin = useMemo(() => location.origin.replace("127.0.0.1", "localhost"), []);

  if (policy.editing === null) return <Spin className="wait" />;
  return (
    <main className="halves">
      <Console policy={policy} feed={feed} draft={policy.editing.draft} published={policy.editing.published} newer={policy.editing.newer} onAdd={setWanted} />
      <section className="live">
        <Phone origin={origin} program={program} language={language} phone={phone} />
        <Decisions phone={phone} draft={policy.editing.draft} onAdd={setWanted} />
      </section>
      {wanted !== null && <EntryDialog policy={policy.editing.draft} list={wanted.list} initial={{ value: wanted.text, remark: "" }} onSave={policy.apply} onClose={() => setWanted(null)} />}
    </main>
  );
}

