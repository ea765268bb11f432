import { signal } from "@preact/signals";

export type Panel = "chat" | "violations" | "notes";

/** How one student is looked at; nothing of it is stored. */
export class View {
  readonly panel = signal<Panel>("chat");
  readonly asking = signal<"warn" | "terminate" | null>(null);
  readonly drawer = signal(false);
  readonly keys = signal(false);
  readonly writing = signal(0); // counts up: each time the message field is to be focused

  startWriting(): void {
    this.panel.value = "chat";
    this.writing.value++;
  }
}
