import { sourcesOf } from "../../state/proctor/focus.ts";
import { isOffline } from "../../state/proctor/order.ts";
import { Link } from "../../staff/router.ts";
import { Empty } from "../../ui/bits.tsx";
import type { Tile } from "../../wire/messages.ts";
import type { Source } from "../../wire/frames.ts";
import { proctor as w } from "../../words/proctor.en.ts";
import { stateName } from "../describe.ts";
import { Icon } from "../icons.tsx";
import { Live } from "../Live.tsx";
import { swap } from "./keys.ts";
import { Offline } from "./Offline.tsx";
import { OpenNow } from "./OpenNow.tsx";
import type { PartProps } from "./parts.ts";
import { Sound, useVolume } from "./Sound.tsx";
import css from "./stage.module.css";

function Over({ focus }: PartProps) {
  return (
    <Empty title={w.focus.over}>
      <p><Link to={`/staff/sessions/${encodeURIComponent(focus.session)}`}>{w.focus.sessionPage}</Link></p>
    </Empty>
  );
}

/** Camera and screen as the template has them, and the phone where one sends. */
function sourcesFor({ focus }: PartProps, tile: Tile | undefined): Source[] {
  const phone = tile?.sources.includes("phone") ? (["phone"] as const) : [];
  return [...sourcesOf(focus.page.value), ...phone];
}

function Picture({ board, focus, subject, source, large, volume }: PartProps & { source: Source; large: boolean; volume: number | null }) {
  const tile = board.tiles.value.get(focus.session);
  const offline = !!tile && isOffline(tile);
  return (
    <div class={large ? css.large : css.small}>
      <Live board={board} session={focus.session} source={source} name={subject.student} volume={volume} small={!large} quiet={offline} />
      {offline && large && <div class={css.offline}><Offline board={board} session={focus.session} /></div>}
      <span class={css.name}>{w.sources[source]}</span>
      {!large && source !== "phone" && (
        <button type="button" class={css.swap} aria-label={w.focus.swap(w.sources[source])} title={`${w.focus.swap(w.sources[source])} (S)`} onClick={() => swap(board)}>
          <Icon sign="swap" />
        </button>
      )}
    </div>
  );
}

function Pictures(props: PartProps) {
  const { board, focus } = props;
  const sources = sourcesFor(props, board.tiles.value.get(focus.session));
  const volume = useVolume(board);
  const wished = board.preferences.large.value;
  const large = sources.includes(wished) ? wished : sources[0];
  return (
    <>
      {/* In one order whichever is large: an element that changes its place would stop for a moment. */}
      {sources.map((source) => (
        <Picture key={source} {...props} source={source} large={source === large} volume={source === "camera" ? volume : null} />
      ))}
    </>
  );
}

/** Before the exam runs there may be nothing to look at. */
function plays({ board, focus, subject }: PartProps): boolean {
  const sends = (board.tiles.value.get(focus.session)?.sources.length ?? 0) > 0;
  return subject.state === "running" || (subject.state === "checking" && sends);
}

export function Stage(props: PartProps) {
  const { board, focus, subject } = props;
  const shows = plays(props);
  return (
    <section class={`${css.stage} ${shows ? "" : css.still}`} aria-label={w.focus.stage}>
      {shows && <Pictures {...props} />}
      {shows && <Sound board={board} focus={focus} />}
      {!shows && subject.over && <Over {...props} />}
      {!shows && !subject.over && <Empty title={stateName(subject.state)}><p>{w.focus.before}</p></Empty>}
      {!subject.over && <OpenNow board={board} session={focus.session} />}
    </section>
  );
}
