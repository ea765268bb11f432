import { signal } from "@preact/signals";
import type { Source } from "../state/review/spans.ts";

export type Panel = "violations" | "chat" | "notes";

/** How the page is looked at; nothing of it is stored. */
export class View {
  readonly large = signal<Source | null>(null);
  readonly full = signal(false);
  readonly zoom = signal(1);
  readonly panel = signal<Panel>("violations");
  readonly keys = signal(false);
  readonly commenting = signal(0); // counts up: each time the comment field is to be focused
  box: HTMLElement | null = null; // what goes full screen

  enlarge(source: Source | null): void {
    this.large.value = source;
  }

  toggleFull(): void {
    if (document.fullscreenElement) void document.exitFullscreen?.();
    else void this.box?.requestFullscreen?.();
  }

  startComment(): void {
    this.panel.value = "notes";
    this.commenting.value += 1;
  }
}
