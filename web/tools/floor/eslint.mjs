/** What eslint-plugin-compat cannot see: members of objects, which take the types to know, and selectors in strings. */

import { lacking } from "./support.mjs";

const TYPE_ONLY = new Set(["TSNonNullExpression", "ChainExpression"]);
const BRANCHES = new Set(["IfStatement", "ConditionalExpression", "LogicalExpression"]);

/** In a condition, before `??` or `||`, after `typeof`: what the browser lacks is undefined there, and that is asked for. */
function isAsked(node) {
  let [inner, outer] = [node, node.parent];
  if (outer.type === "TSAsExpression") return true; // the cast says that it may be missing
  while (TYPE_ONLY.has(outer.type)) [inner, outer] = [outer, outer.parent];
  if (outer.type === "LogicalExpression") return outer.left === inner;
  if (outer.type === "IfStatement" || outer.type === "ConditionalExpression") return outer.test === inner;
  if (outer.type === "BinaryExpression") return true;
  if (outer.type === "CallExpression" || outer.type === "MemberExpression") return outer.optional;
  return outer.type === "UnaryExpression";
}

/** Inside a branch whose condition names the member, as in `if (root.requestFullscreen) ...` and `"x" in y && ...`. */
function isGuarded(node, name, source) {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    const test = outer.type === "LogicalExpression" ? outer.left : outer.test;
    if (BRANCHES.has(outer.type) && test !== inner && new RegExp(`\\b${name}\\b`).test(source.getText(test))) return true;
  }
  return false;
}

const inTry = (source, node) => source.getAncestors(node).some((one, n, all) => one.type === "TryStatement" && one.block === all[n + 1]);

function* namesOf(type, checker) {
  for (const part of type.isUnionOrIntersection() ? type.types : [type]) {
    const apparent = checker.getApparentType(part);
    const name = apparent.symbol?.name;
    if (name) yield name.replace(/^Readonly(?=Array$|Set$|Map$)/, "");
    const declared = apparent.target ?? apparent;
    if (declared.isClassOrInterface()) for (const base of checker.getBaseTypes(declared)) yield* namesOf(base, checker);
  }
}

const HOLDERS = [["api"], ["javascript", "builtins"]];

/** Of an interface that is missing as a whole there are no objects either; elements are made by name. */
const canBeThere = (environment, holder, name) => /^(HTML|SVG)/.test(name) || !lacking(environment, ...holder, name);

/** What none of the object's types and their bases is known to have. */
function lackingMember(environment, types, member) {
  const found = [];
  for (const name of types) {
    for (const holder of HOLDERS) {
      const lack = lacking(environment, ...holder, name, member) ?? lacking(environment, ...holder, name, `${member}_static`);
      if (lack !== null && canBeThere(environment, holder, name)) found.push({ name, lack });
    }
  }
  return found.every(({ lack }) => lack) ? found[0] : undefined;
}

const members = {
  meta: { type: "problem", schema: [{ type: "string" }] },
  create(context) {
    const { sourceCode, options: [environment] } = context;
    const { program, esTreeNodeToTSNodeMap } = sourceCode.parserServices;
    const checker = program.getTypeChecker();
    return {
      MemberExpression(node) {
        if (node.computed || node.property.type !== "Identifier") return;
        const member = node.property.name;
        const own = /^[A-Z]/.test(node.object.name ?? "") ? [node.object.name] : []; // Promise, AbortSignal: what is called on the class
        const types = [...own, ...namesOf(checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node.object)), checker)];
        const found = lackingMember(environment, types, member);
        if (!found || isAsked(node) || isGuarded(node, member, sourceCode) || inTry(sourceCode, node)) return;
        context.report({ node: node.property, message: `${found.name}.${member} is not known to ${found.lack}` });
      },
    };
  },
};

const TAKES_SELECTOR = /^(matches|closest|querySelector|querySelectorAll)$/;

const selectors = {
  meta: { type: "problem", schema: [{ type: "string" }] },
  create(context) {
    const { sourceCode, options: [environment] } = context;
    return {
      CallExpression(node) {
        const [first] = node.arguments;
        if (!first || !TAKES_SELECTOR.test(node.callee.property?.name ?? "") || inTry(sourceCode, node)) return;
        for (const what of lackingIn(environment, sourceCode.getText(first))) context.report({ node: first, message: what });
      },
    };
  },
};

/** Pseudo-classes and pseudo-elements of a selector that the floor lacks; such a selector is refused as a whole. */
export function lackingIn(environment, selector) {
  const found = [...selector.matchAll(/::?([a-z][a-z-]+)/g)].map(([text, name]) => [text, lacking(environment, "css", "selectors", name)]);
  if (/:not\([^()]*,/.test(selector)) found.push([":not() of a list", lacking(environment, "css", "selectors", "not", "selector_list")]);
  return found.filter(([, lack]) => lack).map(([text, lack]) => `${text} is not known to ${lack}`);
}

export default { rules: { members, selectors } };
