/**
 * What is known of the text that an expression yields: parts, one after the other. Sound for the value when the expression is evaluated; a
 * variable counts only where nothing assigns to it, so that a test that was passed before speaks of the same value.
 */
import { ts } from "../typescript.js";
import type { TextPart } from "../../core/authority.js";
import { skipWrappers } from "../lower/syntax.js";
import { constantInitializer, constantString } from "./constant-string.js";
import type { Denoted, Denoter } from "./denote.js";
import { narrowed } from "./narrowing.js";

export type Parts = readonly TextPart[];

const UNKNOWN: Parts = [{ kind: "unknown" }];
const MAX_DEPTH = 40;
const MAX_CHOICES = 64;

const text = (value: string): TextPart => ({ kind: "text", text: value });

export function partsOf(expression: ts.Expression, denoter: Denoter): Parts {
  return tidy(evaluate(expression, denoter, 0));
}

function evaluate(given: ts.Expression, denoter: Denoter, depth: number): Parts {
  if (depth > MAX_DEPTH) return UNKNOWN;
  const node = skipWrappers(given);
  const constant = constantString(node, denoter);
  if (constant !== null) return [text(constant)];
  if (ts.isTemplateExpression(node)) {
    return [
      text(node.head.text),
      ...node.templateSpans.flatMap(({ expression, literal }) => [
        ...evaluate(expression, denoter, depth + 1),
        text(literal.text),
      ]),
    ];
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [evaluate(node.left, denoter, depth + 1), evaluate(node.right, denoter, depth + 1)];
    // Without a string on either side it may be a sum.
    return left.some(isKnown) || right.some(isKnown) ? [...left, ...right] : UNKNOWN;
  }
  if (ts.isConditionalExpression(node)) {
    return choice(evaluate(node.whenTrue, denoter, depth + 1), evaluate(node.whenFalse, denoter, depth + 1));
  }
  const denoted = denoter.denotes(node);
  if (denoted !== null) return denotedText(denoted);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return called(node, denoter, depth);
  return ts.isIdentifier(node) ? variable(node, denoter, depth) : UNKNOWN;
}

const isKnown = (part: TextPart): boolean => part.kind !== "unknown";

function denotedText({ root, path }: Denoted): Parts {
  const isFolder =
    (root.kind === "global" && root.name === "__dirname" && path.length === 0) ||
    (root.kind === "syntax" && root.name === "import.meta" && path.join() === "dirname");
  if (isFolder) return [{ kind: "moduleFolder" }];
  const isSeparator = root.kind === "module" && root.name === "path" && path.join() === "posix,sep";
  return isSeparator ? [text("/")] : UNKNOWN;
}

function variable(node: ts.Identifier, denoter: Denoter, depth: number): Parts {
  const binding = denoter.bindingOf(node);
  if (binding === null || binding.reassigned || binding.dynamic) return UNKNOWN;
  const known = narrowed(node, binding, denoter);
  if (known !== null) return [known];
  const initializer = constantInitializer(binding);
  return initializer === null ? UNKNOWN : evaluate(initializer, denoter, depth + 1);
}

/** `path.join(…)`, `path.resolve(…)`, `new URL("./x", import.meta.url)`, `fileURLToPath(…)`, `process.cwd()`. */
function called(node: ts.CallExpression | ts.NewExpression, denoter: Denoter, depth: number): Parts {
  const callee = denoter.denotes(node.expression);
  if (callee === null) return UNKNOWN;
  const { root, path } = callee;
  const name = path.at(-1) ?? root.name;
  const given = node.arguments ?? ts.factory.createNodeArray<ts.Expression>();
  const [first] = given;
  if (root.kind === "module" && root.name.startsWith("path") && root.name !== "path/win32" && !path.includes("win32")) {
    if (name === "join" || name === "resolve") return joined(given, name, { denoter, depth });
    if (name === "normalize" && first !== undefined) return evaluate(first, denoter, depth + 1);
    return name === "dirname" && first !== undefined && isModuleFile(first, denoter) ? [{ kind: "moduleFolder" }] : UNKNOWN;
  }
  if (name === "cwd" && root.name === "process") return [text(".")];
  if (name === "URL" && ts.isNewExpression(node)) return urlOfModule(given, denoter);
  if (root.kind === "module" && root.name === "url" && name === "fileURLToPath" && first !== undefined) {
    const inner = skipWrappers(first);
    return ts.isNewExpression(inner) || ts.isIdentifier(inner) ? evaluate(inner, denoter, depth + 1) : UNKNOWN;
  }
  return UNKNOWN;
}

interface Within {
  readonly denoter: Denoter;
  readonly depth: number;
}

function joined(given: readonly ts.Expression[], name: "join" | "resolve", { denoter, depth }: Within): Parts {
  let parts: TextPart[] = [];
  for (const argument of given) {
    if (ts.isSpreadElement(argument)) return UNKNOWN;
    const next = evaluate(argument, denoter, depth + 1);
    const [start] = next;
    // `resolve` starts afresh with an absolute path; pieces that may be one are not known to begin with a separator.
    const isAbsolute = start?.kind === "moduleFolder" || (start?.kind === "text" && start.text.startsWith("/"));
    if (start?.kind === "oneOf" && start.texts.some((one) => one.startsWith("/"))) return UNKNOWN;
    if (name === "resolve" && isAbsolute) parts = [];
    if (name === "join" && start?.kind === "moduleFolder" && parts.length > 0) return UNKNOWN;
    // `join` leaves an empty argument out.
    if (next.every((part) => part.kind === "text" && part.text === "")) continue;
    if (parts.length > 0) parts.push(text("/"));
    parts.push(...next);
  }
  return parts.length === 0 ? [text(".")] : parts;
}

/** `import.meta.url` as a path: `__filename`, `import.meta.filename`, `fileURLToPath(import.meta.url)`. */
function isModuleFile(given: ts.Expression, denoter: Denoter): boolean {
  const node = skipWrappers(given);
  if (ts.isIdentifier(node)) {
    const initializer = constantInitializer(denoter.bindingOf(node));
    if (initializer !== null) return isModuleFile(initializer, denoter);
  }
  if (ts.isCallExpression(node)) {
    const [first] = node.arguments;
    const callee = denoter.denotes(node.expression);
    return (
      callee?.root.name === "url" && callee.path.at(-1) === "fileURLToPath" && first !== undefined && isModuleUrl(first, denoter)
    );
  }
  const denoted = denoter.denotes(node);
  if (denoted === null) return false;
  const { root, path } = denoted;
  return (
    (root.kind === "global" && root.name === "__filename" && path.length === 0) ||
    (root.name === "import.meta" && path.join() === "filename")
  );
}

function isModuleUrl(given: ts.Expression, denoter: Denoter): boolean {
  const denoted = denoter.denotes(skipWrappers(given));
  return denoted?.root.name === "import.meta" && denoted.path.join() === "url";
}

/** A constant relative reference without what URLs decode or cut off. */
function urlOfModule(given: readonly ts.Expression[], denoter: Denoter): Parts {
  const [reference, base] = given;
  if (reference === undefined || base === undefined || !isModuleUrl(base, denoter)) return UNKNOWN;
  const relative = constantString(reference, denoter);
  if (relative === null || !/^[\w./-]+$/.test(relative) || relative.startsWith("/")) return UNKNOWN;
  return [{ kind: "moduleFolder" }, text(`/${relative}`)];
}

function choice(left: Parts, right: Parts): Parts {
  const [one, other] = [textsOf(left), textsOf(right)];
  if (one === null || other === null) return UNKNOWN;
  return [oneOf([...one, ...other])];
}

export const oneOf = (texts: readonly string[]): TextPart => ({ kind: "oneOf", texts: [...new Set(texts)].sort() });

/** All the texts that the parts stand for; null when they are not known one by one, or too many. */
export function textsOf(parts: Parts): readonly string[] | null {
  let texts: readonly string[] = [""];
  for (const part of parts) {
    const next = part.kind === "text" ? [part.text] : part.kind === "oneOf" ? part.texts : null;
    if (next === null || texts.length * next.length > MAX_CHOICES) return null;
    texts = texts.flatMap((head) => next.map((tail) => head + tail));
  }
  return texts;
}

/** Neighbouring texts become one; nothing is left that is empty. */
export function tidy(parts: Parts): Parts {
  const result: TextPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === "text" && last?.kind === "text") result[result.length - 1] = text(last.text + part.text);
    else if (part.kind !== "text" || part.text !== "") result.push(part);
  }
  return result.length === 0 ? [text("")] : result;
}
