/** Camera and microphone on the session's timeline and beside its name, for staff. The report says the same. */

const INPUTS: Record<string, string> = { camera: "Camera", microphone: "Microphone" };

export const deviceEvents: Record<string, string> = {
  went_without: "Goes on without", went_with: "Has one after all", device_changed: "Another device",
  device_lost: "Device lost", device_added: "New device",
}; // prettier-ignore

/** What such an event is about: "Microphone: Built-in → USB headset". Empty for other events. */
export function deviceText({ source, text, reason, before }: Record<string, unknown>): string {
  const name = typeof source === "string" ? INPUTS[source] : undefined;
  if (!name) return "";
  const said = [text, reason].find((one) => typeof one === "string" && one !== "");
  return [name, [before, said].filter((one) => typeof one === "string" && one !== "").join(" → ")].filter(Boolean).join(": ");
}

/** "Without a microphone: broken." */
export const withoutText = (source: string, reason: string): string => {
  const what = `Without a ${(INPUTS[source] ?? source).toLowerCase()}`;
  return reason ? `${what}: ${reason}` : what;
};
