/**
 * A WebAssembly module's functions: which of them run, and a copy with only some of them. Function numbers count those
 * that the module defines, from 0. Source: WebAssembly Core Specification 2.0, chapter 5 (binary format).
 */

const GLOBALS = 6;
const EXPORTS = 7;
const CODE = 10;
const IMPORTS = 2;
const I32_CONST = 0x41;
const GLOBAL_SET = 0x24;
const END = 0x0b;
const UNREACHABLE = 0x00;
const A_GLOBAL = 3;
const NEW_GLOBAL = Buffer.from([0x7f, 1, I32_CONST, 0, END]); // (mut i32) 0

/** Reads on from a position; numbers are LEB128. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number() {
    let [value, shift] = [0, 1];
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
      shift *= 128;
    }
  }

  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  get left() {
    return this.at < this.bytes.length;
  }
}

function number(value) {
  const out = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...out, rest]);
    out.push((rest % 128) | 128);
  }
}

const sized = (bytes) => Buffer.concat([number(bytes.length), bytes]);

/** { head, sections: [{ id, body }] } */
function sectionsOf(bytes) {
  const reader = new Reader(bytes);
  const head = reader.take(8);
  const sections = [];
  while (reader.left) {
    const id = reader.take(1)[0];
    sections.push({ id, body: reader.take(reader.number()) });
  }
  return { head, sections };
}

const bodyOf = (module, id) => module.sections.find((section) => section.id === id).body;

function functionsOf(module) {
  const reader = new Reader(bodyOf(module, CODE));
  return Array.from({ length: reader.number() }, () => reader.take(reader.number()));
}

const SKIP_LIMITS = (reader) => {
  if (reader.take(1)[0] & 1) reader.number();
  reader.number();
};
const SKIP = {
  0: (reader) => reader.number(), // function
  1: (reader) => { reader.take(1); SKIP_LIMITS(reader); }, // table
  2: SKIP_LIMITS, // memory
  3: (reader) => reader.take(2), // global
  4: (reader) => { reader.take(1); reader.number(); }, // tag
};

function importedGlobals(module) {
  const reader = new Reader(bodyOf(module, IMPORTS));
  let globals = 0;
  for (let left = reader.number(); left > 0; left--) {
    for (let name = 0; name < 2; name++) reader.take(reader.number());
    const kind = reader.take(1)[0];
    SKIP[kind](reader);
    globals += kind === A_GLOBAL ? 1 : 0;
  }
  return globals;
}

/** The module with other bodies of some sections. */
function rebuilt({ head, sections }, bodies) {
  const parts = sections.flatMap(({ id, body }) => [Buffer.from([id]), sized(bodies[id] ?? body)]);
  return Buffer.concat([head, ...parts]);
}

const vector = (items) => Buffer.concat([number(items.length), ...items]);

/** The section, a vector, with more items at its end. */
function longer(body, items) {
  const reader = new Reader(body);
  const count = reader.number();
  return Buffer.concat([number(count + items.length), body.subarray(reader.at), ...items]);
}

/** Where a function's instructions begin: after its local variables. */
function instructionsAt(code) {
  const reader = new Reader(code);
  for (let left = reader.number(); left > 0; left--) {
    reader.number();
    reader.take(1);
  }
  return reader.at;
}

export const ranName = (n) => `ran_${n}`;

/** A copy in which each function notes that it ran: in a global of its own, exported as `ranName(n)`. */
export function noting(bytes) {
  const module = sectionsOf(bytes);
  const functions = functionsOf(module);
  const first = importedGlobals(module) + new Reader(bodyOf(module, GLOBALS)).number();
  const code = functions.map((one, n) => {
    const at = instructionsAt(one);
    const note = Buffer.concat([Buffer.from([I32_CONST, 1, GLOBAL_SET]), number(first + n)]);
    return sized(Buffer.concat([one.subarray(0, at), note, one.subarray(at)]));
  });
  const exports = functions.map((_, n) => Buffer.concat([sized(Buffer.from(ranName(n))), Buffer.from([A_GLOBAL]), number(first + n)]));
  const bodies = {
    [CODE]: vector(code),
    [GLOBALS]: longer(bodyOf(module, GLOBALS), functions.map(() => NEW_GLOBAL)),
    [EXPORTS]: longer(bodyOf(module, EXPORTS), exports),
  };
  return { bytes: rebuilt(module, bodies), functions: functions.length };
}

/** A copy in which every function but those of `used` stops the module when it is called. */
export function onlyWith(bytes, used) {
  const module = sectionsOf(bytes);
  const stop = Buffer.from([0, UNREACHABLE, END]);
  const code = functionsOf(module).map((one, n) => sized(used(n) ? one : stop));
  return rebuilt(module, { [CODE]: vector(code) });
}
