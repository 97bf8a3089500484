/** Dispatch over statement kinds, and the plain ones. */
import { ts } from "../typescript.js";
import type { ValueId } from "../../core/ids.js";
import type { FunctionContext } from "./context.js";
import { lowerExitContracts } from "./contracts/obligations.js";
import { findTarget, leave, withControl } from "./control.js";
import { lowerClassDeclaration } from "./classes.js";
import { lowerDirectDeclaration } from "./direct-moves.js";
import { directDeclaration } from "./direct-pattern.js";
import { lowerEffect, lowerExpression } from "./expressions.js";
import { lowerDoWhile, lowerFor, lowerForIn, lowerForOf, lowerWhile } from "./loops.js";
import { lowerEnum, lowerExportAssignment, lowerImportEquals, lowerNamespace } from "./module-parts.js";
import { lowerCondition } from "./operators.js";
import { specifierOf } from "./module-graph.js";
import { exportingNamespace, exportToNamespace } from "./namespace-export.js";
import { bindName, closing } from "./patterns.js";
import { staysModule } from "./held-built-ins.js";
import { asLoop, isLoop, noteRuns } from "./regions.js";
import { enterScope } from "./scope-entry.js";
import { lowerSwitch } from "./switch.js";
import { isAmbient } from "./syntax.js";
import { isBelow, rewriting } from "./targets.js";
import { lowerTry } from "./try.js";
import { undefinedValue, unknownValue } from "./values.js";
import { declaredBinding, isInitialiser, readBinding, writeBinding } from "./variables.js";

/** Statements in order. What follows a `using` declaration runs under its disposal. */
export function lowerStatements(fn: FunctionContext, statements: readonly ts.Statement[]): void {
  const marks: number[] = [];
  for (const [index, statement] of statements.entries()) {
    marks.push(fn.b.mark());
    if (ts.isVariableStatement(statement) && isUsing(statement.declarationList)) {
      lowerStatement(fn, statement);
      const dispose = disposal(fn, statement.declarationList);
      closing(fn, dispose, () => lowerStatements(fn, statements.slice(index + 1)));
      dispose();
      return;
    }
    lowerStatement(fn, statement);
  }
  noteRuns(fn, statements, marks);
}

export function isUsing(list: ts.VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.Using) !== 0;
}

/** Disposal may run any code, and waits when it is asynchronous. */
export function disposal(fn: FunctionContext, list: ts.VariableDeclarationList): () => void {
  return () => {
    for (const { name } of [...list.declarations].reverse()) {
      const binding = ts.isIdentifier(name) ? declaredBinding(fn, name) : null;
      const value = binding === null ? undefinedValue(fn) : readBinding(fn, binding);
      fn.b.emit({ op: "suspend", mode: "using", value });
    }
  };
}

export function lowerBlock(fn: FunctionContext, block: ts.Block): void {
  enterScope(fn, block);
  lowerStatements(fn, block.statements);
}

export function lowerStatement(fn: FunctionContext, node: ts.Statement, labels: readonly string[] = []): void {
  if (labels.length === 0 && isLoop(node)) asLoop(fn, node, () => lowerOne(fn, node, labels));
  else lowerOne(fn, node, labels);
}

function lowerOne(fn: FunctionContext, node: ts.Statement, labels: readonly string[]): void {
  if (ts.isForStatement(node)) return lowerFor(fn, node, labels);
  if (ts.isForOfStatement(node)) return lowerForOf(fn, node, labels);
  if (ts.isForInStatement(node)) return lowerForIn(fn, node, labels);
  if (ts.isWhileStatement(node)) return lowerWhile(fn, node, labels);
  if (ts.isDoStatement(node)) return lowerDoWhile(fn, node, labels);
  if (ts.isSwitchStatement(node)) return lowerSwitch(fn, node, labels);
  if (ts.isLabeledStatement(node)) return lowerStatement(fn, node.statement, [...labels, node.label.text]);
  if (labels.length > 0) return lowerLabelled(fn, labels, () => lowerStatement(fn, node));
  if (ts.isExpressionStatement(node)) return lowerEffect(fn, node.expression);
  if (ts.isVariableStatement(node)) return isAmbient(node) ? undefined : lowerVariables(fn, node.declarationList);
  if (ts.isIfStatement(node)) return lowerIf(fn, node);
  if (ts.isReturnStatement(node)) return lowerReturn(fn, node);
  if (ts.isBlock(node)) return lowerBlock(fn, node);
  if (ts.isBreakOrContinueStatement(node)) return lowerJump(fn, node);
  if (ts.isThrowStatement(node)) return fn.b.raise(lowerExpression(fn, node.expression));
  if (ts.isTryStatement(node)) return lowerTry(fn, node);
  if (ts.isClassDeclaration(node)) return lowerClassDeclaration(fn, node);
  lowerRareStatement(fn, node);
}

function lowerRareStatement(fn: FunctionContext, node: ts.Statement): void {
  if (ts.isFunctionDeclaration(node)) return passFunction(fn, node);
  if (ts.isEnumDeclaration(node)) return lowerEnum(fn, node);
  if (ts.isModuleDeclaration(node)) return lowerNamespace(fn, node);
  if (ts.isExportAssignment(node)) return lowerExportAssignment(fn, node);
  if (ts.isImportEqualsDeclaration(node)) return lowerImportEquals(fn, node);
  if (ts.isWithStatement(node)) {
    lowerExpression(fn, node.expression);
    enterScope(fn, node);
    return lowerStatement(fn, node.statement);
  }
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && !staysModule(fn.program.options, fn.unit.sourceFile))
    return lowerRequire(fn, node);
  // Imports and re-exports of ES modules run nothing here; types, `debugger` and empty statements run nothing at all.
}

/** `require("m")`, where the statement stands: it runs the module, if nobody did before. */
function lowerRequire(fn: FunctionContext, node: ts.ImportDeclaration | ts.ExportDeclaration): void {
  const specifier = specifierOf(node);
  if (specifier !== undefined && ts.isStringLiteral(specifier))
    fn.b.emit({ op: "import", module: specifier.text, name: "export=" });
}

/**
 * Annex B.3.2: evaluating a sloppy function declaration in a block assigns the function to the variable around. One that a namespace exports
 * becomes a member where it stands.
 */
function passFunction(fn: FunctionContext, node: ts.FunctionDeclaration): void {
  const outer = fn.module.bindings.annexB.get(node);
  const inner = node.name === undefined || node.body === undefined ? null : declaredBinding(fn, node.name);
  if (inner === null) return;
  if (outer !== undefined) writeBinding(fn, outer, { value: readBinding(fn, inner), initialises: false });
  const namespace = exportingNamespace(fn, node);
  if (namespace !== null) exportToNamespace(fn, namespace, { name: inner.name, value: readBinding(fn, inner) });
}

export function lowerVariables(fn: FunctionContext, list: ts.VariableDeclarationList): void {
  const isVar = (list.flags & ts.NodeFlags.BlockScoped) === 0;
  for (const declaration of list.declarations) {
    const { name, initializer } = declaration;
    const direct = directDeclaration(declaration);
    if (direct !== null) lowerDirectDeclaration(fn, direct);
    else if (initializer !== undefined) {
      const value = lowerExpression(fn, initializer);
      bindName(fn, name, isUsing(list) ? resourceOf(fn, value) : value);
      // A `using` declaration reads the disposal method: any code.
      if (isUsing(list)) fn.b.emit({ op: "suspend", mode: "using", value });
    } else if (!isVar && ts.isIdentifier(name)) {
      const binding = declaredBinding(fn, name);
      if (binding !== null && binding.kind !== "namespaceMember")
        writeBinding(fn, binding, { value: undefinedValue(fn), initialises: isInitialiser(binding, name) });
    }
  }
}

/** `__addDisposableResource(env, value, false)` hands the value back, unless the helper is a package's: that may be anybody's. */
function resourceOf(fn: FunctionContext, value: ValueId): ValueId {
  const { ESNext } = ts.ScriptTarget;
  if (fn.program.options.importHelpers !== true || !isBelow(fn, ESNext)) return value;
  return rewriting(fn, { construct: "`using`", below: ESNext, uses: [value] });
}

function lowerIf(fn: FunctionContext, node: ts.IfStatement): void {
  const { b } = fn;
  const yes = b.newBlock();
  const no = b.newBlock();
  const join = node.elseStatement === undefined ? no : b.newBlock();
  lowerCondition(fn, node.expression, { yes, no });
  b.enter(yes);
  lowerStatement(fn, node.thenStatement);
  b.goto(join);
  if (node.elseStatement !== undefined) {
    b.enter(no);
    lowerStatement(fn, node.elseStatement);
    b.goto(join);
  }
  b.enter(join);
}

function lowerReturn(fn: FunctionContext, node: ts.ReturnStatement): void {
  const { b } = fn;
  const operand = node.expression === undefined ? undefinedValue(fn) : lowerExpression(fn, node.expression);
  const awaited = fn.unit.flavour === "asyncGenerator" && node.expression !== undefined;
  const value = awaited ? b.emit({ op: "suspend", mode: "await", value: operand }) : operand;
  lowerExitContracts(fn, node, value);
  if (fn.control.every((entry) => entry.kind !== "shared")) {
    return leave(fn, 0, () => b.end({ kind: "return", value }));
  }
  // A shared clean-up is reached from several places: the value waits in a local.
  const holder = b.newLocal("(return)");
  b.set(holder, value);
  leave(fn, 0, () => b.end({ kind: "return", value: b.get(holder) }));
}

function lowerJump(fn: FunctionContext, node: ts.BreakOrContinueStatement): void {
  const jump = ts.isBreakStatement(node) ? "break" : "continue";
  const depth = findTarget(fn, node.label?.text ?? null, jump);
  const entry = fn.control[depth];
  const block = entry?.kind === "target" ? (jump === "break" ? entry.breakTo : entry.continueTo) : null;
  // A jump to nowhere is a syntax error: the file does not run.
  if (block === null) return void unknownValue(fn, { construct: "jump without a target" });
  leave(fn, depth + 1, () => fn.b.goto(block));
}

function lowerLabelled(fn: FunctionContext, labels: readonly string[], body: () => void): void {
  const { b } = fn;
  const after = b.newBlock();
  withControl(fn, { kind: "target", labels, breakTo: after, continueTo: null, implicit: false }, body);
  b.goto(after);
  b.enter(after);
}
