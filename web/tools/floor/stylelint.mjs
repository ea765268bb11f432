/** What stylelint-no-unsupported-browser-features has no name for: single properties, functions, pseudo-elements. */

import stylelint from "stylelint";
import { lackingIn } from "./eslint.mjs";
import { lacking } from "./support.mjs";

const NAME = "floor/unknown";
const messages = stylelint.utils.ruleMessages(NAME, { lacks: (what) => what });
const FUNCTIONS = { "color-mix": ["color", "color-mix"], oklch: ["color", "oklch"], min: ["min"], max: ["max"], clamp: ["clamp"] };

/** In `@supports` the browser has been asked. */
function isAsked(node) {
  for (let outer = node.parent; outer; outer = outer.parent) if (outer.type === "atrule" && outer.name === "supports") return true;
  return false;
}

function lackingOf(environment, { prop, value }) {
  const property = prop.startsWith("--") ? "" : lacking(environment, "css", "properties", prop);
  const functions = Object.entries(FUNCTIONS).filter(([name]) => new RegExp(`(^|[^-\\w])${name}\\(`).test(value));
  const values = functions.map(([name, path]) => [`${name}()`, lacking(environment, "css", "types", ...path)]);
  return [[prop, property], ...values].filter(([, lack]) => lack).map(([what, lack]) => `${what} is not known to ${lack}`);
}

/** @param ignored properties that do no harm where they are not known */
function unknown(environment, { ignored = [] } = {}) {
  return (root, result) => {
    const tell = (node, whats) => {
      if (isAsked(node)) return;
      for (const what of whats) stylelint.utils.report({ result, ruleName: NAME, node, message: messages.lacks(what) });
    };
    root.walkDecls((node) => tell(node, ignored.includes(node.prop) ? [] : lackingOf(environment, node)));
    root.walkRules((node) => tell(node, lackingIn(environment, node.selector)));
  };
}
unknown.ruleName = NAME;
unknown.messages = messages;

export default stylelint.createPlugin(NAME, unknown);
