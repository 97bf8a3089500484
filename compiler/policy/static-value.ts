/**
 * The value of a configuration module, read from its syntax and never run: a configuration that could execute code would have every
 * authority that it is there to deny, would differ from machine to machine, and could not be reviewed or cached by its text.
 */
import { ts } from "../typescript.js";

export type StaticValue =
  | { readonly kind: "value"; readonly value: unknown }
  /** `line` and `column` from one. */
  | { readonly kind: "problem"; readonly message: string; readonly line: number; readonly column: number };

/** What the default export of `text` holds. */
export function staticDefaultExport(text: string, fileName: string): StaticValue {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const error = syntaxErrorOf(file);
  if (error !== null) return problemAt(file, error.start, error.message);
  const constants = new Map<string, ts.Expression>();
  let exported: ts.Expression | null = null;
  for (const statement of file.statements) {
    if (ts.isExportAssignment(statement) && statement.isExportEquals !== true) {
      exported = statement.expression;
    } else if (ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.Const) !== 0) {
      for (const { name, initializer } of statement.declarationList.declarations)
        if (ts.isIdentifier(name) && initializer !== undefined) constants.set(name.text, initializer);
    } else if (!isErased(statement)) {
      return problemAt(
        file,
        statement.getStart(file),
        `\`${shortened(statement.getText(file))}\` would have to run; ${WHAT_MAY_STAND}`,
      );
    }
  }
  if (exported === null) return problemAt(file, 0, "there is no `export default`, which holds the settings");
  const failure = new NotStatic();
  const value = evaluate(exported, { constants, failure, open: new Set() });
  if (failure.node === null) return { kind: "value", value };
  const shown = shortened(failure.node.getText(file));
  return problemAt(file, failure.node.getStart(file), `\`${shown}\` would have to run; ${WHAT_MAY_STAND}`);
}

const WHAT_MAY_STAND =
  "the file is read as data, so it may hold literals, arrays, objects, names of `const` declarations of these, types, and one `export default`";

/** Holds the first node that is no plain data. */
class NotStatic {
  node: ts.Node | null = null;
}

interface Scope {
  readonly constants: ReadonlyMap<string, ts.Expression>;
  readonly failure: NotStatic;
  /** Names that are being evaluated: one that comes up again refers to itself. */
  readonly open: ReadonlySet<string>;
}

function evaluate(expression: ts.Expression, scope: Scope): unknown {
  const inner = withoutTypes(expression);
  if (ts.isStringLiteralLike(inner)) return inner.text;
  if (ts.isNumericLiteral(inner)) return Number(inner.text);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(inner.operand))
    return -Number(inner.operand.text);
  if (inner.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (inner.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (inner.kind === ts.SyntaxKind.NullKeyword) return null;
  if (ts.isArrayLiteralExpression(inner)) return elementsOf(inner, scope);
  if (ts.isObjectLiteralExpression(inner)) return objectOf(inner, scope);
  if (ts.isIdentifier(inner)) {
    const named = scope.constants.get(inner.text);
    if (named !== undefined && !scope.open.has(inner.text))
      return evaluate(named, { ...scope, open: new Set([...scope.open, inner.text]) });
  }
  return fail(inner, scope);
}

function elementsOf(array: ts.ArrayLiteralExpression, scope: Scope): readonly unknown[] {
  return array.elements.flatMap((element) => {
    if (!ts.isSpreadElement(element)) return [evaluate(element, scope)];
    const spread = evaluate(element.expression, scope);
    return Array.isArray(spread) ? spread.map((one: unknown) => one) : [fail(element, scope)];
  });
}

function objectOf(object: ts.ObjectLiteralExpression, scope: Scope): unknown {
  const entries: [string, unknown][] = [];
  for (const member of object.properties) {
    if (ts.isSpreadAssignment(member)) {
      const spread = evaluate(member.expression, scope);
      if (typeof spread === "object" && spread !== null && !Array.isArray(spread)) entries.push(...Object.entries(spread));
      else fail(member, scope);
    } else if (ts.isShorthandPropertyAssignment(member)) {
      entries.push([member.name.text, evaluate(member.name, scope)]);
    } else if (ts.isPropertyAssignment(member)) {
      const { name } = member;
      const key = ts.isComputedPropertyName(name) ? evaluate(name.expression, scope) : name.text;
      // In an object literal this name sets the prototype, which is nobody's intention here.
      if (typeof key === "string" && key !== "__proto__") entries.push([key, evaluate(member.initializer, scope)]);
      else fail(member, scope);
    } else fail(member, scope);
  }
  return Object.fromEntries(entries);
}

function fail(node: ts.Node, { failure }: Scope): null {
  failure.node ??= node;
  return null;
}

function withoutTypes(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isTypeAssertionExpression(inner)
  )
    inner = inner.expression;
  return inner;
}

/** What leaves nothing behind when types are erased. */
function isErased(statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isEmptyStatement(statement)) return true;
  return ts.isImportDeclaration(statement) && statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** The parser leaves what it found in a property that its types do not show. */
function syntaxErrorOf(file: ts.SourceFile): { readonly start: number; readonly message: string } | null {
  const found: unknown = "parseDiagnostics" in file && Array.isArray(file.parseDiagnostics) ? file.parseDiagnostics[0] : null;
  if (typeof found !== "object" || found === null || !("messageText" in found) || !("start" in found)) return null;
  const { messageText, start } = found;
  return {
    start: typeof start === "number" ? start : 0,
    message: typeof messageText === "string" ? messageText : "not TypeScript",
  };
}

function problemAt(file: ts.SourceFile, position: number, message: string): StaticValue {
  const { line, character } = file.getLineAndCharacterOfPosition(position);
  return { kind: "problem", message, line: line + 1, column: character + 1 };
}

function shortened(text: string): string {
  const flat = text.replace(/\s+/gu, " ");
  return flat.length > 60 ? `${flat.slice(0, 59)}…` : flat;
}
