/**
 * What tests that were passed on the way say of a variable that nothing assigns to. A test counts where it stands on every way to the
 * use: as the condition of a branch around it, or as a statement before it in a block around it that leaves when the test fails. Function
 * declarations are not entered from outside: they are hoisted and may run before the test. Other functions come into being where they stand,
 * after the test, and see the same variable.
 */
import { ts } from "../typescript.js";
import type { TextPart } from "../../core/authority.js";
import type { Binding } from "../lower/binding.js";
import { skipWrappers } from "../lower/syntax.js";
import { constantInitializer, constantString } from "./constant-string.js";
import type { Denoter } from "./denote.js";
import { isSegmentPattern } from "./segment-pattern.js";

/** What is known to hold: one of some texts (`===` shows it to be a primitive string), that it is a string, that a pattern matches it. */
interface Known {
  readonly texts: readonly string[] | null;
  readonly isString: boolean;
  /** The source of the test. */
  readonly segment: string | null;
}

const NOTHING: Known = { texts: null, isString: false, segment: null };

export function narrowed(node: ts.Identifier, binding: Binding, denoter: Denoter): TextPart | null {
  const known = gather(node, { binding, denoter });
  if (known.texts !== null) return { kind: "oneOf", texts: [...new Set(known.texts)].sort() };
  // A pattern is applied to the text of the value; only a primitive string has the same text the next time.
  return known.segment !== null && known.isString ? { kind: "segment", why: known.segment } : null;
}

interface About {
  readonly binding: Binding;
  readonly denoter: Denoter;
}

function gather(use: ts.Node, about: About): Known {
  let known = NOTHING;
  let node = use;
  while (!ts.isSourceFile(node) && !ts.isFunctionDeclaration(node)) {
    const { parent } = node;
    if (ts.isIfStatement(parent) && node !== parent.expression) {
      known = both(known, conditionSays(parent.expression, node === parent.thenStatement, about));
    } else if (ts.isConditionalExpression(parent) && node !== parent.condition) {
      known = both(known, conditionSays(parent.condition, node === parent.whenTrue, about));
    } else if (ts.isBinaryExpression(parent) && parent.right === node) {
      const { kind } = parent.operatorToken;
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken) known = both(known, conditionSays(parent.left, true, about));
      if (kind === ts.SyntaxKind.BarBarToken) known = both(known, conditionSays(parent.left, false, about));
    } else if (ts.isCaseClause(parent) && node !== parent.expression) {
      known = both(known, both(statementsSay(parent.statements, node, about), clauseSays(parent, about)));
    } else if (ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isModuleBlock(parent)) {
      known = both(known, statementsSay(parent.statements, node, about));
    }
    node = parent;
  }
  return known;
}

function both(a: Known, b: Known): Known {
  return { texts: a.texts ?? b.texts, isString: a.isString || b.isString, segment: a.segment ?? b.segment };
}

/** What holds whichever of two ways was taken. */
function either(a: Known, b: Known): Known {
  return {
    texts: a.texts === null || b.texts === null ? null : [...a.texts, ...b.texts],
    isString: a.isString && b.isString,
    segment: a.segment === b.segment ? a.segment : null,
  };
}

/** `if (!ok(x)) throw …;` before the use, in the same list. */
function statementsSay(statements: readonly ts.Statement[], use: ts.Node, about: About): Known {
  let known = NOTHING;
  for (const statement of statements) {
    if (statement === use) break;
    if (ts.isIfStatement(statement) && leaves(statement.thenStatement))
      known = both(known, conditionSays(statement.expression, false, about));
  }
  return known;
}

/** Whether nothing goes on behind the statement. */
function leaves(statement: ts.Statement): boolean {
  if (ts.isThrowStatement(statement) || ts.isReturnStatement(statement)) return true;
  if (ts.isContinueStatement(statement) || ts.isBreakStatement(statement)) return statement.label === undefined;
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : undefined;
  return last !== undefined && leaves(last);
}

/** `case "a":` of a `switch` over the variable; clauses that run on into this one bring their texts. */
function clauseSays(clause: ts.CaseClause, about: About): Known {
  const { clauses } = clause.parent;
  if (!isAbout(clause.parent.parent.expression, about)) return NOTHING;
  const texts: string[] = [];
  for (let index = clauses.indexOf(clause); index >= 0; index--) {
    const one = clauses[index];
    if (one === undefined || ts.isDefaultClause(one)) return NOTHING;
    const text = constantString(one.expression, about.denoter);
    if (text === null) return NOTHING;
    texts.push(text);
    const last = clauses[index - 1]?.statements.at(-1);
    if (last !== undefined && leaves(last)) break;
  }
  return { texts, isString: true, segment: null };
}

function isAbout(given: ts.Expression, { binding, denoter }: About): boolean {
  const node = skipWrappers(given);
  return ts.isIdentifier(node) && denoter.bindingOf(node) === binding;
}

function conditionSays(given: ts.Expression, holds: boolean, about: About): Known {
  const node = skipWrappers(given);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return conditionSays(node.operand, !holds, about);
  if (ts.isBinaryExpression(node)) return comparisonSays(node, holds, about);
  return ts.isCallExpression(node) && holds ? callSays(node, about) : NOTHING;
}

function comparisonSays(node: ts.BinaryExpression, holds: boolean, about: About): Known {
  const { left, right, operatorToken } = node;
  const { kind } = operatorToken;
  const isAnd = kind === ts.SyntaxKind.AmpersandAmpersandToken;
  if (isAnd || kind === ts.SyntaxKind.BarBarToken) {
    const [one, other] = [conditionSays(left, holds, about), conditionSays(right, holds, about)];
    return isAnd === holds ? both(one, other) : either(one, other);
  }
  const isEqual = kind === ts.SyntaxKind.EqualsEqualsEqualsToken;
  if (!isEqual && kind !== ts.SyntaxKind.ExclamationEqualsEqualsToken) return NOTHING;
  if (isEqual !== holds) return NOTHING;
  return equalitySays(left, right, about) ?? equalitySays(right, left, about) ?? NOTHING;
}

function equalitySays(subject: ts.Expression, other: ts.Expression, about: About): Known | null {
  const text = constantString(other, about.denoter);
  if (text === null) return null;
  const inner = skipWrappers(subject);
  if (ts.isTypeOfExpression(inner))
    return text === "string" && isAbout(inner.expression, about) ? { ...NOTHING, isString: true } : null;
  return isAbout(inner, about) ? { texts: [text], isString: true, segment: null } : null;
}

/** `["a", "b"].includes(x)`, `new Set(["a"]).has(x)`, `/^\w+$/.test(x)`. */
function callSays(node: ts.CallExpression, about: About): Known {
  const callee = skipWrappers(node.expression);
  const [first] = node.arguments;
  if (first === undefined || !ts.isPropertyAccessExpression(callee) || !isAbout(first, about)) return NOTHING;
  const method = callee.name.text;
  const receiver = heldBy(callee.expression, method, about);
  if (receiver === null) return NOTHING;
  if (method === "test" && receiver.kind === ts.SyntaxKind.RegularExpressionLiteral) {
    const source = receiver.getText();
    return isSegmentPattern(source) ? { ...NOTHING, segment: source } : NOTHING;
  }
  const list = method === "has" && ts.isNewExpression(receiver) ? setElements(receiver, about) : receiver;
  const isList = list !== null && ts.isArrayLiteralExpression(list) && (method === "includes" || method === "has");
  if (!isList || (method === "has") !== ts.isNewExpression(receiver)) return NOTHING;
  const texts = list.elements.map((element) => constantString(element, about.denoter));
  const known = texts.filter((text) => text !== null);
  return known.length === texts.length && known.length > 0 ? { texts: known, isString: true, segment: null } : NOTHING;
}

function setElements(node: ts.NewExpression, { denoter }: About): ts.Expression | null {
  const made = denoter.denotes(node.expression);
  const [first] = node.arguments ?? [];
  return made?.root.kind === "global" && made.root.name === "Set" && first !== undefined ? skipWrappers(first) : null;
}

/** The literal itself, or the one that a constant holds of which nothing else than this question is ever asked. */
function heldBy(given: ts.Expression, method: string, { denoter }: About): ts.Expression | null {
  const node = skipWrappers(given);
  if (!ts.isIdentifier(node)) return node;
  const binding = denoter.bindingOf(node);
  const initializer = constantInitializer(binding);
  if (binding === null || initializer === null || binding.exported) return null;
  const isOnlyAsked = binding.references.every(
    ({ node: { parent } }) =>
      ts.isPropertyAccessExpression(parent) &&
      parent.name.text === method &&
      ts.isCallExpression(parent.parent) &&
      parent.parent.expression === parent,
  );
  return isOnlyAsked ? skipWrappers(initializer) : null;
}
