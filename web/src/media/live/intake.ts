/** Which chunks of a watched source can be played in the order they come. */

export interface Piece {
  recorder: string;
  segment: number;
  sequence: number;
  first: boolean;
}

/** `begin`: a new segment; `go_on`: more of it; `repeat`: known already; `lost`: something before it is missing. */
export type Verdict = "begin" | "go_on" | "repeat" | "lost";

export class Intake {
  private last: Piece | null = null;

  judge(piece: Piece): Verdict {
    const { last } = this;
    const known = last !== null && last.recorder === piece.recorder;
    // After a lost line the server begins the current segment anew; what is here of it need not be played again.
    if (known && piece.sequence <= last.sequence) return "repeat";
    const follows = known && piece.segment === last.segment && piece.sequence === last.sequence + 1;
    if (!piece.first && !follows) {
      this.last = null;
      return "lost";
    }
    this.last = piece;
    return piece.first ? "begin" : "go_on";
  }

  /** What was taken so far is gone: only the first chunk of a segment can be played next. */
  forget(): void {
    this.last = null;
  }
}
