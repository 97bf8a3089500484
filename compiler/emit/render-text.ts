/** The text emitter: walks the source and prints it with guards, leaving everything else byte for byte as it is. */
import { ts } from "../typescript.js";
import { assertNever } from "../../core/errors.js";
import type { PlannedSelector } from "../../core/plan.js";
import { runtimeName, type GuardContext } from "./guard-context.js";
import type { GuardExpr } from "./guard-expr.js";
import { createContractRenderer } from "./render-contracts.js";
import { firstCharacter, range, text, type Piece } from "./pieces.js";
import { ASSIGNMENT, LEFT_HAND_SIDE, SEQUENCE, UNARY, binaryPrecedence, operandPrecedence, precedenceOf } from "./precedence.js";
import { bare } from "./quiet.js";
import { selectorText } from "./selector-text.js";
import type { Rewriter } from "./rewrite.js";
import { Temporaries } from "./temporaries.js";

export interface RenderedModule {
  readonly pieces: readonly Piece[];
  /** Temporaries of the module body itself. */
  readonly temporaries: readonly string[];
}

interface RenderedPart {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
}

interface MovedPattern {
  readonly pattern: ts.BindingName;
  readonly value: GuardExpr;
}

/** What an anonymous class is called by the parameter or field that it is the value of; null for anything else. */
function nameGivenTo(node: ts.Expression): string | null {
  const value = bare(node);
  if (!ts.isClassExpression(value) || value.name !== undefined) return null;
  const { parent } = node;
  if (!ts.isParameter(parent) && !ts.isBindingElement(parent) && !ts.isPropertyDeclaration(parent)) return null;
  const { name } = parent;
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : null;
}

export function renderModule(context: GuardContext, rewriter: Rewriter): RenderedModule {
  const { sourceFile } = context;
  const original = sourceFile.text;
  const start = (node: ts.Node): number => node.getStart(sourceFile);
  const selectors = new Map(context.plan.selectors.map((selector) => [selector.span.start, selector]));

  /** Runs `body` with fresh temporaries and tells which it needs. */
  const inActivation = <T>(body: () => T): { readonly result: T; readonly names: readonly string[] } => {
    const outer = context.temporaries;
    const temporaries = new Temporaries(context.prefix);
    context.temporaries = temporaries;
    const result = body();
    context.temporaries = outer;
    return { result, names: temporaries.names };
  };

  const whole = (node: ts.Node): Piece[] => [range(start(node), node.end)];

  /** The text between two places, with `parts` of it printed anew. */
  const around = (from: number, to: number, parts: readonly RenderedPart[]): Piece[] => {
    const pieces: Piece[] = [];
    let cursor = from;
    for (const part of parts) {
      pieces.push(range(cursor, part.start));
      // Not spread into the call: a large file has more pieces than a call may have arguments.
      for (const piece of part.pieces) pieces.push(piece);
      cursor = part.end;
    }
    pieces.push(range(cursor, to));
    return pieces;
  };

  const part = (node: ts.Node, pieces: readonly Piece[]): RenderedPart => ({ start: start(node), end: node.end, pieces });

  const childrenOf = (node: ts.Node): ts.Node[] => {
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => {
      if (context.contains(child)) children.push(child);
    });
    return children.sort((a, b) => a.pos - b.pos);
  };

  const inside = (node: ts.Node): Piece[] => around(start(node), node.end, partsOf(node));

  const partsOf = (node: ts.Node): readonly RenderedPart[] =>
    isList(node) ? statementParts(node.statements) : childrenOf(node).map((child) => part(child, render(child)));

  const statementParts = (statements: readonly ts.Statement[]): readonly RenderedPart[] => {
    const parts: RenderedPart[] = [];
    for (let k = 0; k < statements.length; k++) {
      const statement = statements[k];
      if (statement === undefined) continue;
      const selector = selectorAt(start(statement));
      const last = selector === null ? -1 : statements.findIndex(({ end }) => end === selector.span.end);
      if (selector !== null && last >= k) {
        parts.push({ ...selector.span, pieces: twice(selector, statements.slice(k, last + 1)) });
        k = last;
      } else if (context.contains(statement)) parts.push(part(statement, render(statement)));
    }
    return parts;
  };

  const selectorAt = (offset: number): PlannedSelector | null => {
    const selector = selectors.get(offset);
    return selector === undefined || context.written.has(selector) ? null : selector;
  };

  /** A region behind its selector: the body without guards, which maps to the same text, then the ordinary one. */
  const twice = (selector: PlannedSelector, statements: readonly ts.Statement[]): Piece[] => {
    context.written.add(selector);
    const body = (): Piece[] => around(selector.span.start, selector.span.end, statementParts(statements));
    context.selected = selector;
    const fast = body();
    context.selected = null;
    const indent = indentation(original, selector.span.start);
    return [
      text(`if (${selectorText(selector.tests, () => runtimeName(context, "o"))}) {\n${indent}`),
      ...fast,
      text(`\n${indent}} else {\n${indent}`),
      ...body(),
      text(`\n${indent}}`),
    ];
  };

  const render = (node: ts.Node): Piece[] => {
    const fallback = rewriter.defaultOf(node);
    const pieces = renderPlace(node);
    return fallback === null ? pieces : [...pieces, text(" = "), ...print(fallback, ASSIGNMENT)];
  };

  const renderPlace = (node: ts.Node): Piece[] => {
    if (!context.contains(node)) return whole(node);
    const selector = ts.isStatement(node) ? selectorAt(start(node)) : null;
    if (selector?.span.end === node.end && ts.isStatement(node)) return twice(selector, [node]);
    if (ts.isExpressionStatement(node)) return expressionStatement(node);
    if (ts.isVariableDeclaration(node)) return context.temporaries?.during(() => declaration(node)) ?? inside(node);
    if (isExpressionSlot(node) && context.temporaries === null) return slot(node);
    if (context.temporaries !== null) {
      const replaced = context.temporaries.during(() => {
        const replacement = rewriter.replacement(node);
        return replacement === null ? null : print(replacement, LEFT_HAND_SIDE);
      });
      if (replaced !== null) return replaced;
      const owed = contracts.statement(node) ?? contracts.call(node);
      if (owed !== null) return owed;
    }
    if (ts.isFunctionLike(node)) return functionLike(node);
    if (ts.isClassStaticBlockDeclaration(node)) return [range(start(node), start(node.body)), ...blockBody(node.body, [])];
    if (ts.isModuleBlock(node)) return blockBody(node, []);
    if (ts.isPropertyDeclaration(node)) return property(node);
    return inside(node);
  };

  /** An expression outside any body (parameter default, field initialiser): temporaries become parameters of an arrow around it. */
  const slot = (node: ts.Expression): Piece[] => {
    const { result, names } = inActivation(() => render(node));
    if (names.length === 0) return result;
    const head = `((${names.join(", ")}) => (`;
    const named = nameGivenTo(node);
    // (`@` takes a call of a name, or what stands in parentheses.)
    if (ts.isDecorator(node.parent)) return [text(`(${head}`), ...result, text("))())")];
    if (named === null) return [text(head), ...result, text("))()")];
    // A class without a name has that of the parameter or field.
    const key = JSON.stringify(named);
    return [text(`${head}{ ${key}: `), ...result, text(` })[${key}])()`)];
  };

  /** The declarators that take the place of one. */
  const declaration = (node: ts.VariableDeclaration): Piece[] => {
    const declarators = rewriter.declarators(node);
    if (declarators === null) return inside(node);
    return declarators.flatMap(({ target, value }, index) => [
      ...(index === 0 ? [] : [text(", ")]),
      ...render(target),
      text(" = "),
      ...print(value, ASSIGNMENT),
    ]);
  };

  const property = (node: ts.PropertyDeclaration): Piece[] =>
    around(
      start(node),
      node.end,
      childrenOf(node).map((child) =>
        part(child, child === node.initializer ? withoutActivation(() => render(child)) : render(child)),
      ),
    );

  const withoutActivation = <T>(body: () => T): T => {
    const outer = context.temporaries;
    context.temporaries = null;
    const result = body();
    context.temporaries = outer;
    return result;
  };

  const functionLike = (node: ts.SignatureDeclaration): Piece[] => {
    const moved: MovedPattern[] = [];
    return around(
      start(node),
      node.end,
      childrenOf(node).map((child) => {
        if (ts.isParameter(child))
          return part(
            child,
            withoutActivation(() => parameter(child, moved)),
          );
        if (ts.isBlock(child)) return part(child, blockBody(child, moved));
        if (ts.isArrowFunction(node) && child === node.body) return part(child, arrowBody(node.body, moved));
        return part(child, render(child));
      }),
    );
  };

  const parameter = (node: ts.ParameterDeclaration, moved: MovedPattern[]): Piece[] => {
    const replacement = `${context.prefix}p${moved.length}`;
    const value = rewriter.movedValue(node, replacement);
    if (value === null) return render(node);
    moved.push({ pattern: node.name, value });
    const rest = node.initializer === undefined ? [] : [text(" = "), ...render(node.initializer)];
    return [range(start(node), start(node.name)), text(replacement), ...rest];
  };

  /** `var [a, b] = d(spec, p)` for each pattern that moved into a body. Its text comes out of order, so it maps to nothing. */
  const movedPatterns = (moved: readonly MovedPattern[]): Piece[] =>
    moved.flatMap(({ pattern, value }) => {
      const printed = [...render(pattern), text(" = "), ...print(value, ASSIGNMENT)];
      const flat = printed.map((piece) => (piece.kind === "text" ? piece.text : original.slice(piece.start, piece.end))).join("");
      return [text(` var ${flat};`)];
    });

  const arrowBody = (body: ts.ConciseBody, moved: readonly MovedPattern[]): Piece[] => {
    const { result, names } = inActivation(() => ({
      before: [...movedPatterns(moved), ...contracts.entry(body)],
      pieces: (ts.isBlock(body) ? null : contracts.value(body)) ?? render(body),
    }));
    if (names.length === 0 && result.before.length === 0) return result.pieces;
    const declared = names.length === 0 ? "" : ` let ${names.join(", ")};`;
    return [text(`{${declared}`), ...result.before, text(" return ("), ...result.pieces, text("); }")];
  };

  /** A body with its temporaries declared after its directives. */
  const blockBody = (body: ts.Block | ts.ModuleBlock, moved: readonly MovedPattern[]): Piece[] => {
    const { result, names } = inActivation(() => ({
      before: [...movedPatterns(moved), ...contracts.entry(body)],
      parts: statementParts(body.statements),
      after: contracts.end(body),
    }));
    const opened = start(body) + 1;
    const at = endOfDirectives(body.statements) ?? opened;
    const isNothing = names.length === 0 && result.before.length === 0;
    const separator = isNothing || at === opened || original.charAt(at - 1) === ";" ? "" : ";";
    const declared = names.length === 0 ? "" : ` let ${names.join(", ")};`;
    return [
      range(start(body), at),
      text(separator + declared),
      ...result.before,
      ...around(at, body.end - 1, result.parts),
      ...result.after,
      range(body.end - 1, body.end),
    ];
  };

  /** A statement that began with a name must not come to begin with a parenthesis that continues the one before. */
  const expressionStatement = (node: ts.ExpressionStatement): Piece[] => {
    const { expression } = node;
    const replaced = context.temporaries?.during(() => {
      const replacement = rewriter.replacement(expression);
      return replacement === null ? null : print(replacement, SEQUENCE);
    });
    const pieces = replaced ?? render(expression);
    const first = firstCharacter(pieces, original);
    const hazard = first === "(" && original.charAt(start(node)) !== "(" && !isAfterSemicolon(node);
    return [...(hazard ? [text(";")] : []), ...pieces, range(expression.end, node.end)];
  };

  const isAfterSemicolon = (node: ts.Statement): boolean => {
    const { parent } = node;
    const statements: readonly ts.Statement[] | null =
      ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isModuleBlock(parent) || ts.isCaseOrDefaultClause(parent)
        ? parent.statements
        : null;
    // After `)`, `else`, `do` or a label nothing can be continued, and a lone `;` would be the whole body.
    if (statements === null) return true;
    const previous = statements[statements.indexOf(node) - 1];
    return previous === undefined || original.charAt(previous.end - 1) === ";";
  };

  /** Prints a guarded expression, in parentheses when it binds less tightly than `least`. */
  const print = (expression: GuardExpr, least: number): Piece[] => {
    const pieces = printBare(expression);
    return precedenceOf(expression) < least ? [text("("), ...pieces, text(")")] : pieces;
  };

  const list = (expressions: readonly GuardExpr[]): Piece[] =>
    expressions.flatMap((one, index) => [...(index === 0 ? [] : [text(", ")]), ...print(one, ASSIGNMENT)]);

  const printBare = (expression: GuardExpr): Piece[] => {
    switch (expression.kind) {
      case "source":
        return render(expression.node);
      case "name":
        return [text(expression.text)];
      case "this":
      case "null":
        return [text(expression.kind)];
      case "number":
        return [text(String(expression.value))];
      case "string":
        return [text(JSON.stringify(expression.value))];
      case "undefined":
        return [text("void 0")];
      case "array":
        return [text("["), ...list(expression.elements), text("]")];
      case "sequence":
        return list(expression.parts);
      case "assign":
        return [
          ...print(expression.target, LEFT_HAND_SIDE),
          text(` ${expression.operator} `),
          ...print(expression.value, ASSIGNMENT),
        ];
      case "binary": {
        const { left, right } = operandPrecedence(expression.operator);
        return [...print(expression.left, left), text(` ${expression.operator} `), ...print(expression.right, right)];
      }
      case "conditional":
        return [
          ...print(expression.test, binaryPrecedence("??")),
          text(" ? "),
          ...print(expression.then, ASSIGNMENT),
          text(" : "),
          ...print(expression.otherwise, ASSIGNMENT),
        ];
      case "typeof":
        return [text("typeof "), ...print(expression.value, UNARY)];
      case "not":
        return [text("!"), ...print(expression.value, UNARY)];
      case "delete":
        return [text("delete "), ...print(expression.value, UNARY)];
      case "step":
        return [
          text(expression.prefix ? `${expression.operator}${expression.name}` : `${expression.name}${expression.operator}`),
        ];
      case "call":
        return [...print(expression.callee, LEFT_HAND_SIDE), text("("), ...list(expression.args), text(")")];
      case "element":
        return [
          ...print(expression.object, LEFT_HAND_SIDE),
          text(expression.optional ? "?.[" : "["),
          ...print(expression.key, SEQUENCE),
          text("]"),
        ];
      case "member":
        return [...print(expression.object, LEFT_HAND_SIDE), text(`.${expression.name}`)];
      case "commented":
        return [text(expression.comments.map((comment) => `${comment} `).join("")), ...printBare(expression.of)];
      default:
        return assertNever(expression);
    }
  };

  const contracts = createContractRenderer({ context, print, render });

  const { result, names } = inActivation(() => around(0, original.length, partsOf(sourceFile)));
  return { pieces: result, temporaries: names };
}

function isList(node: ts.Node): node is ts.Block | ts.SourceFile | ts.ModuleBlock {
  return ts.isBlock(node) || ts.isSourceFile(node) || ts.isModuleBlock(node);
}

/** White space before `offset` on its line. */
function indentation(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^[ \t]*/u.exec(line)?.[0] ?? "";
}

/** Expressions that are evaluated outside the bodies around them: defaults and computed keys of parameters, field initialisers. */
function isExpressionSlot(node: ts.Node): node is ts.Expression {
  const { parent } = node;
  return (
    ts.isExpression(node) &&
    (((ts.isParameter(parent) || ts.isBindingElement(parent) || ts.isPropertyDeclaration(parent)) &&
      parent.initializer === node) ||
      ((ts.isComputedPropertyName(parent) || ts.isDecorator(parent)) && parent.expression === node))
  );
}

/** Where the directive prologue ends, or null when there is none. */
export function endOfDirectives(statements: readonly ts.Statement[]): number | null {
  let end: number | null = null;
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) break;
    end = statement.end;
  }
  return end;
}
