/** Packed copies beside a file, for browsers on thin lines. The server chooses (fairseat/api/pages.py). */

import { writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** The window must span the runtime: 5.7 MB. */
const BROTLI = { params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS } };

export function writePacked(path, bytes) {
  const [gz, br] = [gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes, BROTLI)];
  writeFileSync(`${path}.gz`, gz);
  writeFileSync(`${path}.br`, br);
  return { gz: gz.length, br: br.length };
}
