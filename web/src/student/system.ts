/** Which system's words fit, as far as the browser tells. */

import type { System } from "../words/inputs.en.ts";

export function systemOf(userAgent = navigator.userAgent): System {
  if (/Windows/.test(userAgent)) return "windows";
  return /Macintosh|Mac OS X/.test(userAgent) && !/iPhone|iPad|Mobile/.test(userAgent) ? "mac" : "other";
}
