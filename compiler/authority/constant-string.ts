/** Expressions that are one string, whatever runs: literals, their concatenations, and constants that hold such. */
import { ts } from "../typescript.js";
import { skipWrappers } from "../lower/syntax.js";
import type { Binding } from "../lower/binding.js";

export interface Names {
  readonly bindingOf: (node: ts.Identifier) => Binding | null;
}

/** Deep enough for what people write, and for names put together from single letters. */
const MAX_DEPTH = 60;

export function constantString(expression: ts.Expression, names: Names): string | null {
  return textOf(expression, names, 0);
}

function textOf(given: ts.Expression, names: Names, depth: number): string | null {
  if (depth > MAX_DEPTH) return null;
  const node = skipWrappers(given);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return String(Number(node.text));
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map(({ expression, literal }) => {
      const text = textOf(expression, names, depth + 1);
      return text === null ? null : text + literal.text;
    });
    return spans.includes(null) ? null : node.head.text + spans.join("");
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left, names, depth + 1), textOf(node.right, names, depth + 1)];
    const areNumbers = ts.isNumericLiteral(skipWrappers(node.left)) && ts.isNumericLiteral(skipWrappers(node.right));
    return left === null || right === null || areNumbers ? null : left + right;
  }
  if (ts.isCallExpression(node)) return calledText(node, names, depth);
  if (!ts.isIdentifier(node)) return null;
  const initializer = constantInitializer(names.bindingOf(node));
  return initializer === null ? null : textOf(initializer, names, depth + 1);
}

/** `["con", "structor"].join("")`, `"nothing".slice(0, 2)`: what hides names in attacks. */
function calledText(node: ts.CallExpression, names: Names, depth: number): string | null {
  const callee = skipWrappers(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return null;
  const receiver = skipWrappers(callee.expression);
  const [first] = node.arguments;
  if (callee.name.text === "join" && ts.isArrayLiteralExpression(receiver)) {
    const separator = first === undefined ? "," : textOf(first, names, depth + 1);
    const parts = receiver.elements.map((element) => textOf(element, names, depth + 1));
    return separator === null || parts.includes(null) ? null : parts.join(separator);
  }
  const text = textOf(receiver, names, depth + 1);
  if (text === null) return null;
  if (callee.name.text === "concat") {
    const parts = node.arguments.map((part) => textOf(part, names, depth + 1));
    return parts.includes(null) ? null : text + parts.join("");
  }
  if (callee.name.text === "toLowerCase") return text.toLowerCase();
  if (callee.name.text === "toUpperCase") return text.toUpperCase();
  return null;
}

/** What a variable holds whenever it can be read: that of a `const`, or of a `let` that nothing assigns to. */
export function constantInitializer(binding: Binding | null): ts.Expression | null {
  if (binding === null || binding.reassigned || binding.dynamic || binding.declarations.length !== 1) return null;
  // A `var` can be read before its initialiser has run.
  if (binding.kind !== "const" && binding.kind !== "let") return null;
  const declaration = binding.declarations[0]?.parent;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || declaration.name !== binding.declarations[0])
    return null;
  const { parent } = declaration.parent;
  return ts.isForInStatement(parent) || ts.isForOfStatement(parent) ? null : (declaration.initializer ?? null);
}
