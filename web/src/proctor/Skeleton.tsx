import { proctor as w } from "../words/proctor.en.ts";
import css from "./grid.module.css";

const TILES = 18;

export function Skeleton() {
  return (
    <div class={css.skeleton} role="status" aria-label={w.loading}>
      {Array.from({ length: TILES }, (_, i) => <span key={i} />)}
    </div>
  );
}
