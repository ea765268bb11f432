import { RATES } from "../state/review/clock.ts";
import type { Player } from "../state/review/player.ts";
import type { Review } from "../state/review/page.ts";
import { Button, Spinner } from "../ui/Button.tsx";
import { duration, timeOfDaySeconds } from "../ui/time.ts";
import { review as words } from "../words/review.en.ts";
import { Icon, type Sign } from "./icons.tsx";
import { jumpViolation } from "./keys.ts";
import css from "./player.module.css";
import type { View } from "./view.ts";

function SignButton({ sign, label, onClick, main }: { sign: Sign; label: string; onClick: () => void; main?: boolean }) {
  return (
    <button type="button" class={`${css.sign} ${main ? css.main : ""}`} aria-label={label} title={label} onClick={onClick}>
      <Icon sign={sign} size={main ? 24 : 20} />
    </button>
  );
}

function Where({ player }: { player: Player }) {
  const bounds = player.bounds.value;
  if (!bounds) return null;
  const at = player.at.value;
  return (
    <span class={css.where}>
      <strong>{duration((at - bounds.from) / 1000)}</strong>
      <span> / {duration((bounds.to - bounds.from) / 1000)}</span>
      <span class={css.clock}>{timeOfDaySeconds(at)}</span>
    </span>
  );
}

function Speed({ player }: { player: Player }) {
  return (
    <label class={css.speed}>
      <span class="visually-hidden">{words.speed}</span>
      <select
        value={String(player.rate.value)}
        title={words.speed}
        onChange={(e) => player.setRate(Number(e.currentTarget.value))}
      >
        {RATES.map((rate) => <option key={rate} value={String(rate)}>{words.times_(rate)}</option>)}
      </select>
    </label>
  );
}

function Sound({ player }: { player: Player }) {
  const silent = player.muted.value || player.volume.value === 0;
  return (
    <span class={css.sound}>
      <SignButton
        sign={silent ? "mute" : "sound"}
        label={silent ? words.unmute : words.mute}
        onClick={() => player.setVolume(player.volume.value || 1, !silent)}
      />
      <input
        type="range" min="0" max="1" step="0.05" aria-label={words.volume}
        value={player.muted.value ? 0 : player.volume.value}
        onInput={(e) => player.setVolume(Number(e.currentTarget.value), false)}
      />
    </span>
  );
}

function Live({ player }: { player: Player }) {
  if (!player.bounds.value?.live) return null;
  return (
    <>
      {player.edge.value && player.playing.value && <span class={css.edge}>{words.atEdge}</span>}
      <Button small onClick={() => player.toNow()} title={words.nowHint}>{words.now}</Button>
    </>
  );
}

export function Transport({ review, view }: { review: Review; view: View }) {
  const { player } = review;
  const playing = player.playing.value;
  return (
    <div class={css.transport}>
      <SignButton sign="previous" label={words.previous} onClick={() => jumpViolation(review, -1)} />
      <SignButton sign="back" label={words.back5} onClick={() => player.step(-5000)} />
      <SignButton sign={playing ? "pause" : "play"} label={playing ? words.pause : words.play} onClick={() => player.toggle()} main />
      <SignButton sign="on" label={words.on5} onClick={() => player.step(5000)} />
      <SignButton sign="next" label={words.next} onClick={() => jumpViolation(review, 1)} />
      <Where player={player} />
      <span class={css.wait}>{player.waiting.value && playing && <Spinner />}</span>
      <span class={css.right}>
        <Live player={player} />
        <Speed player={player} />
        <Sound player={player} />
        <SignButton sign="keys" label={words.keys} onClick={() => { view.keys.value = true; }} />
        <SignButton
          sign={view.full.value ? "leave" : "full"}
          label={view.full.value ? words.leaveFull : words.full}
          onClick={() => view.toggleFull()}
        />
      </span>
    </div>
  );
}
