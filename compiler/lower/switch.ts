/** `switch`: tests in order, each a `===` branch; bodies fall through. */
import { ts } from "../typescript.js";
import type { FunctionContext } from "./context.js";
import { withControl } from "./control.js";
import { lowerExpression } from "./expressions.js";
import { enterScope } from "./scope-entry.js";
import { lowerStatements } from "./statements.js";
import { booleanType } from "./values.js";

export function lowerSwitch(fn: FunctionContext, node: ts.SwitchStatement, labels: readonly string[]): void {
  const { b } = fn;
  const after = b.newBlock();
  const value = lowerExpression(fn, node.expression);
  enterScope(fn, node.caseBlock);
  const clauses = node.caseBlock.clauses.map((clause) => ({ clause, block: b.newBlock() }));
  for (const { clause, block } of clauses) {
    if (ts.isDefaultClause(clause)) continue;
    const next = b.newBlock();
    const right = lowerExpression(fn, clause.expression);
    b.branch(b.emit({ op: "binary", operator: "===", left: value, right }, booleanType(fn)), block, next);
    b.enter(next);
  }
  b.goto(clauses.find(({ clause }) => ts.isDefaultClause(clause))?.block ?? after);
  withControl(fn, { kind: "target", labels, breakTo: after, continueTo: null, implicit: true }, () => {
    for (const [index, { clause, block }] of clauses.entries()) {
      b.enter(block);
      lowerStatements(fn, clause.statements);
      b.goto(clauses[index + 1]?.block ?? after);
    }
  });
  b.enter(after);
}
