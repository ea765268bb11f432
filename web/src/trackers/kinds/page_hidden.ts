/** b2: the page cannot be seen: another tab is open, the window is minimised or, where the browser tells, covered. */

import { tracker } from "../tracker";

export const pageHidden = tracker({
  name: "page_hidden",
  parameters: {},
  quietInDialog: true,
  canRun: () => typeof document.hidden === "boolean",
  watch: () => ({ moment: () => document.hidden }),
});
