/** Does things at their own pace on one beat. */
export class Rhythm {
  private readonly due = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  every(what: string, ms: number, work: () => void): void {
    const now = this.now();
    if (now < (this.due.get(what) ?? 0)) return;
    this.due.set(what, now + ms);
    work();
  }
}
