/** Gives the names of a contract their meaning and checks its types. The first error wins. */
import { ts } from "../../typescript.js";
import type { AnnotationProblem, ContractAtom, ContractExpression, ContractTerm } from "../../../core/contract.js";
import type { PropertyClaim } from "../../../core/hir.js";
import type { Span } from "../../../core/span.js";
import { didYouMean } from "../../../policy/suggest.js";
import type { Binding } from "../binding.js";
import { classInfoOf, hasLength, symbolClaim } from "../claims.js";
import type { ModuleContext } from "../context.js";
import { isNumberLike } from "../receiver.js";
import { hasModifier } from "../syntax.js";
import type { TermNote } from "./table.js";

/** Enough of a module to say what a name means in it. */
export type NamedModule = Pick<ModuleContext, "program" | "bindings">;

/** What the names of a contract may mean where it stands. */
export interface TermScope {
  readonly module: NamedModule;
  /** The binding of a name, a reason why the contract cannot use it, or null when there is none. */
  readonly lookup: (name: string) => Binding | string | null;
  /** Names for suggestions. */
  readonly names: () => Iterable<string>;
  /** The class whose instance `this` is; null where a contract has no `this`. */
  readonly thisClass: ts.ClassLikeDeclaration | null;
  readonly isConstructor: boolean;
  /** Type of what the function returns; a reason where there is no `result`. */
  readonly result: ts.Type | string;
  /** A reason where there is no `old`; null where there is. */
  readonly noOld: string | null;
  /** A binding the contract may name only inside `old`, with the reason; null when it may be named. */
  readonly onlyOld: (binding: Binding) => string | null;
}

/** `type` null: anything may be here, and comparisons with it are accepted. */
interface Typed {
  readonly term: ContractTerm;
  readonly type: ts.Type | null;
}

export type Resolved =
  | { readonly kind: "resolved"; readonly expression: ContractExpression }
  | { readonly kind: "wrong"; readonly problem: AnnotationProblem };

export function resolveTerms(expression: ContractExpression, scope: TermScope): Resolved {
  const { program } = scope.module;
  const { checker, contracts } = program;
  const found: { problem: AnnotationProblem | null } = { problem: null };
  const fail = (span: Span, message: string): null => {
    found.problem ??= { span, message };
    return null;
  };
  const note = (term: ContractTerm, one: Partial<TermNote> & { readonly tsType: ts.Type | null }): void => {
    const type = one.tsType === null ? ({ kind: "unknown" } as const) : program.staticTypeOf(one.tsType);
    contracts.notes.set(term, { binding: one.binding ?? null, claim: one.claim ?? { kind: "unknown" }, type });
  };

  const nameTerm = (term: Extract<ContractTerm, { kind: "name" }>, insideOld: boolean): Typed | null => {
    const binding = scope.lookup(term.name);
    if (typeof binding === "string") return fail(term.span, binding);
    if (binding === null) {
      const constant = moduleConstant(scope.module, term.name);
      if (constant !== null) return { term: { kind: "number", value: constant }, type: checker.getNumberType() };
      return fail(term.span, `\`${term.name}\` is no name a contract can use here${didYouMean(term.name, scope.names())}`);
    }
    const reason = insideOld ? null : scope.onlyOld(binding);
    if (reason !== null) return fail(term.span, reason);
    const [declaration] = binding.declarations;
    const type = declaration === undefined ? null : checker.getTypeAtLocation(declaration);
    note(term, { binding, tsType: type });
    return { term, type };
  };

  const memberTerm = (term: Extract<ContractTerm, { kind: "member" }>, insideOld: boolean): Typed | null => {
    const object = resolve(term.object, insideOld);
    if (object === null) return null;
    const made: ContractTerm = { ...term, object: object.term };
    const at: Span = { start: term.span.end - term.name.length, end: term.span.end };
    if (object.type === null || (object.type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) {
      note(made, { tsType: null });
      return { term: made, type: null };
    }
    if (term.name.startsWith("#")) return hashTerm(made, at);
    const holder = checker.getApparentType(checker.getNonNullableType(object.type));
    const symbol = checker.getPropertyOfType(holder, term.name);
    if (symbol === undefined) {
      const names = checker.getPropertiesOfType(holder).map((one) => one.name);
      return fail(at, `\`${term.name}\` is no member of \`${checker.typeToString(object.type)}\`${didYouMean(term.name, names)}`);
    }
    const runs = (symbol.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)) !== 0;
    if (runs) return fail(at, `\`${term.name}\` is a method or accessor, which runs code; a contract reads fields and lengths`);
    const type = checker.getTypeOfSymbol(symbol);
    const isLength = term.name === "length" && hasLength(program.staticTypeOf(checker.getNonNullableType(object.type)));
    note(made, { claim: isLength ? { kind: "length" } : symbolClaim(program, symbol, "read"), tsType: type });
    return { term: made, type };
  };

  const hashTerm = (term: Extract<ContractTerm, { kind: "member" }>, at: Span): Typed | null => {
    const node = scope.thisClass;
    const member = node?.members.find(
      (one) => one.name !== undefined && ts.isPrivateIdentifier(one.name) && one.name.text === term.name,
    );
    const info = node === null ? null : classInfoOf(program, node);
    if (term.object.kind !== "this" || member === undefined || info === null)
      return fail(at, `\`${term.name}\` is no private field of this class`);
    if (!ts.isPropertyDeclaration(member) || hasModifier(member, ts.SyntaxKind.AccessorKeyword))
      return fail(at, `\`${term.name}\` is a method or accessor, which runs code; a contract reads fields and lengths`);
    const claim: PropertyClaim = {
      kind: "hash",
      class: info.id,
      accessor: false,
      readonly: hasModifier(member, ts.SyntaxKind.ReadonlyKeyword),
    };
    const type = checker.getTypeAtLocation(member);
    note(term, { claim, tsType: type });
    return { term, type };
  };

  const arithmeticTerm = (term: Extract<ContractTerm, { kind: "arithmetic" }>, insideOld: boolean): Typed | null => {
    const left = number(term.left, term.span, insideOld);
    const right = left === null ? null : number(term.right, term.span, insideOld);
    if (left === null || right === null) return null;
    return { term: { ...term, left: left.term, right: right.term }, type: checker.getNumberType() };
  };

  const resolve = (term: ContractTerm, insideOld: boolean): Typed | null => {
    switch (term.kind) {
      case "number":
        return { term, type: checker.getNumberType() };
      case "string":
        return { term, type: checker.getStringType() };
      case "boolean":
        return { term, type: checker.getBooleanType() };
      case "null":
        return { term, type: checker.getNullType() };
      case "undefined":
        return { term, type: checker.getUndefinedType() };
      case "name":
        return nameTerm(term, insideOld);
      case "this": {
        if (scope.thisClass === null) return fail(term.span, "`this` has no fixed meaning here");
        if (insideOld && scope.isConstructor) return fail(term.span, "there is no instance yet when the constructor is entered");
        const type = instanceType(checker, scope.thisClass);
        note(term, { tsType: type });
        return { term, type };
      }
      case "result": {
        if (typeof scope.result === "string") return fail(term.span, scope.result);
        if (insideOld) return fail(term.span, "there is no result yet when the function is entered");
        note(term, { tsType: scope.result });
        return { term, type: scope.result };
      }
      case "member":
        return memberTerm(term, insideOld);
      case "old": {
        if (scope.noOld !== null) return fail(term.span, scope.noOld);
        if (insideOld) return fail(term.span, "`old` inside `old` says nothing more");
        const inner = resolve(term.term, true);
        if (inner === null) return null;
        const made: ContractTerm = { ...term, term: inner.term };
        note(made, { tsType: inner.type });
        return { term: made, type: inner.type };
      }
      case "arithmetic":
        return arithmeticTerm(term, insideOld);
    }
  };

  const shown = (type: ts.Type): string => checker.typeToString(type);
  const number = (term: ContractTerm, around: Span, insideOld: boolean): Typed | null => {
    const typed = resolve(term, insideOld);
    if (typed === null) return null;
    const { type } = typed;
    if (type === null || (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return typed;
    if (isNumberLike(checker.getNonNullableType(type), checker)) return typed;
    return fail("span" in term ? term.span : around, `a number is expected here, and this is \`${shown(type)}\``);
  };

  const atomOf = (atom: ContractAtom, span: Span): ContractAtom | null => {
    switch (atom.kind) {
      case "integer": {
        const typed = number(atom.term, span, false);
        return typed && { kind: "integer", term: typed.term };
      }
      case "truth": {
        const typed = resolve(atom.term, false);
        if (typed === null) return null;
        const { type } = typed;
        const isBoolean = type === null || (type.flags & (ts.TypeFlags.BooleanLike | ts.TypeFlags.Any)) !== 0 || type.isUnion();
        if (!isBoolean)
          return fail(span, `a condition is expected here, and this is \`${shown(type)}\`; compare it with something`);
        return { kind: "truth", term: typed.term };
      }
      case "compare": {
        const { operator } = atom;
        const side = (term: ContractTerm): Typed | null =>
          operator === "===" || operator === "!==" ? resolve(term, false) : number(term, span, false);
        const left = side(atom.left);
        const right = left === null ? null : side(atom.right);
        return left && right && { kind: "compare", operator, left: left.term, right: right.term };
      }
    }
  };

  const walk = (node: ContractExpression): ContractExpression | null => {
    switch (node.kind) {
      case "atom": {
        const atom = atomOf(node.atom, node.span);
        return atom && { ...node, atom };
      }
      case "not": {
        const operand = walk(node.operand);
        return operand && { ...node, operand };
      }
      case "and":
      case "or": {
        const left = walk(node.left);
        const right = left === null ? null : walk(node.right);
        return left && right && { ...node, left, right };
      }
    }
  };

  const resolved = walk(expression);
  if (resolved === null || found.problem !== null)
    return { kind: "wrong", problem: found.problem ?? { span: expression.span, message: "the contract cannot be resolved" } };
  return { kind: "resolved", expression: resolved };
}

function instanceType(checker: ts.TypeChecker, node: ts.ClassLikeDeclaration): ts.Type | null {
  const type = checker.getTypeAtLocation(node);
  if (ts.isClassDeclaration(node)) return type;
  return type.getConstructSignatures()[0]?.getReturnType() ?? null;
}

/** A module-level `const` with a numeric literal: its number stands in the contract, so that callers elsewhere need no name for it. */
function moduleConstant(module: NamedModule, name: string): number | null {
  const binding = module.bindings.scopeOf.get(module.bindings.sourceFile)?.names.get(name);
  const [declaration] = binding?.declarations ?? [];
  if (binding?.kind !== "const" || declaration === undefined) return null;
  const { parent } = declaration;
  if (!ts.isVariableDeclaration(parent) || parent.name !== declaration || parent.initializer === undefined) return null;
  const { initializer } = parent;
  if (ts.isNumericLiteral(initializer)) return Number(initializer.text);
  const isNegative = ts.isPrefixUnaryExpression(initializer) && initializer.operator === ts.SyntaxKind.MinusToken;
  return isNegative && ts.isNumericLiteral(initializer.operand) ? -Number(initializer.operand.text) : null;
}
