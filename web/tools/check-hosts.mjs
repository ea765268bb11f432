/**
 * Whether the built pages, scripts and styles name another host: all that a page needs comes from the server itself.
 * Usage: node tools/check-hosts.mjs
 */

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const dist = resolve(import.meta.dirname, "../dist");
const HOSTS = {
  "www.w3.org": "names of XML namespaces, which nobody fetches",
  "web.dev": "a sentence in an error message of onnxruntime",
};

const files = readdirSync(dist, { recursive: true }).filter((name) => /\.(js|css|html)$/.test(name));
const problems = files.flatMap((name) => {
  const found = readFileSync(join(dist, name), "utf8").matchAll(/(?:\b(?:https?|wss?):|(?:src|href)="|url\(["']?)\/\/([\w-]+(?:\.[\w-]+)+)/g);
  return [...found].filter(([, host]) => !(host in HOSTS)).map(([, host]) => `${name} refers to ${host}`);
});
if (!files.length) problems.push(`nothing is built in ${dist}`);

for (const problem of problems) console.error(problem);
process.exit(problems.length ? 1 : 0);
