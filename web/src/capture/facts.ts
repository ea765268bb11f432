/** What the equipment check notes down about the browser. */

import { canRecord, mimesFor } from "./encoding.ts";

interface Brand {
  brand: string;
  version: string;
}
type Modern = Navigator & {
  userAgentData?: { brands: Brand[]; platform: string; mobile: boolean };
  deviceMemory?: number;
  webdriver?: boolean;
};

/** The order matters: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari. */
const NAMES: readonly (readonly [string, RegExp])[] = [
  ["Edge", /Edg(?:e|A|iOS)?\/([\d.]+)/],
  ["Opera", /OPR\/([\d.]+)/],
  ["Samsung Internet", /SamsungBrowser\/([\d.]+)/],
  ["Firefox", /(?:Firefox|FxiOS)\/([\d.]+)/],
  ["Chrome", /(?:Chrome|CriOS|HeadlessChrome)\/([\d.]+)/],
  ["Safari", /Version\/([\d.]+).*Safari/],
];

export function nameAndVersion(userAgent: string): { name: string; version: string } {
  for (const [name, pattern] of NAMES) {
    const found = pattern.exec(userAgent);
    if (found) return { name, version: found[1] ?? "" };
  }
  return { name: "unknown", version: "" };
}

function recordable(): string[] {
  const asked = [
    ...mimesFor("screen", true, false),
    ...mimesFor("camera", true, true),
    ...mimesFor("camera", false, true),
  ];
  return [...new Set(asked)].filter(canRecord);
}

export async function browserFacts(): Promise<Record<string, unknown>> {
  const me = navigator as Modern;
  const display = screen as Screen & { isExtended?: boolean };
  const devices = await me.mediaDevices?.enumerateDevices().catch(() => []);
  const count = (kind: MediaDeviceKind) => devices?.filter((device) => device.kind === kind).length ?? 0;
  return {
    ...nameAndVersion(me.userAgent),
    user_agent: me.userAgent,
    platform: me.userAgentData?.platform ?? me.platform,
    mobile: me.userAgentData?.mobile ?? /Mobi|Android/.test(me.userAgent),
    languages: [...(me.languages ?? [me.language])],
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    screen: { width: display.width, height: display.height, pixel_ratio: window.devicePixelRatio },
    screen_extended: display.isExtended ?? null, // only Chromium tells
    cores: me.hardwareConcurrency ?? null,
    memory_gb: me.deviceMemory ?? null,
    automated: me.webdriver ?? false,
    cameras: count("videoinput"),
    microphones: count("audioinput"),
    records: recordable(),
    shares_screen: typeof me.mediaDevices?.getDisplayMedia === "function",
    web_locks: "locks" in me,
    indexed_db: typeof indexedDB !== "undefined",
  };
}
