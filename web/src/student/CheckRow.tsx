import { useEffect, useMemo } from "preact/hooks";
import type { Check } from "../state/student/checks.ts";
import type { Input } from "../state/student/world.ts";
import type { CheckState } from "../state/student/verdicts.ts";
import { Button, Spinner } from "../ui/Button.tsx";
import { inputs } from "../words/inputs.en.ts";
import { student as w } from "../words/student.en.ts";
import { useSession } from "./context.ts";
import { Choosing, TryNext } from "./Choosing.tsx";
import { GoWithout } from "./Without.tsx";
import { Bang, Tick } from "./icons.tsx";
import { Meter } from "./Meter.tsx";
import { Picture } from "./Picture.tsx";
import css from "./student.module.css";
import { rate, troubleOf } from "./texts.ts";

const isInput = (name: Check["name"]): name is Input => name === "camera" || name === "microphone";

const SIGNS: Record<CheckState, () => preact.JSX.Element> = {
  todo: () => <span class={css.dot} />,
  working: Spinner,
  ok: Tick,
  failed: Bang,
};

/** One line of the equipment check: what it is, how it stands, what to do, and what it sees. */
export function CheckRow({ check }: { check: Check }) {
  const Sign = SIGNS[check.state];
  const stands = useSession().checks.stands.value;
  return (
    <li class={`${css.check} ${css[check.state]}`}>
      <span class={css.sign}><Sign /></span>
      <div class={css.checkText}>
        <h2>
          {w.check.names[check.name]}
          <span class="visually-hidden">: {w.check.states[check.state]}</span>
        </h2>
        <Said check={check} />
        {check.name === "microphone" && <Meter />}
        {isInput(check.name) && <Choosing input={check.name} />}
        <Act check={check} />
        {isInput(check.name) && check.state === "failed" && !stands && <GoWithout input={check.name} />}
      </div>
      <Seen name={check.name} />
    </li>
  );
}

function Said({ check }: { check: Check }) {
  if (check.state !== "failed") return <p>{goodText(check)}</p>;
  const [what, cure] = troubleOf(check.name, check.cause);
  return (
    <div role="alert">
      <p class={css.wrong}>{what}</p>
      <p>{cure}</p>
    </div>
  );
}

function goodText({ name, state, note, detail }: Check): string {
  if (note === "no_photo") return w.check.noPhoto;
  if (note === "stills") return w.check.stills;
  if (note === "dim" || note === "quiet") return inputs[note];
  if (note === "unmeasured") return inputs.cannotMeasure;
  if (name === "connection" && state === "ok") {
    const speed = rate(Number(detail?.uplink_kbit_s ?? 0));
    return note === "slow" ? w.check.slow(speed) : w.check.uplink(speed);
  }
  const texts = w.check.about[state as "todo" | "working" | "ok"] as Partial<Record<Check["name"], string>>;
  return texts[name] ?? "";
}

/** The photo can be taken again at will; after some tries that were of no use, left out. */
function FaceActs({ check }: { check: Check }) {
  const { photo } = useSession().checks;
  if (check.state !== "ok" && check.state !== "failed") return null;
  return (
    <>
      <Button onClick={() => void photo.take()}>{check.state === "ok" ? w.check.photoAgain : w.again}</Button>
      {check.state === "failed" && photo.maySkip.value && (
        <Button kind="quiet" onClick={() => photo.skip()}>{w.check.skipPhoto}</Button>
      )}
    </>
  );
}

function Act({ check }: { check: Check }) {
  const session = useSession();
  if (session.checks.stands.value) return null;
  if (check.name === "face") return <FaceActs check={check} />;
  const { name, state, cause } = check;
  const run = () => void session.checks.run(name);
  if (isInput(name) && (cause === "dark" || cause === "silent" || cause === "muted")) {
    return <><TryNext input={name} /> <Button onClick={run}>{w.again}</Button></>;
  }
  if (name === "screen" && (state === "todo" || state === "failed")) {
    return <Button kind="primary" onClick={run}>{state === "todo" ? w.check.share : w.check.shareAgain}</Button>;
  }
  if (state === "failed") return name === "browser" ? null : <Button onClick={run}>{w.again}</Button>;
  return state === "todo" ? <Allow name={name} onClick={run} /> : null;
}

/** Camera and microphone are one question of the browser, so one button. */
function Allow({ name, onClick }: { name: Check["name"]; onClick: () => void }) {
  const { devices } = useSession();
  const missing = devices.missing.value.filter((one) => one !== "screen" && !devices.problems.value[one]);
  if (missing[0] !== name) return null;
  const text = missing.length === 2 ? w.check.allow.both : w.check.allow[missing[0] as "camera" | "microphone"];
  return <Button kind="primary" onClick={onClick}>{text}</Button>;
}

function Photo({ photo }: { photo: Blob | null }) {
  const address = useMemo(() => (photo ? URL.createObjectURL(photo) : null), [photo]);
  useEffect(() => () => { if (address) URL.revokeObjectURL(address); }, [address]); // prettier-ignore
  return address ? <div class={css.seen}><img class={`${css.picture} ${css.mirrored}`} src={address} alt={w.check.yourPhoto} /></div> : null;
}

function Seen({ name }: { name: Check["name"] }) {
  const { devices, checks } = useSession();
  if (name === "face") return <Photo photo={checks.photo.picture.value} />;
  const live = devices.live.value;
  if (name === "camera" && live.camera && devices.camera.value) {
    return (
      <div class={css.seen}>
        <Picture stream={devices.camera.value} label={w.check.yourPicture} mirrored onBrightness={checks.sawPicture} />
      </div>
    );
  }
  if (name !== "screen" || !devices.screen.value) return null;
  return <div class={css.seen}><Picture stream={devices.screen.value.stream} label={w.check.yourScreen} /></div>;
}
