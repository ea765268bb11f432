import { ESLint } from "eslint";
import stylelint from "stylelint";
import { beforeAll, describe, expect, it } from "vitest";

/** One line each that some browser of the student's floor does not know; see .browserslistrc. */
const SCRIPTS = [
  "new ResizeObserver(() => 0);", 'new BroadcastChannel("x");', "new OffscreenCanvas(1, 1);", "new WeakRef({});",
  '(x: BaseAudioContext) => new AudioWorkletNode(x, "x");', 'new DecompressionStream("gzip");',
  "new IntersectionObserver(() => 0);", "(list: number[], i: number) => list.at(i);", "() => Promise.any([]);",
  "() => Object.groupBy([], String);", "(x: HTMLDialogElement) => x.showModal();",
  "(x: HTMLVideoElement) => x.requestVideoFrameCallback(() => 0);", "(x: Blob) => x.arrayBuffer();",
  "(x: Blob) => x.text();", "(x: Blob) => x.stream();", "() => AbortSignal.timeout(5);",
  "(x: number[]) => x.findLastIndex(Boolean);", "() => Promise.withResolvers();",
  '(x: Element) => x.matches(":focus-visible");', '(x: Element) => x.querySelector(":has(a)");',
  "() => crypto.randomUUID();", "() => structuredClone({});", '(x: string) => x.replaceAll("a", "b");',
  "(x: Element) => x.replaceChildren();", "() => Object.fromEntries([]);", "() => Promise.allSettled([]);",
  "(x: string) => x.matchAll(/a/g);", "new FinalizationRegistry(() => 0);", "(x: HTMLElement) => { x.inert = true; };",
  '() => navigator.locks.request("x", () => 0);',
]; // prettier-ignore

const STYLES = [
  "display: flex; gap: 4px", "inset: 0", "aspect-ratio: 1", "accent-color: red; translate: 1px", "text-wrap: balance",
  "width: clamp(1px, 2px, 3px)", "height: 100dvh", "color: color-mix(in srgb, red, blue)", "color: oklch(1 0 0)",
  "rotate: 1deg", "margin-inline: 1px", "width: min(1px, 2px)", "backdrop-filter: blur(1px)", "content-visibility: auto",
  "& .b { color: red; }",
].map((body) => `.a { ${body} }`); // prettier-ignore
const SELECTORS = [":is(.a, .b)", ".a:where(.b)", ".a:has(.b)", ".a:not(.b, .c)", ".a:focus-visible", ".a::backdrop"];
const RULES = [...SELECTORS.map((one) => `${one} { color: red; }`), "@layer x { .a { color: red; } }", "@container (min-width: 1px) { .a { color: red; } }"];

const GUARDED = [
  '(x: Blob) => ("text" in x ? x.text() : null);', "(x: Blob) => x.text?.();", "(x: Blob) => { try { return x.text(); } catch { return null; } };",
  "(x: number[]) => x.at as unknown;", '(x: Element) => { try { return x.matches(":focus-visible"); } catch { return false; } };',
]; // prettier-ignore

const linesOf = (script: string[]): string => script.map((line, n) => `export const planted${n} = ${line}`).join("\n");

/** Where the environment says that this is CI, the parser would read the file on the disk in place of what is planted. */
const READS_TEXT = { languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } };

async function toldLines(script: string[]): Promise<Set<number>> {
  const [result] = await new ESLint({ overrideConfig: READS_TEXT }).lintText(linesOf(script), { filePath: "src/student/floor.ts" });
  return new Set((result?.messages ?? []).map((one) => one.line));
}

async function isTold(code: string): Promise<boolean> {
  const { results } = await stylelint.lint({ code, codeFilename: "src/student/student.module.css" });
  return (results[0]?.warnings.length ?? 0) > 0;
}

describe("the floor of the student's page", () => {
  let told: Set<number>;
  beforeAll(async () => { told = await toldLines(SCRIPTS); }, 120_000); // prettier-ignore

  it("finds what is planted in scripts", () => {
    expect(SCRIPTS.filter((_, n) => !told.has(n + 1))).toEqual([]);
  });

  it("finds what is planted in styles", async () => {
    const missed = [];
    for (const code of [...STYLES, ...RULES]) if (!(await isTold(code))) missed.push(code);
    expect(missed).toEqual([]);
  });

  it("lets pass what the browser is asked for first", async () => {
    expect(await toldLines(GUARDED)).toEqual(new Set());
    expect(await isTold("@supports selector(:focus-visible) { .a:focus:not(:focus-visible) { outline: none; } }")).toBe(false);
    expect(await isTold(".a { display: grid; grid-gap: 3px; gap: 3px; grid-template-columns: minmax(0, 1fr); }")).toBe(false);
  });
});
