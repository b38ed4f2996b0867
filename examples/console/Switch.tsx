/** The permission control switch: three positions, and in plain words what each does. Off is loud. */
import { Alert, Radio } from "antd";
import { setMode } from "minifence/admin";
import type { Mode, Validation } from "minifence/types";
import { useTexts } from "./words/index.ts";

const MODES: readonly Mode[] = ["off", "report", "enforce"];

export function Switch({ draft, mode, apply }: { draft: string; mode: Mode; apply(edit: Validation): boolean }) {
  const { words } = useTexts();
  return (
    <div className="card mode">
      <Radio.Group aria-labelledby="control" aria-describedby="effect" optionType="button" buttonStyle="solid" value={mode} onChange={(event) => apply(setMode(draft, event.target.value))}
        options={MODES.map((one) => ({ value: one, label: words.modes[one] }))} />
      <div id="effect" className="effect" aria-live="polite">
        {mode === "off" ? <Alert type="warning" showIcon className="opens" title={words.effects.off} description={words.offOpens} /> : <p>{words.effects[mode]}</p>}
      </div>
    </div>
  );
}
