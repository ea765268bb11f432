import type { Review, SessionPage } from "../state/review/page.ts";
import { Card } from "../ui/bits.tsx";
import { timeOfDaySeconds } from "../ui/time.ts";
import type { Body } from "../wire/http.ts";
import { review as words } from "../words/review.en.ts";
import { length, sourceName } from "./describe.ts";
import css from "./page.module.css";

const said = words.outages;
const LEAST_S = 0.5;

function missingText(outage: Body<"Outage">): string {
  const parts = Object.entries(outage.missing_s).filter(([, s]) => s >= LEAST_S);
  if (!parts.length) return said.whole;
  return parts.map(([source, s]) => said.part(sourceName(source), length(s * 1000))).join(", ");
}

export function OutagesCard({ review, page }: { review: Review; page: SessionPage }) {
  const { outages } = page;
  return (
    <Card>
      <h2>{said.title}</h2>
      {!outages.length && <p class={css.hint}>{said.none}</p>}
      <ul class={css.outages}>
        {outages.map((o) => {
          const from = Date.parse(o.from_at);
          const to = o.to_at ? Date.parse(o.to_at) : null;
          return (
            <li key={o.from_at}>
              <button type="button" class={css.link} onClick={() => review.player.seek(from - 3000)}>
                {timeOfDaySeconds(from)}–{to ? timeOfDaySeconds(to) : said.lasts}
              </button>
              {to !== null && <span> ({length(to - from)})</span>}
              <div class={css.hint}>{said.missing}: {missingText(o)}</div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
