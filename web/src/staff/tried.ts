import type { Signal } from "@preact/signals";
import { toast } from "../ui/bits.tsx";
import { Refusal } from "../wire/http.ts";
import { staff as w } from "../words/staff.en.ts";

/** Does what a button asks for; says so when it was refused, and lets anything else be seen as the bug it is. */
export async function tried(busy: Signal<boolean>, act: () => Promise<void>, done?: () => void): Promise<void> {
  busy.value = true;
  try {
    await act();
    done?.();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    toast(w.failed(error.message), "bad");
  } finally {
    busy.value = false;
  }
}
