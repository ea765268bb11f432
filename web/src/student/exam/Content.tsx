import type { Content as What } from "../../wire/messages.ts";
import { Notice, type Tone } from "../../ui/bits.tsx";
import { student as w } from "../../words/student.en.ts";
import { useSession } from "../context.ts";
import { webAddress } from "./address.ts";
import { AddressFrame } from "./AddressFrame.tsx";
import css from "./exam.module.css";
import { Tasks } from "./Tasks.tsx";

export function Content() {
  const content = useSession().sitting.content as What | null;
  if (content?.kind === "address") return <Address raw={content.address ?? ""} />;
  const tasks = content?.tasks ?? [];
  return tasks.length ? <Tasks tasks={tasks} /> : <Alone text={w.exam.noTasks} />;
}

function Address({ raw }: { raw: string }) {
  const address = webAddress(raw, location.href);
  return address ? <AddressFrame key={address.href} address={address} /> : <Alone text={w.exam.badAddress} tone="warn" />;
}

function Alone({ text, tone = "brand" }: { text: string; tone?: Tone }) {
  return <div class={css.alone}><Notice tone={tone}>{text}</Notice></div>;
}
