import { useEffect, useRef } from "preact/hooks";
import type { Review } from "../state/review/page.ts";
import { reasonOf } from "../state/review/reasons.ts";
import type { Reel } from "../state/review/reel.ts";
import type { Source, Stretch } from "../state/review/spans.ts";
import { Spinner } from "../ui/Button.tsx";
import { review as words } from "../words/review.en.ts";
import { saidOver } from "./describe.ts";
import { Icon } from "./icons.tsx";
import css from "./player.module.css";
import type { View } from "./view.ts";

const SHAPES: Record<Source, number> = { camera: 4 / 3, screen: 16 / 9, phone: 9 / 16 };
const WIDEST = 21 / 9;
const NARROWEST = 9 / 16;

/** Width by height of what was recorded, as far as the index knows it. */
function shapeOf(review: Review, source: Source): number {
  const known = review.player.index?.segments.find((s) => s.source === source && s.width > 0 && s.height > 0);
  if (!known) return SHAPES[source];
  return Math.min(WIDEST, Math.max(NARROWEST, known.width / known.height));
}

function Over({ review, reel }: { review: Review; reel: Reel }) {
  const { player, page } = review;
  const showing = player.showing.value[reel.source];
  const bounds = player.bounds.value;
  const facts = page.value;
  if (!bounds || !facts) return null;
  const said = saidOver(showing, (hole: Stretch) => reasonOf(hole, reel.source, facts, bounds));
  if (said) return <div class={css.over}><strong>{said.title}</strong><span>{said.more}</span></div>;
  if (showing?.kind === "loading" && player.waiting.value) {
    return <div class={css.loading}><Spinner /><span class="visually-hidden">{words.pictureLoading}</span></div>;
  }
  if (showing?.kind === "picture" && showing.still) return <div class={css.partial}>{words.stills}</div>;
  if (showing?.kind === "picture" && showing.partial) return <div class={css.partial}>{words.partial}</div>;
  return null;
}

function Host({ element, onClick }: { element: HTMLVideoElement; onClick: () => void }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    host.current?.append(element);
    return () => element.remove();
  }, [element]);
  // biome-ignore lint/a11y: a shortcut for the mouse; the button of the same name does it by keyboard
  return <div ref={host} class={css.host} onClick={onClick} />;
}

function Figure({ review, view, reel }: { review: Review; view: View; reel: Reel }) {
  const { source } = reel;
  const large = view.large.value;
  const name = words.source[source];
  const shape = shapeOf(review, source);
  const small = large !== null && large !== source;
  const click = () => (small ? view.enlarge(source) : review.player.toggle());
  return (
    <figure
      class={`${css.figure} ${large === source ? css.large : ""} ${small ? css.small : ""}`}
      style={{ "--shape": shape }}
      data-source={source}
    >
      <Host element={reel.picture.element} onClick={click} />
      <Over review={review} reel={reel} />
      <figcaption class={css.caption}>{name}</figcaption>
      <button
        type="button"
        class={css.enlarge}
        aria-label={large === source ? words.shrink : words.enlarge(name)}
        title={large === source ? words.shrink : words.enlarge(name)}
        onClick={() => view.enlarge(large === source ? null : source)}
      >
        <Icon sign={large === source ? "beside" : "large"} size={18} />
      </button>
    </figure>
  );
}

/** All sources beside each other at one height, or one large and the others small. */
export function Pictures({ review, view }: { review: Review; view: View }) {
  const reels = review.player.reels.value;
  const large = view.large.value;
  const shapes = reels.reduce((sum, reel) => sum + shapeOf(review, reel.source), 0);
  const main = large ? shapeOf(review, large) : 1;
  return (
    <div class={`${css.stage} ${large ? css.oneLarge : ""} ${reels.length === 1 ? css.alone : ""}`} style={{ "--shapes": shapes, "--main": main }}>
      {reels.map((reel) => <Figure key={reel.source} review={review} view={view} reel={reel} />)}
    </div>
  );
}
