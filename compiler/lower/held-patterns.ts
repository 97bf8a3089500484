/**
 * Regular expressions that variables hold, of which the whole program does nothing but match by them: nobody else ever has one, so it has no
 * `exec` of its own, and its `lastIndex` is a number.
 */
import { ts } from "../typescript.js";
import type { Binding } from "./binding.js";
import { initialiser } from "./held-built-ins.js";
import { outermostWrapped } from "./syntax.js";

/** The text of the literal. */
export function heldPattern(binding: Binding): string | null {
  // A `var` is undefined at first, where the others throw.
  if (binding.exported || binding.dynamic || binding.kind === "var") return null;
  const value = initialiser(binding);
  return value !== null && ts.isRegularExpressionLiteral(value) && binding.references.every(({ node }) => onlyMatches(node))
    ? value.text
    : null;
}

const MATCHES: ReadonlySet<string> = new Set(["exec", "test"]);
const TELLS: ReadonlySet<string> = new Set(["lastIndex", "source", "flags"]);

/** `RE.exec(s)`, `RE.test(s)`, `RE.lastIndex`, `RE.lastIndex = 0`. */
function onlyMatches(name: ts.Identifier): boolean {
  const holder = outermostWrapped(name);
  const access = holder.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== holder) return false;
  const { parent } = outermostWrapped(access);
  const member = access.name.text;
  if (ts.isCallExpression(access.parent) && access.parent.expression === access) return MATCHES.has(member);
  if (!TELLS.has(member)) return false;
  if (ts.isBinaryExpression(parent))
    return !isAssigned(parent, access) || (member === "lastIndex" && ts.isNumericLiteral(parent.right));
  return READS.has(parent.kind);
}

const isAssigned = ({ left, operatorToken }: ts.BinaryExpression, access: ts.Node): boolean =>
  outermostWrapped(access) === left &&
  operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
  operatorToken.kind <= ts.SyntaxKind.LastAssignment;

/** Where a member certainly is read, and not written. */
const READS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
]);
