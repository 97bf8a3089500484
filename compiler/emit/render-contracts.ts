/** The text of the guards of contracts. Null: nothing is owed at the node, which is rendered as ever. */
import { ts } from "../typescript.js";
import { checkedArguments, checksAt, endChecks, keptValues, returned } from "./contract-guards.js";
import type { GuardContext } from "./guard-context.js";
import { sequence, source, type GuardExpr } from "./guard-expr.js";
import { range, text, type Piece } from "./pieces.js";
import { ASSIGNMENT, SEQUENCE } from "./precedence.js";

export interface Printer {
  readonly context: GuardContext;
  readonly print: (expression: GuardExpr, least: number) => readonly Piece[];
  readonly render: (node: ts.Node) => readonly Piece[];
}

export interface ContractRenderer {
  /** What runs at the start of a body. */
  readonly entry: (body: ts.ConciseBody | ts.ModuleBlock) => Piece[];
  /** What runs where a body ends. */
  readonly end: (body: ts.Block | ts.ModuleBlock) => Piece[];
  /** The value of an arrow function without braces. */
  readonly value: (body: ts.Expression) => Piece[] | null;
  readonly statement: (node: ts.Node) => Piece[] | null;
  readonly call: (node: ts.Node) => Piece[] | null;
}

export function createContractRenderer({ context, print, render }: Printer): ContractRenderer {
  const { sourceFile } = context;
  const start = (node: ts.Node): number => node.getStart(sourceFile);
  const spanOf = (node: ts.Node): { readonly start: number; readonly end: number } => ({ start: start(node), end: node.end });
  const during = <T>(body: () => T): T => (context.temporaries === null ? body() : context.temporaries.during(body));
  const statements = (expressions: readonly GuardExpr[]): Piece[] =>
    expressions.flatMap((one) => [text(" "), ...print(one, SEQUENCE), text(";")]);

  const entry: ContractRenderer["entry"] = (body) => [
    ...during(() => statements(checksAt(context, spanOf(body), "entry"))),
    ...during(() =>
      keptValues(context, start(body)).flatMap(({ name, value }) => [
        text(` let ${name} = `),
        ...print(value, ASSIGNMENT),
        text(";"),
      ]),
    ),
  ];

  const end: ContractRenderer["end"] = (body) => {
    const checks = during(() => statements(endChecks(context, { start: body.end - 1, end: body.end })));
    // The semicolon ends a last statement that has none.
    return checks.length === 0 ? [] : [text(";"), ...checks];
  };

  const value: ContractRenderer["value"] = (body) =>
    during(() => {
      const checked = returned(context, spanOf(body), body);
      return checked === null ? null : [...print(checked, SEQUENCE)];
    });

  const returnStatement = (node: ts.ReturnStatement): Piece[] | null =>
    during(() => {
      const { expression } = node;
      const checked = returned(context, spanOf(node), expression ?? null);
      if (checked === null) return null;
      const pieces = [text("("), ...print(checked, SEQUENCE), text(")")];
      if (expression === undefined) return [text("return "), ...pieces, text(";")];
      return [range(start(node), start(expression)), ...pieces, range(expression.end, node.end)];
    });

  /** The pieces of `node` with `parts` in their places and the text between them as it is. */
  const around = (
    node: ts.Node,
    parts: readonly { readonly from: number; readonly to: number; readonly pieces: readonly Piece[] }[],
  ): Piece[] => {
    const pieces: Piece[] = [];
    let cursor = start(node);
    for (const part of parts) {
      pieces.push(range(cursor, part.from), ...part.pieces);
      cursor = part.to;
    }
    pieces.push(range(cursor, node.end));
    return pieces;
  };
  const partOf = (node: ts.Node, pieces: readonly Piece[] = render(node)) => ({ from: start(node), to: node.end, pieces });

  const headChecks = (node: ts.Node): readonly GuardExpr[] => checksAt(context, spanOf(node), "loop");

  const loop = (node: ts.ForStatement | ts.WhileStatement | ts.DoStatement): Piece[] | null =>
    during(() => {
      const checks = headChecks(node);
      if (checks.length === 0) return null;
      const tested = (condition: ts.Expression): Piece[] => [
        text("("),
        ...print(sequence(...checks, source(condition)), SEQUENCE),
        text(")"),
      ];
      if (ts.isWhileStatement(node))
        return around(node, [partOf(node.expression, tested(node.expression)), partOf(node.statement)]);
      if (ts.isDoStatement(node)) {
        const body = [text("{"), ...statements(checks), text(" "), ...render(node.statement), text(" }")];
        return around(node, [partOf(node.statement, body), partOf(node.expression)]);
      }
      const { initializer, condition, incrementor, statement } = node;
      const first = node.getChildren(sourceFile).find((child) => child.kind === ts.SyntaxKind.SemicolonToken);
      const at = first?.end ?? start(node);
      const test =
        condition === undefined
          ? {
              from: at,
              to: at,
              pieces: [text(" ("), ...print(sequence(...checks, { kind: "name", text: "true" }), SEQUENCE), text(")")],
            }
          : partOf(condition, tested(condition));
      return around(node, [
        ...(initializer === undefined ? [] : [partOf(initializer)]),
        test,
        ...(incrementor === undefined ? [] : [partOf(incrementor)]),
        partOf(statement),
      ]);
    });

  return {
    entry,
    end,
    value,
    statement: (node) => {
      if (ts.isReturnStatement(node)) return returnStatement(node);
      return ts.isForStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node) ? loop(node) : null;
    },
    call: (node) => {
      if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return null;
      return during(() => {
        const checked = checkedArguments(context, node);
        if (checked === null) return null;
        return around(node, [
          partOf(node.expression),
          ...checked.map(({ node: argument, value: held }) => partOf(argument, print(held, ASSIGNMENT))),
        ]);
      });
    },
  };
}
