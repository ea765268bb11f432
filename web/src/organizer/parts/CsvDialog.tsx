import { useRef, useState } from "preact/hooks";
import { readFileText } from "../../state/organizer/api.ts";
import { badRows, CSV_MOST, type CsvDesk, csvDesk, goodRows, type SendCsv, spanOfLine } from "../../state/organizer/csv.ts";
import { Badge, Notice } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextArea } from "../../ui/Form.tsx";
import { organizer as w } from "../../words/organizer.en.ts";
import { Confirm } from "./Confirm.tsx";
import { CsvColumns, CsvEncoding } from "./CsvChoices.tsx";
import { CsvErrors, CsvRows } from "./CsvTables.tsx";
import css from "./csv.module.css";
import { useOnce } from "./hooks.ts";
import { FaultNotice } from "./Loaded.tsx";

async function takeFile(desk: CsvDesk, file: File | undefined): Promise<void> {
  if (file) await desk.open(await file.arrayBuffer());
}

function FilePick({ desk, example }: { desk: CsvDesk; example: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drag = (on: boolean) => (event: DragEvent) => {
    event.preventDefault(); // otherwise the browser opens the file
    setOver(on);
  };
  const onDrop = (event: DragEvent) => {
    drag(false)(event);
    void takeFile(desk, event.dataTransfer?.files[0]);
  };
  function onChange(): void {
    void takeFile(desk, input.current?.files?.[0]);
    if (input.current) input.current.value = ""; // the same file, corrected, is a new choice
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a shortcut; the button beside it does the same
    <div class={over ? `${css.pick} ${css.over}` : css.pick} onDragOver={drag(true)} onDragLeave={drag(false)} onDrop={onDrop}>
      <Button busy={desk.busy.value === "reading"} onClick={() => input.current?.click()}>{w.csv.file}</Button>
      <input ref={input} type="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain" hidden aria-label={w.csv.file} onChange={onChange} />
      <span>{w.csv.drop}</span>
      {!desk.text.value && <Button kind="quiet" small onClick={() => desk.type(example)}>{w.csv.example}</Button>}
    </div>
  );
}

function Result({ desk }: { desk: CsvDesk }) {
  const out = desk.checked.value;
  if (!out) return desk.errors.value.length && desk.text.value ? <Notice tone="warn">{w.csv.changed}</Notice> : null;
  const r = w.csv.result;
  return (
    <div class={css.results} role="status">
      <Badge>{r.rows(out.rows)}</Badge>
      {out.created > 0 && <Badge tone="good">{r.created(out.created)}</Badge>}
      {out.updated > 0 && <Badge tone="brand">{r.updated(out.updated)}</Badge>}
      {out.unchanged > 0 && <Badge>{r.unchanged(out.unchanged)}</Badge>}
      {badRows(out) > 0 && <Badge tone="bad">{r.bad(badRows(out))}</Badge>}
      {!out.errors.length && <span>{w.csv.checkedFine}</span>}
    </div>
  );
}

function Taken({ desk }: { desk: CsvDesk }) {
  const { created, updated, unchanged } = desk.taken.value;
  if (!(created + updated + unchanged)) return null;
  const left = desk.checked.value ? badRows(desk.checked.value) : 0;
  return (
    <Notice tone="good">
      <p>{w.csv.taken(created, updated, unchanged)}</p>
      {!desk.text.value ? <p>{w.csv.allDone}</p> : left > 0 && <p>{w.csv.rest(left)}</p>}
    </Notice>
  );
}

function Actions({ desk, onTake, onClose }: { desk: CsvDesk; onTake: () => void; onClose: () => void }) {
  const { checked, busy, text } = desk;
  const out = checked.value;
  const good = out ? goodRows(out) : 0;
  const fits = text.value.length <= CSV_MOST;
  return (
    <>
      <Button onClick={onClose}>{w.common.close}</Button>
      <Button kind={out ? "plain" : "primary"} busy={busy.value === "checking"} disabled={!text.value.trim() || !fits || !!out}
        onClick={() => void desk.check()}>{w.csv.check}</Button>
      {out && (
        <Button kind="primary" busy={busy.value === "taking"} disabled={!good} onClick={onTake}>
          {good ? w.csv.take(good) : w.csv.takeNone}
        </Button>
      )}
    </>
  );
}

/** Selects a line in the editor and brings it into sight. */
function showLine(box: HTMLElement | null, text: string, line: number): void {
  const area = box?.querySelector("textarea");
  if (!area) return;
  const [from, to] = spanOfLine(text, line);
  area.focus();
  area.setSelectionRange(from, to);
  const height = Number.parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (line - 3) * height);
}

interface CsvDialogProps {
  title: string;
  hint: string;
  example: string;
  send: SendCsv;
  onTaken: () => void; // rows went in: the list behind is out of date
  onClose: () => void;
}

function Editor({ desk }: { desk: CsvDesk }) {
  const box = useRef<HTMLDivElement>(null);
  const text = desk.text.value;
  return (
    <div ref={box}>
      <div class={css.text}>
        <TextArea label={w.csv.text} value={text} rows={text ? 8 : 5} onInput={desk.type}
          error={text.length > CSV_MOST ? w.csv.tooLong : undefined}
          attributes={{ spellcheck: false, wrap: "off", autocapitalize: "off", autofocus: true }} />
      </div>
      <CsvEncoding desk={desk} />
      <Result desk={desk} />
      <CsvColumns desk={desk} />
      <CsvErrors errors={desk.errors.value} onLine={(line) => showLine(box.current, text, line)} />
      {desk.checked.value && <CsvRows out={desk.checked.value} />}
    </div>
  );
}

export function CsvDialog({ title, hint, example, send, onTaken, onClose }: CsvDialogProps) {
  const desk = useOnce(() => csvDesk(send, readFileText));
  const [leaving, setLeaving] = useState(false);
  const close = () => (desk.text.value.trim() ? setLeaving(true) : onClose());
  async function take(): Promise<void> {
    const before = desk.taken.value;
    await desk.take();
    if (desk.taken.value !== before) onTaken();
  }
  return (
    <>
      <Dialog title={title} wide onClose={close} actions={<Actions desk={desk} onTake={() => void take()} onClose={close} />}>
        <p>{hint}</p>
        <FilePick desk={desk} example={example} />
        {desk.fault.value && <FaultNotice fault={desk.fault.value} />}
        <Taken desk={desk} />
        <Editor desk={desk} />
      </Dialog>
      {leaving && (
        <Confirm title={w.csv.leaveTitle} text={w.csv.leaveText} act={w.csv.leave} stay={w.csv.stay}
          onClose={() => setLeaving(false)} onAct={onClose} />
      )}
    </>
  );
}
