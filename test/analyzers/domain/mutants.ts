/**
 * Mutants of the domain, one word changed. `claim`: a bound, a flag or a class of a description says more than it did. `comparison`: a
 * strict comparison becomes a weak one, or the other way; many of those only lose precision, where a border case is sound on both sides.
 */
import ts from "typescript";
import { domainText } from "./load-domain.js";

export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly kind: "claim" | "comparison";
  readonly change: string;
  readonly text: string;
}

const FLIPPED: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.LessThanToken, "<="],
  [ts.SyntaxKind.LessThanEqualsToken, "<"],
  [ts.SyntaxKind.GreaterThanToken, ">="],
  [ts.SyntaxKind.GreaterThanEqualsToken, ">"],
]);

/** What a property of a description becomes when it claims more; null where that is what it says already. */
function stronger(name: string, value: string): string | null {
  switch (name) {
    case "lo":
      return `(${value}) + 1`;
    case "hi":
      return `(${value}) - 1`;
    case "nan":
    case "negativeZero":
      return value === "false" ? null : "false";
    case "integer":
      return value === "true" ? null : "true";
    case "congruence":
      return value === "ANY_INTEGER"
        ? "{ modulus: 2, residue: 0 }"
        : `(({ modulus, residue }) => ({ modulus: 2 * modulus, residue }))(${value})`;
    default:
      return null;
  }
}

const POSITIONAL: Readonly<Record<string, readonly string[]>> = {
  integers: ["lo", "hi", "congruence"],
  bounded: ["", "lo", "hi"],
};

/** `({ lo, hi } = …)` */
function isTarget(node: ts.Node): boolean {
  return (
    ts.isBinaryExpression(node.parent) &&
    node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    node.parent.left === node
  );
}

export function mutantsOf(file: string): readonly Mutant[] {
  const text = domainText(file);
  const source = ts.createSourceFile(`${file}.ts`, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const replace = (kind: Mutant["kind"], node: ts.Node, by: string | null): void => {
    if (by === null) return;
    const start = node.getStart(source);
    mutants.push({
      file,
      kind,
      line: source.getLineAndCharacterOfPosition(start).line + 1,
      change: `${node.getText(source)} -> ${by}`.replace(/\s+/gu, " "),
      text: text.slice(0, start) + by + text.slice(node.end),
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name))
      replace("claim", node.initializer, stronger(node.name.text, node.initializer.getText(source)));
    if (ts.isShorthandPropertyAssignment(node) && !isTarget(node.parent)) {
      const changed = stronger(node.name.text, node.name.text);
      replace("claim", node, changed === null ? null : `${node.name.text}: ${changed}`);
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const names = POSITIONAL[node.expression.text] ?? [];
      node.arguments.forEach((argument, at) => replace("claim", argument, stronger(names[at] ?? "", argument.getText(source))));
    }
    if (ts.isBinaryExpression(node)) {
      const flipped = FLIPPED.get(node.operatorToken.kind);
      if (flipped !== undefined) replace("comparison", node.operatorToken, flipped);
    }
    ts.forEachChild(node, visit);
  };
  for (const statement of source.statements) if (ts.isFunctionDeclaration(statement)) visit(statement);
  return mutants;
}
