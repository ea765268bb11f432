/** Only the browser floor: everything else is Biome's. Student's and staff's files have each their own (.browserslistrc). */

import parser from "@typescript-eslint/parser";
import compat from "eslint-plugin-compat";
import floor from "./tools/floor/eslint.mjs";

/** What the student's page is made of. `src/student/floor.ts` gives the old ones what is named here. */
export const STUDENT = ["student", "state/student", "capture", "trackers", "wire", "ui"].map((one) => `src/${one}/**/*.{ts,tsx}`);
const POLYFILLS = ["globalThis", "queueMicrotask"];
/** `floor/members` holds these as well, and sees that the browser was asked first. */
const GUARDED = [
  "navigator.locks", "navigator.permissions", "navigator.storage", "navigator.maxTouchPoints", "navigator.userActivation",
  "document.fullscreenElement", "document.fullscreenEnabled", "document.exitFullscreen",
];

const held = (env) => ({
  plugins: { compat, floor },
  languageOptions: { parser, parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
  linterOptions: { reportUnusedDisableDirectives: "error" },
  settings: { browserslistOpts: { env }, lintAllEsApis: true, polyfills: [...POLYFILLS, ...GUARDED] },
  rules: { "compat/compat": "error", "floor/members": ["error", env], "floor/selectors": ["error", env] },
});

export default [
  { files: STUDENT, ...held("student") },
  { files: ["src/**/*.{ts,tsx}"], ignores: STUDENT, ...held("staff") },
];
