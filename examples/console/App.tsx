/** The page: on the left the console of the chosen mini program, on the right that mini program in a phone, and what was decided. */
import { useCallback, useEffect, useMemo, useState } from "react";
import { App as Antd, Alert, Button, ConfigProvider, Spin } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { Console } from "./Console.tsx";
import { Decisions } from "./Decisions.tsx";
import { Failure } from "./Failure.tsx";
import { Header } from "./Header.tsx";
import { Phone } from "./Phone.tsx";
import { EntryDialog } from "./EntryDialog.tsx";
import { listPrograms, type Program } from "./api.ts";
import { useDark, useLanguage, usePerson, useProgram, useTheme } from "./preferences.ts";
import { DARK, LIGHT } from "./theme.ts";
import { Texts, texts, useTexts, type Language } from "./words/index.ts";
import type { Target } from "./policy.ts";
import { useFeed } from "./useFeed.ts";
import { usePhone } from "./usePhone.ts";
import { usePolicy } from "./usePolicy.ts";

export function App() {
  const [language, setLanguage] = useLanguage();
  const [theme, setTheme] = useTheme();
  const [name, setName] = usePerson();
  const [remembered, setProgram] = useProgram();
  const [programs, setPrograms] = useState<readonly Program[]>();
  const [failed, setFailed] = useState(false);
  const dark = useDark(theme);

  const read = useCallback(() => {
    setFailed(false);
    listPrograms().then(setPrograms, () => setFailed(true));
  }, []);
  useEffect(read, [read]);

  const { words } = texts[language];
  const program = programs?.find((one) => one.appId === remembered) ?? programs?.[0];
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = program === undefined ? "minifence" : `${program.name[language]} · minifence`;
  }, [language, program]);

  return (
    <Texts value={texts[language]}>
      <ConfigProvider locale={language === "zh" ? zhCN : enUS} theme={dark ? DARK : LIGHT} button={{ autoInsertSpace: false }} getPopupContainer={besides}>
        <Antd className="app">
          <a className="skip" href="#console">{words.skip}</a>
          <Header programs={programs ?? []} appId={program?.appId} onProgram={setProgram} name={name} onName={setName} language={language} onLanguage={setLanguage} theme={theme} onTheme={setTheme} />
          <main className="page">
            {failed && <Alert type="error" showIcon title={words.unreachable} action={<Button size="small" onClick={read}>{words.tryAgain}</Button>} />}
            {program !== undefined ? <Failure key={program.appId}><Workbench program={program} programs={programs ?? []} language={language} name={name} onName={setName} /></Failure> : !failed && <Waiting />}
          </main>
        </Antd>
      </ConfigProvider>
    </Texts>
  );
}

/** Where a list opens: in the landmark or the dialog that its field is in, for those who listen. */
const besides = (field?: HTMLElement) => field?.closest<HTMLElement>('[role="dialog"], header, main') ?? document.body;

/** Both halves for one mini program. */
function Workbench({ program, programs, language, name, onName }: { program: Program; programs: readonly Program[]; language: Language; name: string; onName(name: string): void }) {
  const feed = useFeed(program.appId);
  const policy = usePolicy(program.appId, feed.latest);
  const phone = usePhone();
  const [wanted, setWanted] = useState<Target | null>(null);
  const nameOf = useCallback((appId: string) => programs.find((one) => one.appId === appId)?.name[language] ?? null, [programs, language]);
  const origin = useMemo(() => location.origin.replace("127.0.0.1", "localhost"), []);

  if (policy.editing === null) return <Waiting />;
  return (
    <div className="halves">
      <Console appId={program.appId} policy={policy} editing={policy.editing} feed={feed} name={name} onName={onName} nameOf={nameOf} onAdd={setWanted} />
      <section className="live">
        <Phone origin={origin} program={program} language={language} phone={phone} />
        <Decisions phone={phone} draft={policy.editing.draft} onAdd={setWanted} />
      </section>
      {wanted !== null && <EntryDialog policy={policy.editing.draft} list={wanted.list} initial={{ value: wanted.text, remark: "" }} onSave={policy.apply} onClose={() => setWanted(null)} />}
    </div>
  );
}

function Waiting() {
  const { words } = useTexts();
  return <div className="wait" role="status"><Spin aria-hidden /> {words.loading}</div>;
}
