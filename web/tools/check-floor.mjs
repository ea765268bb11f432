/**
 * Whether the built student page keeps to the browser floor (Chrome 72, Firefox 66, Edge 79, Safari 12, Opera 59):
 * parses every script it can load, looks for style features the floor lacks, and for anything that leads to another
 * host. Staff pages are not subject to it. Lists file and position, and ends with 1 when something was found.
 * Usage: node tools/check-floor.mjs [folder of the build, default: dist]
 */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { blockProblems } from "./floor-css.mjs";

const web = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const dist = resolve(process.argv[2] ?? join(web, "dist"));
const PAGES = ["pages/student.html", "student.html", "pages/phone.html", "phone.html"];

/** ES2018, and `catch {}` of ES2019, which all five know (Chrome 66, Firefox 58, Safari 11.1). */
const SYNTAX = 2019;
/** Firefox 66 and Safari 12 lack what ES2018 brought: look-behind, named groups, `\p{}`, the flag s. */
const REGEX_SYNTAX = 2017;
const EXEMPT = [
  {
    file: /^assets\/inference\.worker-[\w-]+\.js$/,
    syntax: 2021,
    reason: "onnxruntime's loader; started only where SIMD compiles (abilities.ts): Chrome 91, Firefox 89, Safari 16.4",
  },
];
/** What no parser notices. `globalThis` and `queueMicrotask` are given to the old ones by `src/student/floor.ts`. */
const NAMES = {
  fromEntries: "Chrome 73",
  allSettled: "Chrome 76, Firefox 71, Safari 13",
  matchAll: "Chrome 73, Firefox 67, Safari 13",
  replaceAll: "Chrome 85, Firefox 77, Safari 13.1",
  replaceChildren: "Chrome 86, Firefox 78, Safari 14",
  hasOwn: "Chrome 93, Firefox 92, Safari 15.4",
  findLast: "Chrome 97, Firefox 104, Safari 15.4",
  structuredClone: "Chrome 98, Firefox 94, Safari 15.4",
  randomUUID: "Chrome 92, Firefox 95, Safari 15.4",
  toSorted: "Chrome 110, Firefox 115, Safari 16",
  toReversed: "Chrome 110, Firefox 115, Safari 16",
};
const HOSTS = {
  "www.w3.org": "names of XML namespaces, which nobody fetches",
  "web.dev": "a sentence in an error message of onnxruntime",
};

const problems = [];
const seen = new Map();

function report(file, source, offset, what) {
  const before = source.slice(0, offset).split("\n");
  problems.push(`${file}:${before.length}:${before[before.length - 1].length + 1}  ${what}`);
}

// --- scripts --------------------------------------------------------------------------------------------------------

/** @param kind "module" for what a page imports, "script" for workers and worklets, which are built as one classic file */
function checkScript(file, kind) {
  if (seen.has(file)) return;
  const source = read(file);
  seen.set(file, source);
  if (source === "") return;
  const syntax = EXEMPT.find((one) => one.file.test(file))?.syntax ?? SYNTAX;
  const tree = parsed(file, source, { kind, syntax });
  if (tree) walk(tree, (node) => look(file, source, node, syntax));
}

/** In a module all five know `import.meta` (Chrome 64, Firefox 62, Safari 11.1), though the standard says 2020. */
function parsed(file, source, { kind, syntax }) {
  const text = kind === "module" ? source.replace(/\bimport\.meta\b/g, "import_meta") : source;
  try {
    return parse(text, { ecmaVersion: syntax, sourceType: kind, allowHashBang: false });
  } catch (fault) {
    report(file, source, fault.pos ?? 0, `${fault.message} (as ${kind}, ES${syntax})`);
    return null;
  }
}

function walk(node, visit) {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (typeof child?.type === "string") walk(child, visit);
  }
}

function look(file, source, node, syntax) {
  if (/^(Import|Export)\w*Declaration$/.test(node.type) && node.source) follow(file, node.source.value, "module");
  if (syntax === SYNTAX) checkOld(file, source, node);
  const text = node.type === "TemplateElement" ? node.value.cooked : node.type === "Literal" ? node.value : null;
  if (typeof text === "string") checkText(file, source, node, text);
}

function checkOld(file, source, node) {
  if (node.regex) checkRegex(file, source, node);
  const called = node.type === "CallExpression" ? (node.callee.property ?? node.callee) : null;
  if (!called) return;
  if (Object.hasOwn(NAMES, called.name)) report(file, source, called.start, `${called.name} (${NAMES[called.name]})`);
  const [first] = node.arguments;
  const counts = typeof first?.value === "number" || first?.type === "UnaryExpression";
  if (called.name === "at" && counts) report(file, source, called.start, "at() of a list (Chrome 92, Safari 15.4)");
}

function checkRegex(file, source, { raw, start }) {
  try {
    parse(raw, { ecmaVersion: REGEX_SYNTAX });
  } catch (fault) {
    report(file, source, start, fault.message);
  }
}

function checkText(file, source, { start }, text) {
  if (/^\/?assets\/[^\s"'`]+\.js$/.test(text)) follow("", text.replace(/^\//, ""), "script");
  checkHosts(file, source, start, text);
}

function follow(from, to, kind) {
  checkScript(to.startsWith(".") ? posix.join(posix.dirname(from), to) : to.replace(/^\//, ""), kind);
}

// --- hosts ----------------------------------------------------------------------------------------------------------

function checkHosts(file, source, offset, text) {
  for (const [, host] of text.matchAll(/\b(?:https?|wss?):\/\/([\w-]+(?:\.[\w-]+)+)/g)) {
    if (!(host in HOSTS)) report(file, source, offset, `refers to ${host}`);
  }
}

// --- pages and styles -----------------------------------------------------------------------------------------------

function checkPage(file) {
  const html = read(file);
  for (const tag of html.match(/<(?:script|link|img|iframe)\b[^>]*>/g) ?? []) checkTag(file, html, tag);
}

function checkTag(file, html, tag) {
  const [, address] = /\b(?:src|href)="([^"]+)"/.exec(tag) ?? [];
  const at = html.indexOf(tag);
  if (!address) return report(file, html, at, "carries a script inline, which the policy forbids");
  if (/^(\w+:)?\/\//.test(address)) return report(file, html, at, `refers to ${address}`);
  const isModule = /type="module"|rel="modulepreload"/.test(tag);
  if (address.endsWith(".js")) follow("", address, isModule ? "module" : "script");
  if (address.endsWith(".css")) checkStyle(address.replace(/^\//, ""));
}

function checkStyle(file) {
  if (seen.has(file)) return;
  const css = read(file);
  seen.set(file, css);
  for (const { at, what } of blockProblems(css)) report(file, css, at, what);
  for (const found of css.matchAll(/(?:url\(|@import)\s*["']?((?:https?:)?\/\/[^"')\s]+)/g))
    report(file, css, found.index, `refers to ${found[1]}`);
}

function read(file) {
  const path = join(dist, file);
  if (existsSync(path)) return readFileSync(path, "utf8");
  problems.push(`${file}  is missing in ${dist}`);
  return "";
}

// --- all of it ------------------------------------------------------------------------------------------------------

const pages = PAGES.filter((page) => existsSync(join(dist, page)));
if (!pages.length) problems.push(`no ${PAGES[0]} in ${dist}`);
for (const page of pages) checkPage(page);
checkScript("sw.js", "script");

console.log(`Browser floor: ${seen.size} files of ${pages.join(", ")} in ${relative(process.cwd(), dist) || "."}`);
for (const { file, syntax, reason } of EXEMPT)
  for (const name of seen.keys()) if (file.test(name)) console.log(`  ${name} held to ES${syntax} only: ${reason}`);
for (const problem of problems) console.error(problem);
process.exit(problems.length ? 1 : 0);
