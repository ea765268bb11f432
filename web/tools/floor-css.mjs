/** Style features that some browser of the student page's floor lacks, block by block. */

/** Property names, and since when the last of the floor's browsers knows them. */
const PROPERTIES = {
  "aspect-ratio": "Chrome 88, Safari 15",
  inset: "Chrome 87, Safari 14.1",
  "accent-color": "Chrome 93",
  "text-wrap": "Chrome 114",
};
const SELECTORS = [
  [/:is\(|:where\(/, ":is() and :where() drop the whole rule (Chrome 88)"],
  [/:has\(/, ":has() drops the whole rule (Chrome 105)"],
];
const VALUES = [
  [/\bclamp\(|\bm(?:in|ax)\((?!-)/, "min(), max(), clamp() (Chrome 79, Firefox 75)"],
  [/\b\d[\d.]*[dsl]v[hw]\b/, "dynamic viewport units (Chrome 108)"],
  [/\bcolor-mix\(|\boklch\(/, "colour functions (Chrome 111)"],
];
const AT_RULES = [
  [/^@layer\b/, "@layer drops all that is in it (Chrome 99)"],
  [/^@container\b/, "@container (Chrome 105)"],
];

/** Same length, so that positions stay. */
const withoutComments = (css) => css.replace(/\/\*[\s\S]*?\*\//g, (comment) => " ".repeat(comment.length));

/** The blocks with the headings that stand around each, outermost first. */
function* blocks(css) {
  const open = [];
  let from = 0;
  for (const { 0: sign, index } of css.matchAll(/[{};]/g)) {
    const head = css.slice(from, index).trim();
    const at = from + css.slice(from).search(/\S/);
    from = index + 1;
    if (sign === "{") open.push({ head, at, inside: index + 1 });
    if (sign === ";" && !open.length) yield { around: [{ head, at }], body: "", at };
    if (sign !== "}") continue;
    const { inside } = open[open.length - 1];
    yield { around: [...open], body: css.slice(inside, index), at: inside };
    open.pop();
  }
}

function declarations(body, at) {
  if (body.includes("{")) return []; // a group: its blocks come one by one
  let offset = at;
  return body.split(";").map((text) => {
    const colon = text.indexOf(":");
    const one = { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim(), at: offset };
    offset += text.length + 1;
    return one;
  });
}

const hit = (table, text) => table.filter(([pattern]) => pattern.test(text)).map(([, what]) => what);

function headProblems(around) {
  const { head, at } = around[around.length - 1];
  const guarded = around.some((one) => one.head.startsWith("@supports"));
  const found = [...hit(AT_RULES, head), ...(head.startsWith("@") ? [] : hit(SELECTORS, head))];
  if (head.includes(":focus-visible") && !head.startsWith("@") && !guarded) found.push(":focus-visible without @supports");
  return found.map((what) => ({ at, what }));
}

/** Grid has gaps in every browser of the floor, columns too; flex has not, and one cannot ask for it by @supports. */
function mayHaveGap(all) {
  const laidOut = all.some(({ name, value }) => name === "display" && /grid/.test(value));
  return laidOut || all.some(({ name }) => /^columns$|^column-(count|width)$|^grid-/.test(name));
}

function bodyProblems(all) {
  const gaps = mayHaveGap(all) ? [] : all.filter(({ name }) => /^(row-|column-)?gap$/.test(name));
  return [
    ...gaps.map(({ at }) => ({ at, what: "gap outside a grid (flex: Chrome 84, Safari 14.1)" })),
    ...all.flatMap(({ name, value, at }) => {
      const key = name.replace(/^inset-.*/, "inset");
      const whats = key in PROPERTIES ? [`${name} (${PROPERTIES[key]})`] : [];
      return [...whats, ...hit(VALUES, value)].map((what) => ({ at, what }));
    }),
  ];
}

/** @returns {{ at: number, what: string }[]} `at` counts characters from the beginning. */
export function blockProblems(source) {
  const css = withoutComments(source);
  return [...blocks(css)].flatMap(({ around, body, at }) => [
    ...headProblems(around),
    ...bodyProblems(declarations(body, at)),
  ]);
}
