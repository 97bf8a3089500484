/** Small changes to a program that is in range, so that it may no longer be: for generated programs, and to make traps of provable cases. */
import ts from "typescript";
import { containerOf } from "./grammar/containers.js";
import type { Gen } from "./grammar/context.js";
import { mutation, wrapped } from "./grammar/effects.js";
import { ODD } from "./grammar/numbers.js";
import type { Random } from "./random.js";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface MutateOptions {
  readonly random: Random;
  /** Change nothing that would break A1t. */
  readonly conforms: boolean;
  readonly count: number;
}

/** `text` after `count` mutations; each parses. */
export function mutate(text: string, { random, conforms, count }: MutateOptions): string {
  let at = text;
  for (let k = 0; k < count; k++) {
    const file = ts.createSourceFile("p.ts", at, ts.ScriptTarget.ESNext, true);
    const tops: string[] = [];
    const g: Gen = {
      random,
      profile: { conforms, patches: false, imports: false },
      fresh: (prefix) => `${prefix}_${k}${random.int(0, 999)}`,
      top: (declaration) => tops.push(declaration),
      note: () => undefined,
    };
    const edit = chooseEdit(g, file);
    if (edit === null) return at;
    at = `${at.slice(0, edit.start)}${edit.text}${at.slice(edit.end)}${tops.map((top) => `\n${top}`).join("")}`;
  }
  return at;
}

const replaced = (node: ts.Node, text: string): Edit => ({ start: node.getStart(), end: node.end, text });

type Maker = (g: Gen, node: ts.Node) => Edit | null;

function chooseEdit(g: Gen, file: ts.SourceFile): Edit | null {
  const nodes: ts.Node[] = [];
  const collect = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, collect);
  };
  collect(file);
  for (let tries = 0; tries < 60; tries++) {
    const [, make] = pickWeighted(g.random);
    const edit = make(g, g.random.pick(nodes)) ?? make(g, g.random.pick(nodes)) ?? make(g, g.random.pick(nodes));
    if (edit !== null) return edit;
  }
  return null;
}

const COMPARISONS: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", "!==", ">"],
  "<=": ["<", "<"],
  ">": [">=", "!=="],
  ">=": [">", ">"],
  "===": ["!==", "=="],
  "!==": ["===", "!="],
  "&&": ["||"],
  "||": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "*": ["+", "/"],
  "/": ["*", ">>"],
  "%": ["/", "&"],
  ">>": [">>>", "<<"],
  ">>>": [">>"],
  "<<": [">>"],
  "&": ["|", "^", "%"],
  "|": ["&", "^"],
};

const operator: Maker = ({ random }, node) => {
  if (!ts.isBinaryExpression(node)) return null;
  const others = COMPARISONS[node.operatorToken.getText()];
  return others === undefined ? null : replaced(node.operatorToken, random.pick(others));
};
const operands: Maker = (_, node) =>
  ts.isBinaryExpression(node) && COMPARISONS[node.operatorToken.getText()] !== undefined
    ? replaced(node, `${node.right.getText()} ${node.operatorToken.getText()} ${node.left.getText()}`)
    : null;
const constant: Maker = ({ random, profile }, node) => {
  if (!ts.isNumericLiteral(node) || (ts.isPropertyAssignment(node.parent) && node.parent.name === node)) return null;
  // A member's value, or its type, may be one of few.
  if (profile.conforms && (ts.isPropertyAssignment(node.parent) || ts.isLiteralTypeNode(node.parent))) return null;
  const value = Number(node.text);
  return replaced(
    node,
    random.chance(0.8)
      ? random.pick([`${value + 1}`, value > 0 ? `${value - 1}` : "(-1)", "0", `${value * 2}`])
      : `(${random.pick(ODD)})`,
  );
};
const index: Maker = ({ random }, node) => {
  if (!ts.isElementAccessExpression(node)) return null;
  const i = node.argumentExpression.getText();
  return replaced(
    node.argumentExpression,
    random.pick([`${i} + 1`, `${i} - 1`, `(${i}) * 2`, `(${i}) / 2`, `-(${i})`, `(${i}) ^ 1`, `~(${i})`, `(${i}) + 0.5`]),
  );
};
const lengths: Maker = ({ random }, node) =>
  ts.isPropertyAccessExpression(node) && node.name.text === "length" && !isTarget(node)
    ? replaced(node, random.pick([`(${node.getText()} + 1)`, `(${node.getText()} - 1)`, `(${node.getText()} << 1)`]))
    : null;
const condition: Maker = ({ random }, node) => {
  if (!ts.isIfStatement(node)) return null;
  return replaced(node.expression, random.pick(["true", `!(${node.expression.getText()})`]));
};
const conjunct: Maker = ({ random }, node) =>
  ts.isBinaryExpression(node) && ["&&", "||"].includes(node.operatorToken.getText())
    ? replaced(node, random.chance(0.5) ? node.left.getText() : node.right.getText())
    : null;
const unwrap: Maker = (_, node) => {
  if (
    ts.isCallExpression(node) &&
    /^Math\.(?:floor|trunc|min|max|abs|ceil|round)$/u.test(node.expression.getText()) &&
    node.arguments.length > 0
  )
    return replaced(node, `(${node.arguments[0]!.getText()})`);
  if (ts.isBinaryExpression(node) && ["|", ">>>", "&", "%", ">>"].includes(node.operatorToken.getText()))
    return replaced(node, `(${node.left.getText()})`);
  return null;
};
const listed = (node: ts.Node): boolean =>
  ts.isStatement(node) && (ts.isBlock(node.parent) || ts.isSourceFile(node.parent) || ts.isCaseOrDefaultClause(node.parent));
const removal: Maker = (_, node) =>
  listed(node) &&
  !ts.isFunctionDeclaration(node) &&
  !ts.isClassDeclaration(node) &&
  !ts.isVariableStatement(node) &&
  !ts.isReturnStatement(node)
    ? replaced(node, ";")
    : null;
const doubled: Maker = (_, node) =>
  listed(node) && ts.isExpressionStatement(node) ? replaced(node, `${node.getText()} ${node.getText()}`) : null;
const swapped: Maker = (_, node) => {
  if (!listed(node) || !(ts.isBlock(node.parent) || ts.isCaseOrDefaultClause(node.parent))) return null;
  const at = node.parent.statements.indexOf(node as ts.Statement);
  const next = node.parent.statements[at + 1];
  if (next === undefined) return null;
  return { start: node.getStart(), end: next.end, text: `${next.getText()} ${node.getText()}` };
};
const step: Maker = ({ random }, node) =>
  (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) &&
  [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator)
    ? replaced(
        node,
        `${node.operand.getText()} ${node.operator === ts.SyntaxKind.PlusPlusToken ? "+=" : "-="} ${random.pick(["2", "3", "0.5"])}`,
      )
    : null;

/** Another variable of the function in place of this one. */
const renamed: Maker = ({ random, profile }, node) => {
  if (!ts.isIdentifier(node) || isTarget(node) || !isUse(node)) return null;
  // Another variable may be of another type: what a member holds, and what is returned, has to be of its own.
  if (profile.conforms && (isStoredInMember(node) || ts.isReturnStatement(node.parent))) return null;
  const scope = functionAround(node);
  const isReceiver = isReceiverOf(node);
  const others: string[] = [];
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at) && isUse(at) && at.text !== node.text && isReceiverOf(at) === isReceiver) others.push(at.text);
    ts.forEachChild(at, visit);
  };
  visit(scope);
  const usable = others.filter(
    (name) =>
      !/^(?:Math|Number|Array|Object|Reflect|Promise|Symbol|JSON|Map|String|structuredClone|parseInt|undefined|NaN|Infinity|arguments)$|Array$/u.test(
        name,
      ),
  );
  return usable.length === 0 ? null : replaced(node, random.pick(usable));
};

/** A change of something that is indexed nearby, between two statements. */
const inserted: Maker = (g, node) => {
  if (!listed(node) || ts.isSourceFile(node.parent)) return null;
  const scope = functionAround(node);
  const receivers: string[] = [];
  const visit = (at: ts.Node): void => {
    if (ts.isElementAccessExpression(at)) receivers.push(at.expression.getText().replace(/!$/u, ""));
    else if (ts.isPropertyAccessExpression(at) && at.name.text === "length")
      receivers.push(at.expression.getText().replace(/!$/u, ""));
    ts.forEachChild(at, visit);
  };
  visit(scope);
  const usable = receivers.filter((text) => /^(?:this\.)?[#\w]+$/u.test(text));
  if (usable.length === 0) return null;
  const name = g.random.pick(usable);
  const change = mutation(g, containerOf(name, "number[]"));
  const text = name.startsWith("this.") ? `(() => { ${change} })();` : wrapped(g, change);
  return g.random.chance(0.7)
    ? { start: node.getStart(), end: node.getStart(), text: `${text} ` }
    : { start: node.end, end: node.end, text: ` ${text}` };
};

const MAKERS: readonly (readonly [weight: number, make: Maker])[] = [
  [3, operator],
  [1, operands],
  [4, constant],
  [4, index],
  [2, lengths],
  [2, condition],
  [2, conjunct],
  [2, unwrap],
  [2, removal],
  [1, doubled],
  [1, swapped],
  [1.5, step],
  [2, renamed],
  [5, inserted],
];
const TOTAL = MAKERS.reduce((sum, [weight]) => sum + weight, 0);

function pickWeighted(random: Random): readonly [number, Maker] {
  let at = random.next() * TOTAL;
  for (const entry of MAKERS) {
    at -= entry[0];
    if (at < 0) return entry;
  }
  return MAKERS[0]!;
}

function isTarget(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent))
    return (
      parent.left === node &&
      parent.operatorToken.getText().endsWith("=") &&
      COMPARISONS[parent.operatorToken.getText()] === undefined
    );
  return (
    ts.isPostfixUnaryExpression(parent) ||
    ts.isPrefixUnaryExpression(parent) ||
    ts.isDeleteExpression(parent) ||
    ts.isForOfStatement(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent)
  );
}

/** An identifier that is read as a variable. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
  return (
    ts.isElementAccessExpression(parent) ||
    ts.isBinaryExpression(parent) ||
    ts.isReturnStatement(parent) ||
    (ts.isVariableDeclaration(parent) && parent.initializer === node)
  );
}

const isStoredInMember = ({ parent }: ts.Node): boolean =>
  ts.isBinaryExpression(parent) &&
  parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
  (ts.isPropertyAccessExpression(parent.left) || ts.isElementAccessExpression(parent.left));

const isReceiverOf = (node: ts.Node): boolean =>
  (ts.isElementAccessExpression(node.parent) || ts.isPropertyAccessExpression(node.parent)) && node.parent.expression === node;

function functionAround(node: ts.Node): ts.Node {
  let at = node;
  while (!ts.isSourceFile(at) && !ts.isFunctionLike(at)) at = at.parent;
  return at;
}
