/** The trackers of one session at work: hands every look to those that want it and counts their answers. */

import { Seconds } from "./seconds";
import type { Answer, Detail, LookKind, Looks, Surroundings, TrackerKind, Watcher } from "./tracker";
import type { TrackerSetting } from "../wire/messages";

interface Member {
  kind: TrackerKind;
  watcher: Watcher;
  last: Answer;
  detail: Detail | undefined;
}

export interface Told {
  at_ms: number;
  values: Record<string, number | null>;
  details: Record<string, unknown>;
}

export class Roster {
  private readonly members: Member[];
  private readonly seconds: Seconds;

  constructor(kinds: TrackerKind[], settings: Record<string, TrackerSetting>, around: Surroundings) {
    this.members = kinds.map((kind) => {
      const parameters = { ...kind.parameters, ...settings[kind.name]?.parameters };
      return { kind, watcher: kind.watch(parameters, around), last: null, detail: undefined };
    });
    this.seconds = new Seconds(kinds.map((kind) => kind.name), around.now());
  }

  /** `dialog`: one of Fairseat's own is open. */
  give<K extends LookKind>(what: K, look: Looks[K], dialog = false): void {
    for (const member of this.members) {
      const ask = member.watcher[what] as ((look: Looks[K]) => Answer) | undefined;
      if (!ask) continue;
      member.last = this.isSilenced(member, dialog) ? null : ask(look);
      if (member.last) member.detail = member.watcher.detail?.();
      this.seconds.add(member.kind.name, member.last, look.at_ms);
    }
  }

  closed(now_ms: number): Told[] {
    return this.seconds.closed(now_ms).map((second) => ({ ...second, details: this.detailsOf(second.values) }));
  }

  end(): void {
    for (const { watcher } of this.members) watcher.end?.();
  }

  private isSilenced({ kind }: Member, dialog: boolean): boolean {
    if (dialog && kind.quietInDialog) return true;
    return this.members.some((other) => other.last === true && !!kind.silencedBy?.includes(other.kind.name));
  }

  private detailsOf(values: Told["values"]): Told["details"] {
    const details: Told["details"] = {};
    for (const { kind, detail } of this.members) {
      if (detail && (values[kind.name] ?? 0) > 0) details[kind.name] = detail;
    }
    return details;
  }
}
