import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Tile } from "../../wire/messages.ts";
import { arranged, type Filter, type Need, orderOf, passes, sameOrder } from "./order.ts";

/** What keeps the tiles where they are: a hand on the grid, or one student looked at (the next one must stay the next). */
export type Hold = "pointer" | "keyboard" | "focus";

/** Where each tile stands. The most urgent come first, but nothing moves away under somebody's hand. */
export class Arranging {
  readonly filter = signal<Filter>("all");
  readonly search = signal("");
  /** The sessions in the order in which they are shown. */
  readonly shown = signal<readonly string[]>([]);
  private readonly holds = signal<ReadonlySet<Hold>>(new Set());
  private readonly wanted: ReadonlySignal<string[]>;
  /** The order would be another by now. */
  readonly outdated: ReadonlySignal<boolean>;

  constructor(
    private readonly tiles: ReadonlySignal<ReadonlyMap<string, Tile>>,
    needs: ReadonlySignal<ReadonlyMap<string, Need>>,
  ) {
    this.wanted = computed(() => {
      const { filter, search } = this;
      const found = [...tiles.value.values()].filter((t) =>
        passes(t, needs.value.get(t.session) ?? "calm", filter.value, search.value),
      );
      return orderOf(found, needs.value);
    });
    this.outdated = computed(() => this.holds.value.size > 0 && !sameOrder(this.shown.value, this.wanted.value));
  }

  hold(by: Hold, on: boolean): void {
    if (this.holds.value.has(by) === on) return;
    const holds = new Set(this.holds.value);
    if (on) holds.add(by);
    else holds.delete(by);
    this.holds.value = holds;
    if (!on) this.settle();
  }

  narrow(filter: Filter, search: string): void {
    this.filter.value = filter;
    this.search.value = search;
    this.settle(true);
  }

  /** Moves the tiles to where they belong, unless somebody is at them; `force`: even then. */
  settle(force = false): void {
    const held = this.holds.peek().size > 0 && !force;
    const order = arranged(this.shown.peek(), this.wanted.peek(), held, (id) => this.tiles.peek().has(id));
    if (!sameOrder(order, this.shown.peek())) this.shown.value = order;
  }
}
