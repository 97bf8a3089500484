/** How the checker resolves property names: claims about members, never proofs. */
import { ts } from "../typescript.js";
import { mayBeAccessorAnywhere } from "./accessor-names.js";
import type { PropertyClaim } from "../../core/hir.js";
import type { StaticType } from "../../core/static-type.js";
import type { ValueId } from "../../core/ids.js";
import type { ClassInfo } from "./binding.js";
import { isField } from "./class-scopes.js";
import type { FunctionContext, ProgramContext } from "./context.js";
import { hasBody, hasModifier, isParameterProperty } from "./syntax.js";

const UNKNOWN: PropertyClaim = { kind: "unknown" };

export type MemberUse = "read" | "write";

/** The claim for `object.name`, where `name` is the node of the member name. */
export function memberClaim(fn: FunctionContext, name: ts.MemberName, place: { object: ValueId; use: MemberUse }): PropertyClaim {
  if (ts.isPrivateIdentifier(name)) return privateClaim(fn, name, place.use);
  if (name.text === "length" && hasLength(fn.b.typeOf(place.object))) return { kind: "length" };
  const symbol = fn.checker.getSymbolAtLocation(name);
  return symbol === undefined ? UNKNOWN : symbolClaim(fn.program, symbol, place.use);
}

export function hasLength(type: StaticType | null): boolean {
  switch (type?.kind) {
    case "array":
    case "tuple":
    case "typedArray":
    case "string":
    case "arguments":
      return true;
    case "union":
      return type.members.every(hasLength);
    case "typeParameter":
      return hasLength(type.constraint);
    default:
      return false;
  }
}

export function symbolClaim(program: ProgramContext, symbol: ts.Symbol, use: MemberUse): PropertyClaim {
  for (const declaration of symbol.declarations ?? []) {
    const claim = declarationClaim(program, declaration, use);
    if (claim !== null) return claim;
  }
  return UNKNOWN;
}

function declarationClaim(program: ProgramContext, declaration: ts.Declaration, use: MemberUse): PropertyClaim | null {
  if (ts.isPropertySignature(declaration) || ts.isMethodSignature(declaration)) {
    return { kind: "property", readonly: hasModifier(declaration, ts.SyntaxKind.ReadonlyKeyword) };
  }
  const member = ts.isParameter(declaration) ? declaration.parent : declaration;
  const info = ts.isClassLike(member.parent) ? classInfoOf(program, member.parent) : null;
  if (info === null) return null;
  if (
    ts.isPropertyDeclaration(declaration)
      ? isPlainField(declaration)
      : ts.isParameter(declaration) && isParameterProperty(declaration)
  ) {
    const name = ts.getNameOfDeclaration(declaration);
    const { accessorNames } = program;
    const text = name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : null;
    if (mayBeAccessorAnywhere(accessorNames, text)) return UNKNOWN;
    return { kind: "field", class: info.id, readonly: hasModifier(declaration, ts.SyntaxKind.ReadonlyKeyword) };
  }
  return memberFunctionClaim(program, declaration, { info, use });
}

function isPlainField(member: ts.PropertyDeclaration): boolean {
  return isField(member) && !hasModifier(member, ts.SyntaxKind.AccessorKeyword) && ts.getDecorators(member) === undefined;
}

function memberFunctionClaim(
  program: ProgramContext,
  declaration: ts.Declaration,
  { info, use }: { info: ClassInfo; use: MemberUse },
): PropertyClaim | null {
  if (ts.isGetAccessorDeclaration(declaration) && use !== "read") return null;
  if (ts.isSetAccessorDeclaration(declaration) && use !== "write") return null;
  if (!hasBody(declaration) || (ts.canHaveDecorators(declaration) && ts.getDecorators(declaration) !== undefined)) return null;
  const unit = program.modules.get(declaration.getSourceFile())?.unitOf.get(declaration);
  return unit === undefined ? null : { kind: "member", class: info.id, function: unit.id };
}

export function classInfoOf(program: ProgramContext, node: ts.ClassLikeDeclaration): ClassInfo | null {
  return program.modules.get(node.getSourceFile())?.classOf.get(node) ?? null;
}

/**
 * Private names are scoped by syntax: the innermost class around that declares the name. What a class extends is evaluated outside of its scope; of decorators
 * that is left open.
 */
export function privateClaim(fn: FunctionContext, name: ts.PrivateIdentifier, use: MemberUse): PropertyClaim {
  // A call of a `WeakMap`'s method, or of the `call` of a private one, that others may have replaced; it is given the object.
  if (!fn.program.nativeFields) return UNKNOWN;
  let from: ts.Node = name;
  for (let node: ts.Node = name; !ts.isSourceFile(node); from = node, node = node.parent) {
    if (ts.isDecorator(node)) return UNKNOWN;
    if (!ts.isClassLike(node) || ts.isHeritageClause(from)) continue;
    const members = node.members.filter(
      (member) => member.name !== undefined && ts.isPrivateIdentifier(member.name) && member.name.text === name.text,
    );
    const [member] = members;
    if (member === undefined) continue;
    const info = classInfoOf(fn.program, node);
    if (info === null) return UNKNOWN;
    if (ts.isPropertyDeclaration(member)) {
      const accessor = hasModifier(member, ts.SyntaxKind.AccessorKeyword) || ts.getDecorators(member) !== undefined;
      return { kind: "hash", class: info.id, accessor, readonly: hasModifier(member, ts.SyntaxKind.ReadonlyKeyword) };
    }
    for (const candidate of members) {
      const claim = memberFunctionClaim(fn.program, candidate, { info, use });
      if (claim !== null) return claim;
    }
    return { kind: "hash", class: info.id, accessor: true, readonly: false };
  }
  return UNKNOWN;
}
