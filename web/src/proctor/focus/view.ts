import { signal } from "@preact/signals";

/** How one student is looked at; nothing of it is stored. */
export class View {
  readonly asking = signal<"warn" | "terminate" | "minutes" | null>(null);
  readonly drawer = signal(false);
  readonly keys = signal(false);
  readonly writing = signal(0); // counts up: each time the message field is to be focused
}
