/** The top of the page: which mini program, who is editing, and how the page looks and speaks. */
import { Grid, Segmented, Select } from "antd";
import { DesktopOutlined, MoonOutlined, SunOutlined } from "@ant-design/icons";
import type { Program } from "./api.ts";
import { Person } from "./Person.tsx";
import type { Theme } from "./preferences.ts";
import { useTexts, type Language } from "./words/index.ts";

interface Props {
  readonly programs: readonly Program[]; readonly appId: string | undefined; onProgram(appId: string): void;
  readonly name: string; onName(name: string): void;
  readonly language: Language; onLanguage(language: Language): void;
  readonly theme: Theme; onTheme(theme: Theme): void;
}

const ICONS: Record<Theme, React.ReactNode> = { system: <DesktopOutlined aria-hidden />, light: <SunOutlined aria-hidden />, dark: <MoonOutlined aria-hidden /> };
const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function Header({ programs, appId, onProgram, name, onName, language, onLanguage, theme, onTheme }: Props) {
  const { words } = useTexts();
  const { sm = true } = Grid.useBreakpoint();
  const size = sm ? "medium" : "small";
  return (
    <header className="top">
      <h1>minifence <small>{words.tagline}</small></h1>
      <div className="top-program">
        <label htmlFor="program">{words.program}</label>
        <Select id="program" className="program" value={appId} onChange={onProgram} optionLabelProp="title" popupMatchSelectWidth={false} notFoundContent={words.noProgram}
          showSearch={{ filterOption: (typed, option) => option !== undefined && option.search.includes(typed.trim().toLowerCase()) }}
          options={programs.map((one) => ({
            value: one.appId, title: `${one.name[language]} · ${one.appId}`, search: `${one.name.en} ${one.name.zh} ${one.appId}`.toLowerCase(),
            label: <span className="program-option"><bdi>{one.name[language]}</bdi> <code>{one.appId}</code></span>,
          }))} />
      </div>
      <div className="top-person">
        <Person size={size} name={name} onName={onName} />
        <Segmented size={size} aria-label={words.theme} value={theme} onChange={onTheme} options={THEMES.map((one) => ({ value: one, icon: ICONS[one], label: <span className="only-heard">{words.themes[one]}</span>, tooltip: words.themes[one] }))} />
        <Segmented size={size} aria-label={words.language} value={language} onChange={onLanguage} options={[{ value: "en", label: <span lang="en">English</span> }, { value: "zh", label: <span lang="zh-CN">中文</span> }]} />
      </div>
    </header>
  );
}
