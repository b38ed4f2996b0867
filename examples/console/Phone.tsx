/** The phone: a frame of another origin with the container, the guard and the mini program in it. */
import { useRef } from "react";
import { Button } from "antd";
import { ReloadOutlined } from "@ant-design/icons";
import type { Program } from "./api.ts";
import { useContainer, type usePhone } from "./usePhone.ts";
import { useTexts, type Language } from "./words/index.ts";

interface Props { readonly origin: string; readonly program: Program; readonly language: Language; readonly phone: ReturnType<typeof usePhone> }

export function Phone({ origin, program, language, phone }: Props) {
  const { words } = useTexts();
  const query = new URLSearchParams({ app: program.appId, title: program.name[language], lang: language, console: location.origin });
  return (
    <section className="phone-half" aria-label={words.phone}>
      <div className="half-title">
        <h2>{words.phone}</h2>
        <Button size="small" icon={<ReloadOutlined aria-hidden />} onClick={phone.restart}>{words.restart}</Button>
      </div>
      <Frame key={`${phone.run} ${query}`} src={`${origin}/phone.html?${query}`} origin={origin} title={words.phone} take={phone.take} />
    </section>
  );
}

/** One life of the phone. Its sandbox has no pop-ups and no way to the top: a mini program, or a page in its web-view, stays in here. */
function Frame({ src, origin, title, take }: { src: string; origin: string; title: string; take: ReturnType<typeof usePhone>["take"] }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useContainer(frame, origin, take);
  return <div className="phone"><iframe ref={frame} src={src} title={title} sandbox="allow-scripts allow-same-origin allow-forms" /></div>;
}
