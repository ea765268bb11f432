import { type Change, changesOf, factsOf, isInstant } from "../../state/organizer/audit.ts";
import { dateTime } from "../../ui/time.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { staff } from "../../words/staff.en.ts";
import { trackerName } from "../../words/trackers.en.ts";
import css from "./audit.module.css";

const a = w.audit;

const WORDS: Record<string, string> = { ...w.sessions.states, ...w.sessions.conclusions, ...staff.roles };

/** A value as a person reads it. */
function text(value: unknown): string {
  if (value === null || value === undefined) return a.none;
  if (typeof value === "boolean") return value ? a.yes : a.no;
  if (isInstant(value)) return dateTime(value);
  if (Array.isArray(value)) return value.map(text).join(", ") || a.none;
  if (typeof value === "object") return JSON.stringify(value);
  return WORDS[String(value)] ?? (String(value) || a.none);
}

const fieldText = (field: string): string => a.fields[field] ?? field.replace(/_/g, " ");

/** ["trackers", "voices", "weight"] -> "Voices: weight" */
function pathText(path: string[]): string {
  const ofTracker = path[0] === "trackers" && path.length > 1;
  const [first = "", ...rest] = ofTracker ? path.slice(1) : path;
  const head = ofTracker ? trackerName(first) : fieldText(first);
  return rest.length ? `${head}: ${rest.map(fieldText).join(" ")}` : head;
}

/** Of a secret only that it was changed is on record. */
const isSecret = ({ before, after }: Change): boolean => before === "" && after === "changed";

const Before = ({ value }: { value: unknown }) => (
  <><del>{text(value)}</del> <span aria-hidden="true">→</span><span class="visually-hidden">{a.to}</span> </>
);

const Changed = ({ change }: { change: Change }) => (
  <span>
    <b>{pathText(change.path)}</b> {!isSecret(change) && <Before value={change.before} />}{text(change.after)}
  </span>
);

/** The entry's own particulars, as they were written down, and what was changed from what to what. */
export const Detail = ({ detail }: { detail: Record<string, unknown> }) => (
  <span class={css.detail}>
    {factsOf(detail).map(({ field, value }) => (
      <span key={field}><b>{fieldText(field)}</b> {field === "tracker" ? trackerName(String(value)) : text(value)}</span>
    ))}
    {changesOf(detail).map((change) => <Changed key={change.path.join(".")} change={change} />)}
  </span>
);
