/** The documents in which the student works: this page, and the exam's frame where the browser lets it be looked into. */

import type { Surroundings } from "./tracker";

/** `null`: no frame. `undefined`: a frame of another address, into which nobody may look. */
function insideOf(frame: HTMLIFrameElement | null): Document | null | undefined {
  if (!frame) return null;
  try {
    return frame.contentDocument ?? undefined;
  } catch {
    return undefined;
  }
}

type Listen = (page: Document) => () => void;

/** Listens in all of them, also after the frame has gone to another of its pages. */
export class ExamPages {
  private stopFrame: (() => void) | null = null;
  private inFrame: Document | null = null;
  private readonly stopPage: () => void;

  constructor(
    private readonly around: Pick<Surroundings, "examFrame">,
    private readonly listen: Listen,
    page: Document = document,
  ) {
    this.stopPage = listen(page);
  }

  /** True when nothing of the exam is hidden from the page. */
  look(): boolean {
    const inside = insideOf(this.around.examFrame());
    if (inside !== this.inFrame) this.follow(inside ?? null);
    return inside !== undefined;
  }

  end(): void {
    this.stopPage();
    this.follow(null);
  }

  private follow(inside: Document | null): void {
    this.stopFrame?.();
    this.inFrame = inside;
    this.stopFrame = inside ? this.listen(inside) : null;
  }
}

const CAPTURE = { capture: true };

/** Adds listeners that see an event before the exam's own may stop it; returns what takes them away. */
export function listenIn(page: Document, acts: Record<string, (event: Event) => void>): () => void {
  const target = page.defaultView ?? page; // `beforeprint` comes to the window alone
  const names = Object.keys(acts);
  for (const name of names) target.addEventListener(name, acts[name] as EventListener, CAPTURE);
  return () => {
    for (const name of names) target.removeEventListener(name, acts[name] as EventListener, CAPTURE);
  };
}
