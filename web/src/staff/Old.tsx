import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/bits.tsx";
import { staff } from "../words/staff.en.ts";

const w = staff.old;

/** Came with Chrome 84, Firefox 79 and Safari 14.1: the floor of the staff's pages (.browserslistrc). */
const isOld = (): boolean => typeof WeakRef === "undefined";

/** Says so to a browser below the floor, before anything of the pages is drawn. */
export function OldBrowser({ children }: { children: ComponentChildren }) {
  const [told, setTold] = useState(!isOld());
  if (told) return <>{children}</>;
  return (
    <main style={{ maxWidth: "560px", margin: "0 auto", padding: "72px 24px" }}>
      <h1 style={{ marginBottom: "16px" }}>{w.title}</h1>
      <Notice tone="warn">{w.text}</Notice>
      <Button onClick={() => setTold(true)}>{w.act}</Button>
    </main>
  );
}
