/** From where a root is named outwards: the longest path of constant names, and what happens to what it leads to. */
import { ts } from "../typescript.js";
import { assignmentUse, isTypeWrapper } from "../lower/syntax.js";
import { constantString } from "./constant-string.js";
import { elementName, isReflectGet, type Denoted, type Denoter } from "./denote.js";

/** One use; a pattern makes several of one mention. */
export interface FoundUse {
  readonly denoted: Denoted;
  readonly kind: "call" | "value" | "element" | "computed" | "write" | "test";
  /** The whole expression. */
  readonly node: ts.Node;
  /** Of calls. */
  readonly call: ts.CallExpression | ts.NewExpression | null;
}

/** Climbs from `start`, which stands for `denoted`. Yields nothing where the value goes into names that stand for the root themselves. */
export function usesOf(start: ts.Node, denoted: Denoted, denoter: Denoter): readonly FoundUse[] {
  let path = denoted.path;
  let node = start;
  const here = (kind: FoundUse["kind"], whole: ts.Node = node): readonly FoundUse[] => [
    { denoted: { root: denoted.root, path }, kind, node: whole, call: null },
  ];
  for (;;) {
    const { parent } = node;
    // A promise of the module: whoever has it has the module.
    if (isLoad(node) && ts.isPropertyAccessExpression(parent)) return here("value");
    if (isTypeWrapper(parent) || ts.isExpressionWithTypeArguments(parent) || isLastOfComma(parent, node)) {
      node = parent;
    } else if (ts.isAwaitExpression(parent) && isLoad(node)) {
      node = parent;
    } else if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
      path = extended(denoted.root, path, parent.name.text);
      node = parent;
    } else if (ts.isQualifiedName(parent) && parent.left === node) {
      path = extended(denoted.root, path, parent.right.text);
      node = parent;
    } else if (ts.isElementAccessExpression(parent) && parent.expression === node) {
      const name = constantString(parent.argumentExpression, denoter);
      if (name === null) return here(isWritten(parent) ? "write" : "computed", parent);
      path = extended(denoted.root, path, name);
      node = parent;
    } else if (ts.isCallExpression(parent) && parent.arguments[0] === node && isReflectGet(parent, denoter)) {
      const key = parent.arguments[1];
      const name = key === undefined ? null : constantString(key, denoter);
      if (name === null) return here("computed", parent);
      path = extended(denoted.root, path, name);
      node = parent;
    } else break;
  }
  const { parent } = node;
  if (isWritten(node)) return here("write");
  if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node)
    return [{ denoted: { root: denoted.root, path }, kind: "call", node: parent, call: parent }];
  if (ts.isJsxOpeningLikeElement(parent) && parent.tagName === node) return here("element");
  if (ts.isTaggedTemplateExpression(parent) && parent.tag === node) return here("call", parent);
  if (ts.isVariableDeclaration(parent) && parent.initializer === node)
    return declared(parent.name, { denoted: { root: denoted.root, path }, node, denoter });
  if (
    ts.isImportEqualsDeclaration(parent) ||
    (ts.isExternalModuleReference(parent) && ts.isImportEqualsDeclaration(parent.parent))
  )
    return declared(ts.isImportEqualsDeclaration(parent) ? parent.name : parent.parent.name, {
      denoted: { root: denoted.root, path },
      node,
      denoter,
    });
  return here(isTested(node) ? "test" : "value");
}

function extended(root: Denoted["root"], path: readonly string[], name: string): readonly string[] {
  const again = root.kind === "module" && path.length === 0 && (name === "default" || name === "module.exports");
  return again ? path : [...path, name];
}

const isLastOfComma = (parent: ts.Node, node: ts.Node): boolean =>
  ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.CommaToken && parent.right === node;

const isLoad = (node: ts.Node): boolean => ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;

function isWritten(node: ts.Node): boolean {
  if (ts.isDeleteExpression(node.parent)) return true;
  return ts.isExpression(node) && assignmentUse(node) !== "none";
}

/** Questions that hand nothing on: what is asked is whether it is there, or whether it is the same. */
function isTested(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isTypeOfExpression(parent) || ts.isVoidExpression(parent) || ts.isExpressionStatement(parent)) return true;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (!ts.isBinaryExpression(parent)) return false;
  switch (parent.operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
      return true;
    case ts.SyntaxKind.InstanceOfKeyword:
      return parent.right === node;
    case ts.SyntaxKind.InKeyword:
      return parent.right === node;
    // What comes out of `a && b` when `a` decides is falsy, and no authority.
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return parent.left === node;
    case ts.SyntaxKind.CommaToken:
      return parent.left === node;
    default:
      return false;
  }
}

interface Declared {
  readonly denoted: Denoted;
  readonly node: ts.Node;
  readonly denoter: Denoter;
}

/** Names that stand for the root from here on are looked at where they stand; what is left over is had as a value. */
function declared(name: ts.BindingName, given: Declared): readonly FoundUse[] {
  const { denoted, node, denoter } = given;
  const use = (kind: FoundUse["kind"], whole: ts.Node): FoundUse => ({ denoted, kind, node: whole, call: null });
  if (ts.isIdentifier(name)) {
    const binding = denoter.bindings.bindingOf.get(name);
    const standsFor = binding !== undefined && denoter.ofBinding(binding) !== null && !binding.exported;
    return standsFor ? [] : [use("value", node)];
  }
  if (ts.isArrayBindingPattern(name)) return [use("value", node)];
  return name.elements.flatMap((element): readonly FoundUse[] => {
    if (element.dotDotDotToken !== undefined) return [use("value", element)];
    const member = elementName(element, denoter);
    if (member === null) return [use("computed", element)];
    const path = extended(denoted.root, denoted.path, member);
    return declared(element.name, { denoted: { root: denoted.root, path }, node: element, denoter });
  });
}
