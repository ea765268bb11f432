import type { Board } from "../../state/proctor/board.ts";
import type { Focus } from "../../state/proctor/focus.ts";
import type { Subject } from "../../state/proctor/subject.ts";
import type { View } from "./view.ts";

/** What every part of the page is given. */
export interface PartProps {
  board: Board;
  focus: Focus;
  subject: Subject;
  view: View;
}
