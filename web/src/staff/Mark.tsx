import { staff as w } from "../words/staff.en.ts";
import css from "./staff.module.css";

/** The product's sign and name. */
export function Mark({ large }: { large?: boolean }) {
  return (
    <span class={large ? `${css.mark} ${css.markLarge}` : css.mark}>
      <img src="/icon.svg" alt="" width={large ? 32 : 22} height={large ? 32 : 22} />
      <span>{w.product}</span>
    </span>
  );
}
