/** Delta debugging on the syntax tree: the smallest program found in which the same kind of thing still goes wrong. */
import ts from "typescript";

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface MinimiseOptions {
  /** For each text, whether it still shows what is looked for. Called with batches, since verifying them together is cheaper. */
  readonly shows: (texts: readonly string[]) => Promise<readonly boolean[]>;
  /** Most texts to try. */
  readonly tries: number;
  /** Leave arguments and parameters alone: without them, values would no longer conform to their types (A1t). */
  readonly keepCalls: boolean;
}

const BATCH = 24;

/** Greedy: takes the first cut of a batch that still shows it, the largest cuts first, until none does. */
export async function minimise(text: string, { shows, tries, keepCalls }: MinimiseOptions): Promise<string> {
  let best = text;
  let left = tries;
  for (;;) {
    const cuts = cutsOf(best, keepCalls);
    let taken: string | null = null;
    for (let at = 0; at < cuts.length && left > 0 && taken === null; at += BATCH) {
      const source = best;
      const candidates = cuts
        .slice(at, at + BATCH)
        .map(({ start, end, text: replacement }) => source.slice(0, start) + replacement + source.slice(end))
        .filter((candidate) => candidate.length < source.length && parses(candidate));
      left -= candidates.length;
      const answers = await shows(candidates);
      taken = candidates.find((_, k) => answers[k] === true) ?? null;
    }
    if (taken === null) return best;
    best = taken;
  }
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("p.ts", text, ts.ScriptTarget.ESNext, true);
}

function parses(text: string): boolean {
  const file: ts.SourceFile & { readonly parseDiagnostics?: readonly unknown[] } = parse(text);
  return (file.parseDiagnostics ?? []).length === 0;
}

/** Every way to make the program smaller by one cut, the largest first. */
function cutsOf(text: string, keepCalls: boolean): readonly Cut[] {
  const file = parse(text);
  const cuts: Cut[] = [];
  const put = (node: ts.Node, replacement: string): number =>
    cuts.push({ start: node.getStart(), end: node.end, text: replacement });
  const removeRuns = (list: readonly ts.Node[]): void => {
    for (let size = list.length; size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      for (let from = 0; from + size <= list.length; from += size)
        cuts.push({ start: list[from]!.getStart(), end: list[from + size - 1]!.end, text: "" });
  };
  const removeFromList = (list: ts.NodeArray<ts.Node>): void => {
    list.forEach((node, k) => {
      const next = list[k + 1];
      const before = list[k - 1];
      if (next !== undefined) cuts.push({ start: node.getStart(), end: next.getStart(), text: "" });
      else cuts.push({ start: before?.end ?? node.getStart(), end: node.end, text: "" });
    });
  };
  const inside = (block: ts.Node): string =>
    ts.isBlock(block) ? block.statements.map((s) => s.getText()).join(" ") : block.getText();
  const visit = (node: ts.Node): void => {
    if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isCaseOrDefaultClause(node)) removeRuns(node.statements);
    if (ts.isClassLike(node)) removeRuns(node.members);
    if (ts.isBlock(node) && ts.isBlock(node.parent)) put(node, inside(node));
    if (ts.isIfStatement(node)) {
      put(node, inside(node.thenStatement));
      if (node.elseStatement !== undefined) {
        put(node, inside(node.elseStatement));
        cuts.push({ start: node.thenStatement.end, end: node.end, text: "" });
      }
    } else if (ts.isTryStatement(node)) {
      put(node, inside(node.tryBlock));
      if (node.catchClause !== undefined && node.finallyBlock !== undefined)
        cuts.push({ start: node.catchClause.end, end: node.end, text: "" });
    } else if (ts.isIterationStatement(node, false)) put(node, inside(node.statement));
    else if (ts.isLabeledStatement(node)) put(node, node.statement.getText());
    else if (ts.isSwitchStatement(node))
      put(node, node.caseBlock.clauses.flatMap((c) => c.statements.map((s) => s.getText())).join(" "));
    else if (ts.isBinaryExpression(node)) {
      put(node, node.left.getText());
      put(node, node.right.getText());
    } else if (ts.isConditionalExpression(node)) {
      put(node, node.whenTrue.getText());
      put(node, node.whenFalse.getText());
    } else if (
      ts.isParenthesizedExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isAwaitExpression(node) ||
      ts.isVoidExpression(node)
    )
      put(node, node.expression.getText());
    else if (ts.isPrefixUnaryExpression(node)) put(node, node.operand.getText());
    else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      if (node.arguments !== undefined) {
        if (!keepCalls) removeFromList(node.arguments);
        for (const argument of node.arguments) put(node, argument.getText());
      }
      if (ts.isStatement(node.parent)) for (const body of bodiesIn(node)) put(node.parent, body);
    } else if (ts.isArrayLiteralExpression(node)) removeFromList(node.elements);
    else if (!ts.isSourceFile(node) && ts.isParameter(node.parent) && node.parent.initializer === node)
      cuts.push({ start: node.parent.name.end, end: node.end, text: "" });
    else if (ts.isVariableDeclarationList(node)) removeFromList(node.declarations);
    if (ts.isFunctionLike(node) && !keepCalls) removeFromList(node.parameters);
    if (ts.isVoidExpression(node) && ts.isStatement(node.parent)) for (const body of bodiesIn(node)) put(node.parent, body);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const gain = ({ start, end, text: replacement }: Cut): number => end - start - replacement.length;
  return cuts.filter((cut) => gain(cut) > 0).sort((a, b) => gain(b) - gain(a));
}

/** The statements of the function bodies inside an expression. */
function bodiesIn(node: ts.Node): readonly string[] {
  const bodies: string[] = [];
  const visit = (at: ts.Node): void => {
    if (ts.isBlock(at) && ts.isFunctionLike(at.parent)) {
      bodies.push(
        at.statements
          .filter((s) => !ts.isReturnStatement(s))
          .map((s) => s.getText())
          .join(" "),
      );
      return;
    }
    ts.forEachChild(at, visit);
  };
  visit(node);
  return bodies;
}

/** The program as its tree prints it, a statement a line. */
export function tidied(text: string): string {
  const printed = ts.createPrinter().printFile(parse(text));
  return parses(printed) ? printed : text;
}
