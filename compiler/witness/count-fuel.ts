/**
 * JavaScript whose loops and functions begin with a call that counts. What would run for ever then ends by a count, the same on every
 * machine. (The call throws at places where the program cannot: a run that spent its fuel says nothing, whatever happened in it.)
 */
import { ts } from "../typescript.js";

/** The global function that is called. */
export const FUEL = "$surety_fuel";

export function countFuel(script: string): string {
  const parsed = ts.createSourceFile("script.js", script, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const { transformed } = ts.transform(parsed, [transformer]);
  const [file] = transformed;
  return file === undefined ? script : ts.createPrinter().printFile(file);
}

function transformer(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  const call = (): ts.Statement =>
    factory.createExpressionStatement(factory.createCallExpression(factory.createIdentifier(FUEL), undefined, []));
  const counted = (body: ts.Statement): ts.Block => factory.createBlock([call(), body], true);
  const countedBody = (body: ts.Block): ts.Block => {
    const isDirective = (statement: ts.Statement): boolean =>
      ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
    const first = body.statements.findIndex((statement) => !isDirective(statement));
    const at = first === -1 ? body.statements.length : first;
    return factory.updateBlock(body, [...body.statements.slice(0, at), call(), ...body.statements.slice(at)]);
  };
  const visit = (node: ts.Node): ts.Node => {
    const done = ts.visitEachChild(node, visit, context);
    if (ts.isForStatement(done)) {
      return factory.updateForStatement(done, done.initializer, done.condition, done.incrementor, counted(done.statement));
    }
    if (ts.isForOfStatement(done)) {
      return factory.updateForOfStatement(done, done.awaitModifier, done.initializer, done.expression, counted(done.statement));
    }
    if (ts.isForInStatement(done)) {
      return factory.updateForInStatement(done, done.initializer, done.expression, counted(done.statement));
    }
    if (ts.isWhileStatement(done)) return factory.updateWhileStatement(done, done.expression, counted(done.statement));
    if (ts.isDoStatement(done)) return factory.updateDoStatement(done, counted(done.statement), done.expression);
    if (ts.isBlock(done) && ts.isFunctionLike(node.parent)) return countedBody(done);
    if (ts.isArrowFunction(done) && !ts.isBlock(done.body)) {
      const body = factory.createBlock([call(), factory.createReturnStatement(done.body)], true);
      const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken } = done;
      return factory.updateArrowFunction(done, modifiers, typeParameters, parameters, type, equalsGreaterThanToken, body);
    }
    return done;
  };
  return (file) => ts.visitEachChild(file, visit, context);
}
