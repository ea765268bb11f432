/** The student's choice of camera and microphone: kept in this browser, for all exams. */

import { signal } from "@preact/signals";
import type { InputInfo } from "../../capture/devices.ts";
import type { Input, Keep } from "./world.ts";

const KEY = "fairseat.inputs";
type Chosen = Partial<Record<Input, { id: string; label: string }>>;

/** The same device: ids are made anew when the browser's data is cleared, and the system's choice has an id of its own. */
export const isSame = (one: InputInfo, other: InputInfo): boolean =>
  one.input === other.input && (one.id === other.id || (one.label !== "" && one.label === other.label));

export class Choice {
  readonly list = signal<InputInfo[]>([]);
  private chosen: Chosen;

  constructor(private readonly keep: Keep) {
    this.chosen = readChosen(keep.get(KEY));
  }

  of(input: Input): InputInfo[] {
    return this.list.value.filter((one) => one.input === input);
  }

  /** The id of the one that was chosen, as it is called now. */
  idOf(input: Input): string | null {
    const chosen = this.chosen[input];
    if (!chosen) return null;
    return this.of(input).find((one) => isSame(one, { input, ...chosen }))?.id ?? chosen.id;
  }

  remember({ input, id, label }: InputInfo): void {
    this.chosen = { ...this.chosen, [input]: { id, label } };
    this.keep.set(KEY, JSON.stringify(this.chosen));
  }

  /** The one after the one in use, round and round; null where there is no other. */
  after(used: InputInfo | undefined, input: Input): InputInfo | null {
    const all = this.of(input);
    const at = used ? all.findIndex((one) => isSame(one, used)) : -1;
    const next = all[(at + 1) % all.length];
    return next && all[at] !== next ? next : null;
  }
}

/** What stands there may be anybody's. */
function readChosen(text: string | null): Chosen {
  try {
    const read = JSON.parse(text ?? "{}") as Record<string, unknown>;
    const of = (input: Input): Chosen => {
      const { id, label } = (read[input] ?? {}) as Record<string, unknown>;
      return typeof id === "string" && id && typeof label === "string" ? { [input]: { id, label } } : {};
    };
    return { ...of("camera"), ...of("microphone") };
  } catch {
    return {};
  }
}
