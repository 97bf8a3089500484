/** The contracts of functions, classes and loops: parsed, with names and types resolved. What is malformed is reported and not in force. */
import { ts } from "../../typescript.js";
import type { ContractKind } from "../../../core/contract.js";
import type { ContractAnnotation } from "../../../core/annotation.js";
import { clausesOf } from "../../../policy/annotations/clauses.js";
import type { Binding, Scope, Unit } from "../binding.js";
import { isStatic } from "../class-scopes.js";
import type { ProgramContext } from "../context.js";
import { hasBody, hasModifier } from "../syntax.js";
import { contractsBefore } from "./comments.js";
import { noteProblem, type DeclaredContract, type FunctionContracts } from "./table.js";
import { resolveTerms, type NamedModule, type TermScope } from "./terms.js";
import { someTerm } from "./walk.js";

const NONE: FunctionContracts = { entry: [], exit: [], exitHolds: false };

/** What the tags of a comment may be where it stands, and what stands there, for messages. */
interface Place {
  readonly module: NamedModule;
  readonly allowed: readonly ContractKind[];
  readonly what: string;
}

function declare(place: Place, annotation: ContractAnnotation, scope: TermScope): readonly DeclaredContract[] {
  const { module, allowed, what } = place;
  const { kind, expression, span, text } = annotation;
  const { contracts } = module.program;
  const report = (problem: { readonly span: typeof span; readonly message: string }): readonly [] => {
    noteProblem(contracts, module.bindings.sourceFile, problem);
    return [];
  };
  if (!allowed.includes(kind)) return report({ span, message: `\`@${kind}\` says nothing of ${what}` });
  const resolved = resolveTerms(expression, scope);
  if (resolved.kind === "wrong") return report(resolved.problem);
  const clauses = clausesOf(resolved.expression);
  if (clauses === null) return report({ span, message: "the contract is too long; write several" });
  const contract = { kind, clauses, text };
  const names = volatileNames(contract, scope);
  if (names.length > 0) {
    const message = `\`${names[0] ?? ""}\` is assigned by a closure, which could run while the contract is read`;
    return report({ span, message });
  }
  return [{ contract, span }];
}

/** Captured and assigned variables, where the contract also reads members: a getter could assign them in between. */
function volatileNames(contract: DeclaredContract["contract"], scope: TermScope): readonly string[] {
  if (!someTerm(contract, (term) => term.kind === "member")) return [];
  const names: string[] = [];
  someTerm(contract, (term) => {
    const binding = term.kind === "name" ? scope.lookup(term.name) : null;
    if (binding !== null && typeof binding !== "string" && binding.cell !== null && binding.reassigned) names.push(binding.name);
    return false;
  });
  return names;
}

export function contractsOfUnit(program: ProgramContext, unit: Unit): FunctionContracts {
  const known = program.contracts.ofUnit.get(unit);
  if (known !== undefined) return known;
  const bindings = program.modules.get(unit.sourceFile);
  const made = bindings === undefined ? NONE : declaredContracts({ program, bindings }, unit);
  program.contracts.ofUnit.set(unit, made);
  return made;
}

function declaredContracts(module: NamedModule, unit: Unit): FunctionContracts {
  const { node } = unit;
  if (!ts.isFunctionLike(node) || !hasBody(node)) return NONE;
  const annotations = contractsBefore(module.program.contracts, node, unit.sourceFile);
  const invariants = ownsInvariants(unit) ? invariantsOf(module, unit) : [];
  if (annotations.length === 0 && invariants.length === 0) return NONE;
  const isGenerator = unit.flavour === "generator" || unit.flavour === "asyncGenerator";
  const place: Place = {
    module,
    allowed: isGenerator ? ["requires"] : ["requires", "ensures"],
    what: isGenerator ? "a generator: it returns before its body runs" : "a function: it belongs to a class or a loop",
  };
  const declared = annotations.flatMap((annotation) =>
    declare(place, annotation, scopeOfFunction(module, unit, annotation.kind)),
  );
  const requires = declared.filter(({ contract }) => contract.kind === "requires");
  const ensures = declared.filter(({ contract }) => contract.kind === "ensures");
  return {
    entry: [...(unit.kind === "constructor" ? [] : invariants), ...requires],
    exit: [...ensures, ...(isGenerator ? [] : invariants)],
    exitHolds: unit.flavour === "normal" && unit.usesArguments === "no" && !unit.dynamic && !hasCleanup(node),
  };
}

/** Public and protected methods and accessors, and constructors: the boundary at which a class keeps its word. */
function ownsInvariants(unit: Unit): boolean {
  const { node, ofClass } = unit;
  if (ofClass === null || !ts.isClassElement(node) || unit.kind === "static" || isStatic(node)) return false;
  if (ts.isConstructorDeclaration(node)) return true;
  const isPrivate =
    hasModifier(node, ts.SyntaxKind.PrivateKeyword) || (node.name !== undefined && ts.isPrivateIdentifier(node.name));
  return !isPrivate;
}

function invariantsOf(module: NamedModule, unit: Unit): readonly DeclaredContract[] {
  const node = unit.ofClass?.node;
  const { contracts } = module.program;
  if (node === undefined) return [];
  const known = contracts.ofLoop.get(node);
  if (known !== undefined) return known;
  const annotations = contractsBefore(contracts, node, unit.sourceFile);
  const place: Place = { module, allowed: ["invariant"], what: "a class: it belongs to a function" };
  const scope: TermScope = {
    module,
    lookup: () => null,
    names: () => ["this"],
    thisClass: node,
    isConstructor: false,
    result: "`result` is known where a function returns",
    noOld: "`old` is known where a function returns",
    onlyOld: () => null,
  };
  const made = annotations.flatMap((annotation) => declare(place, annotation, scope));
  contracts.ofLoop.set(node, made);
  return made;
}

function scopeOfFunction(module: NamedModule, unit: Unit, kind: ContractKind): TermScope {
  const { checker } = module.program;
  const { node } = unit;
  const scope = module.bindings.scopeOf.get(node);
  const isEntry = kind !== "ensures";
  const lookup = (name: string): Binding | string | null => {
    const binding = scope?.names.get(name);
    if (binding?.kind !== "param") return null;
    const [, ...again] = binding.declarations.filter(({ parent }) => !ts.isVariableDeclaration(parent));
    if (again.length > 0) return `\`${name}\` is declared again, so that it is no longer what was passed`;
    if (unit.dynamic) return "`eval` or `with` in this function may change what names mean";
    const hides = (one: Binding): boolean => one !== binding && one.name === name && (!isEntry || isOfBody(module, unit, one));
    if (unit.bindings.some(hides)) return `another \`${name}\` inside the function hides this parameter; rename one of them`;
    return binding;
  };
  const signature = ts.isFunctionLike(node) ? checker.getSignatureFromDeclaration(node) : undefined;
  const noResult =
    kind !== "ensures"
      ? "`result` is known where the function returns; say `@ensures`"
      : unit.flavour !== "normal"
        ? "the result of an async function is not there yet when it returns"
        : unit.kind === "constructor"
          ? "a constructor returns `this`"
          : null;
  return {
    module,
    lookup,
    names: () => [...(scope?.names.keys() ?? []), "result", "this"],
    thisClass: kind === "requires" && unit.kind === "constructor" ? null : hasThis(unit) ? (unit.ofClass?.node ?? null) : null,
    isConstructor: unit.kind === "constructor",
    result: noResult ?? signature?.getReturnType() ?? "the type of the result is not known",
    noOld: isEntry ? "`old` is known where the function returns; say `@ensures`" : null,
    onlyOld: (binding) =>
      isEntry || !binding.reassigned
        ? null
        : `\`${binding.name}\` is assigned in the function; write \`old(${binding.name})\` for what was passed`,
  };
}

const hasThis = (unit: Unit): boolean => ts.isClassElement(unit.node) && !isStatic(unit.node);

/** Declared in the outermost scope of the body, where a check on entry stands. */
function isOfBody(module: NamedModule, unit: Unit, binding: Binding): boolean {
  const { node } = unit;
  const body = ts.isFunctionLike(node) && hasBody(node) ? node.body : undefined;
  return body !== undefined && module.bindings.scopeOf.get(body) === binding.scope && !module.bindings.copiedFrom.has(binding);
}

/** Whether a `finally` or a disposal may run between a return of the function and its caller. */
function hasCleanup(node: ts.Node): boolean {
  const within = (child: ts.Node): boolean => {
    if (ts.isFunctionLike(child) || ts.isClassLike(child)) return false;
    if (ts.isTryStatement(child) && child.finallyBlock !== undefined) return true;
    if (ts.isVariableDeclarationList(child) && (child.flags & ts.NodeFlags.Using) !== 0) return true;
    // An iterator is closed on the way out of its loop.
    if (ts.isForOfStatement(child)) return true;
    return ts.forEachChild(child, (one) => within(one) || undefined) ?? false;
  };
  return ts.forEachChild(node, (child) => within(child) || undefined) ?? false;
}

export function contractsOfLoop(module: NamedModule, loop: ts.IterationStatement, unit: Unit): readonly DeclaredContract[] {
  const { contracts } = module.program;
  const known = contracts.ofLoop.get(loop);
  if (known !== undefined) return known;
  const annotations = contractsBefore(contracts, loop, unit.sourceFile);
  const hasHead = ts.isForStatement(loop) || ts.isWhileStatement(loop) || ts.isDoStatement(loop);
  const place: Place = {
    module,
    allowed: hasHead ? ["invariant"] : [],
    what: hasHead ? "a loop: it belongs to a function" : "`for…of` and `for…in`; write the loop with an index",
  };
  const made = annotations.flatMap((annotation) => declare(place, annotation, scopeOfLoop(module, loop, unit)));
  contracts.ofLoop.set(loop, made);
  return made;
}

function scopeOfLoop(module: NamedModule, loop: ts.IterationStatement, unit: Unit): TermScope {
  const inner = module.bindings.scopeOf.get(loop);
  const names = new Set<string>();
  for (let scope: Scope | null = inner ?? null; scope !== null && scope.unit === unit; scope = scope.parent)
    for (const name of scope.names.keys()) names.add(name);
  const lookup = (name: string): Binding | string | null => {
    for (let scope: Scope | null = inner ?? null; scope !== null; scope = scope.parent) {
      const binding = scope.names.get(name);
      if (binding === undefined) continue;
      if (binding.unit !== unit) return scope.parent === null ? null : `\`${name}\` belongs to another function`;
      if (unit.dynamic) return "`eval` or `with` in this function may change what names mean";
      const [declaration] = binding.declarations;
      const isLater = declaration !== undefined && declaration.pos >= loop.statement.pos && binding.kind !== "var";
      if (isLater || (declaration !== undefined && declaration.pos >= loop.end))
        return `\`${name}\` is declared only after this point`;
      if (ts.isDoStatement(loop) && module.bindings.scopeOf.get(loop.statement)?.names.has(name) === true)
        return `another \`${name}\` in the body of the loop hides this one; rename one of them`;
      return binding;
    }
    return null;
  };
  return {
    module,
    lookup,
    names: () => names,
    thisClass: hasThis(unit) ? (unit.ofClass?.node ?? null) : null,
    isConstructor: unit.kind === "constructor",
    result: "`result` is known where the function returns",
    noOld: "`old` is known where the function returns; keep the value in a variable before the loop",
    onlyOld: () => null,
  };
}
