/** The end of the exam has moved while the student is inside: what is said about it. */

import { signal } from "@preact/signals";
import { MINUTE_MS } from "./countdown.ts";

export interface EndNews {
  /** More, or less when negative. */
  minutes: number;
  endsAt: string;
  reason: string;
}

/** The server tells the end in every greeting, to the millisecond. */
const SAME_MS = 1000;

export class Ends {
  /** Until the student has put it away. */
  readonly news = signal<EndNews | null>(null);

  tell(news: EndNews): void {
    this.news.value = news;
  }

  /** What the greeting says, after a time without a line. */
  compare(before: string | null, endsAt: string): void {
    if (!before) return;
    const by = Date.parse(endsAt) - Date.parse(before);
    if (Math.abs(by) < SAME_MS) return;
    const minutes = Math.ceil(Math.abs(by) / MINUTE_MS) * Math.sign(by);
    if (this.news.value?.endsAt !== endsAt) this.tell({ minutes, endsAt, reason: "" });
  }

  putAway(): void {
    this.news.value = null;
  }
}
