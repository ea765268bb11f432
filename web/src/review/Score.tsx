import type { Review, SessionPage } from "../state/review/page.ts";
import { isLow, scoreRows, type Share, weightOf } from "../state/review/score.ts";
import { Card, Notice } from "../ui/bits.tsx";
import { dateTime } from "../ui/time.ts";
import { withoutText } from "../words/devices.en.ts";
import { review as words } from "../words/review.en.ts";
import { trackerMeaning, trackerName } from "../words/trackers.en.ts";
import { length, percent, points } from "./describe.ts";
import css from "./score.module.css";

const said = words.score;

function Coverage({ row, observed }: { row: Share; observed: number }) {
  if (!isLow(row, observed)) return <>{percent(row.coverage)}</>;
  return <span class={css.low}>{row.coverage > 0 ? said.low(percent(row.coverage)) : said.never}</span>;
}

function Row({ row, most, observed }: { row: Share; most: number; observed: number }) {
  const width = most > 0 ? (row.loss / most) * 100 : 0;
  return (
    <tr>
      <th scope="row" title={trackerMeaning(row.tracker)}>{trackerName(row.tracker)}</th>
      <td class={css.barCell}>
        <span class={css.bar}><span style={{ width: `${width}%` }} /></span>
        <span class={css.loss}>{row.weight > 0 ? points(row.loss) : "–"}</span>
      </td>
      <td class={css.number}>{row.share < 0.05 && row.share > 0 ? "<0.1%" : `${row.share.toFixed(1)}%`}</td>
      <td class={css.number}>× {row.weight}</td>
      <td class={css.number}>{length(row.seconds * 1000)}</td>
      <td class={css.number}>{row.violations}</td>
      <td class={css.cover}><Coverage row={row} observed={observed} /></td>
    </tr>
  );
}

function Group({ title, rows, ...rest }: { title: string; rows: readonly Share[]; most: number; observed: number }) {
  if (!rows.length) return null;
  return (
    <tbody>
      <tr class={css.group}><th scope="rowgroup" colSpan={7}>{title}</th></tr>
      {rows.map((row) => <Row key={row.tracker} row={row} {...rest} />)}
    </tbody>
  );
}

function Sum({ lost, credibility }: { lost: number; credibility: number }) {
  return (
    <p class={css.sum}>
      <strong>{said.sum(lost.toFixed(1), credibility.toFixed(1))}</strong>
      {lost > 100 && <span> ({said.floor})</span>}
    </p>
  );
}

/** What a person has confirmed, and what that means for the sum. */
function Confirmed({ page }: { page: SessionPage }) {
  const found = page.violations.flatMap((v) => (v.confirmed ? [{ id: v.id, tracker: v.tracker, ...v.confirmed }] : []));
  return (
    <>
      {found.map(({ id, tracker, by, at }) => (
        <Notice key={id} tone="warn">
          {said.confirmed(trackerName(tracker), by, dateTime(at))} {weightOf(page.score, tracker) > 0 ? said.confirmedCounts : said.confirmedHint}
        </Notice>
      ))}
    </>
  );
}

/** What the student went on without, and why. */
function Without({ page }: { page: SessionPage }) {
  const gone = Object.entries(page.without);
  if (!gone.length) return null;
  return <Notice tone="warn">{gone.map(([source, reason]) => <p key={source}>{withoutText(source, reason)}</p>)}</Notice>;
}

/** What held for this student alone. */
function Accommodations({ page }: { page: SessionPage }) {
  if (!page.accommodations.length) return null;
  return (
    <Notice>
      {page.accommodations.map((one) => (
        <p key={one.tracker}>
          {trackerName(one.tracker)}: {said.accommodation(one)} {said.accommodationBy(one.author, dateTime(one.at))}
          {one.reason && ` ${said.accommodationReason(one.reason)}`}
        </p>
      ))}
    </Notice>
  );
}

function Unavailable({ rows }: { rows: readonly Share[] }) {
  if (!rows.length) return null;
  return <p class={css.low}>{said.unavailable}: {rows.map((r) => trackerName(r.tracker)).join(", ")}.</p>;
}

/** How the credibility came about: every tracker's part of the loss, and how much of the time it could look. */
export function ScoreCard({ page }: { review: Review; page: SessionPage }) {
  const { score } = page;
  const rows = scoreRows(score);
  const observed = score.observed_s;
  if (score.credibility === null) return <Card><h2 id="credibility">{said.title}</h2><p>{said.nothing}</p><Without page={page} /><Accommodations page={page} /></Card>;
  return (
    <Card class={css.card}>
      <h2 id="credibility" tabIndex={-1}>{said.title}</h2>
      <p class={css.lead}>{said.formula} {said.caution}</p>
      <Sum lost={rows.lost} credibility={score.credibility} />
      <Without page={page} />
      <Accommodations page={page} />
      <Confirmed page={page} />
      {score.dismissed > 0 && <Notice tone="warn">{said.dismissed(score.dismissed)}</Notice>}
      <div class={css.scrolls} tabIndex={0} role="region" aria-label={said.title}>
        <table class={css.table}>
          <caption class="visually-hidden">{said.title}</caption>
          <thead>
            <tr>{[said.tracker, said.loss, said.share, said.weight, said.seconds, said.count, said.coverage].map((h) => <th key={h} scope="col">{h}</th>)}</tr>
          </thead>
          <tbody>{rows.charged.map((row) => <Row key={row.tracker} row={row} most={rows.most} observed={observed} />)}</tbody>
          <Group title={said.hints} rows={rows.hints} most={0} observed={observed} />
        </table>
      </div>
      <Unavailable rows={rows.unavailable} />
      <p class={css.lead}>
        {said.observed(length(observed * 1000))}.{" "}
        {rows.off.length > 0 && said.off(rows.off.map((r) => trackerName(r.tracker)).join(", "))}
      </p>
    </Card>
  );
}
