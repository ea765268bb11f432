import { pictureOf } from "../still.ts";
import type { Range } from "./picture.ts";

interface Still {
  from: number;
  to: number;
  address: string;
}

/** What stands for a buffer where the recording is a row of still pictures. Times in ms since the epoch. */
export class StillRow {
  at = 0;
  private stills: Still[] = [];

  constructor(private readonly element: HTMLVideoElement) {}

  ranges(): Range[] {
    return this.stills.map(({ from, to }) => ({ from, to }));
  }

  /** It is shown from `from` on, until the next one or until `to`. */
  put(bytes: ArrayBuffer, from: number, to: number | null): void {
    this.remove({ from, to: from + 1 });
    this.stills.push({ from, to: to ?? Number.POSITIVE_INFINITY, address: pictureOf(bytes) });
    this.stills.sort((a, b) => a.from - b.from);
    this.show();
  }

  remove({ from, to }: Range): void {
    const gone = this.stills.filter((one) => one.from >= from && one.from < to);
    this.stills = this.stills.filter((one) => !gone.includes(one));
    for (const { address } of gone) URL.revokeObjectURL(address);
  }

  seek(at: number): void {
    this.at = at;
    this.show();
  }

  close(): void {
    this.remove({ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY });
    this.element.removeAttribute("poster");
  }

  private show(): void {
    const here = this.stills.find((one) => this.at >= one.from && this.at < one.to);
    if (here && this.element.getAttribute("poster") !== here.address) this.element.poster = here.address;
  }
}
