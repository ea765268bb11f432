import { useState } from "preact/hooks";
import type { Board } from "../../state/proctor/board.ts";

/** Text that is still there when somebody has looked at another student meanwhile. */
export function useDraft(board: Board, key: string): [string, (text: string) => void] {
  const { drafts } = board.talking;
  const [text, setText] = useState(drafts.get(key) ?? "");
  const write = (next: string) => {
    if (next) drafts.set(key, next);
    else drafts.delete(key);
    setText(next);
  };
  return [text, write];
}
