import { useState } from "preact/hooks";
import { isSame } from "../state/student/choice.ts";
import type { Problem } from "../state/student/devices.ts";
import type { Input } from "../state/student/world.ts";
import { Button } from "../ui/Button.tsx";
import { Select } from "../ui/Form.tsx";
import { inputs as w } from "../words/inputs.en.ts";
import { useSession } from "./context.ts";
import css from "./student.module.css";

/** Which camera or microphone; nothing where there is only one to choose. */
export function Choosing({ input, always }: { input: Input; always?: boolean }) {
  const { devices } = useSession();
  const [problem, setProblem] = useState<Problem | null>(null);
  const all = devices.choice.of(input);
  const used = devices.live.value[input] ? devices.used.value[input] : undefined;
  if (all.length < (always ? 1 : 2)) return null;
  const choose = (id: string) => {
    const wanted = all.find((one) => one.id === id);
    if (wanted) void devices.choose(wanted).then(setProblem);
  };
  const current = used && all.find((one) => isSame(one, used));
  const options = all.map((one, n) => [one.id, one.label || w.noName(input, n + 1)] as const);
  return (
    <div class={css.choosing}>
      <Select
        label={always ? w.names[input] : w.which[input]} value={current?.id ?? ""} onInput={choose}
        options={current ? options : [["", w.none(input)] as const, ...options]}
        error={problem ? (w.failed[problem] ?? w.failedElse) : undefined}
      />
    </div>
  );
}

/** The one after this one: many computers list a camera first that shows nothing (infrared, virtual, under the lid). */
export function TryNext({ input }: { input: Input }) {
  const { devices } = useSession();
  const next = devices.choice.after(devices.used.value[input], input);
  if (!next) return null;
  return <Button kind="primary" onClick={() => void devices.choose(next)}>{w.next(next.label || w.names[input])}</Button>;
}
