/** Whether the oldest browsers of an environment of .browserslistrc know a feature, by MDN's data. */

import { createRequire } from "node:module";
import { resolve } from "node:path";
import browserslist from "browserslist";

const data = createRequire(import.meta.url)("@mdn/browser-compat-data");
const CONFIG = resolve(import.meta.dirname, "../../.browserslistrc");

/** "72" or "≤79" as numbers that compare; what never came is infinitely new. */
function version(text) {
  if (typeof text !== "string" || text === "preview") return Number.POSITIVE_INFINITY;
  const [major, minor = "0"] = text.replace("≤", "").split(".");
  return Number(major) * 1000 + Number(minor);
}

/** An entry may be a list: of stretches of versions, of other names, of what stood behind a switch. */
function knows(support, oldest) {
  const plain = [support ?? {}].flat().filter((one) => !one.flags && !one.prefix && !one.alternative_name);
  const until = (one) => (one.version_removed ? version(one.version_removed) : Number.POSITIVE_INFINITY);
  return plain.some((one) => version(one.version_added) <= oldest && oldest < until(one));
}

/** The feature's entry, or undefined where the data has none. */
const at = (path) => path.reduce((node, name) => (node && Object.hasOwn(node, name) ? node[name] : undefined), data);

const floors = new Map();
function floorOf(environment) {
  if (!floors.has(environment)) floors.set(environment, browserslist(null, { config: CONFIG, env: environment }).map((one) => one.split(" ")));
  return floors.get(environment);
}

/** Browsers of the floor that lack it: "safari 12, firefox 66"; empty where all have it, null where nothing is known. */
export function lacking(environment, ...path) {
  const support = at(path)?.__compat?.support;
  if (!support) return null;
  const without = floorOf(environment).filter(([browser, oldest]) => !knows(support[browser], version(oldest)));
  return without.map((one) => one.join(" ")).join(", ");
}
