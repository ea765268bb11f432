/** Only the browser floor. Student's and staff's styles have each their own (.browserslistrc). */

import browserslist from "browserslist";
import floor from "./tools/floor/stylelint.mjs";

/** `floor/unknown` tells these better: it knows `@supports`, and `minmax()` from `min()`. */
const TOLD_BETTER = ["css-focus-visible", "css-math-functions", "css-has", "fullscreen"];
/** Where they are not known nothing is lost but comfort. */
const HARMLESS = ["prefers-reduced-motion", "css-touch-action"];
const HARMLESS_PROPERTIES = ["accent-color", "color-scheme", "outline", "scrollbar-gutter", "scrollbar-width", "touch-action", "user-select"];

const held = (env) => ({
  rules: {
    "plugin/no-unsupported-browser-features": [
      true,
      {
        browsers: browserslist(null, { env, path: import.meta.dirname }),
        ignore: [...TOLD_BETTER, ...HARMLESS],
        ignorePartialSupport: true,
      },
    ],
    "floor/unknown": [env, { ignored: HARMLESS_PROPERTIES }],
  },
});

export default {
  plugins: ["stylelint-no-unsupported-browser-features", floor],
  overrides: [
    { files: ["src/**/*.css"], ...held("staff") },
    { files: ["src/student/**/*.css", "src/ui/**/*.css"], ...held("student") },
  ],
  rules: {},
};
