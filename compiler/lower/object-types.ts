/**
 * The members of object types that the program reads or writes, as data: what A1t claims of a parameter or field, member by member. A
 * type is noted when a member of it is accessed, so the table holds no more than accesses ask for, however deep the types are.
 */
import { ts } from "../typescript.js";
import type { HirObjectType, ObjectMemberType } from "../../core/hir.js";
import { someAlternative, type StaticType } from "../../core/static-type.js";
import { mayBeAccessor } from "./accessor-names.js";
import { isDataMember } from "./data-member.js";
import { mayBeLate } from "./late-fields.js";
import { isLooseMember, memberKeys } from "./loose-stores.js";
import type { MemberExceptions } from "./member-exceptions.js";
import { orUndefined } from "./static-type.js";
import { calledKey } from "./yielding-names.js";

export interface ObjectTypes {
  /** The identity of an object type: its place in the table. */
  readonly idOf: (type: ts.Type) => number;
  /** `type` is accessed by member `name`. */
  readonly note: (type: ts.Type, name: string) => void;
  readonly table: () => readonly HirObjectType[];
}

export interface ObjectTypesContext {
  readonly checker: ts.TypeChecker;
  readonly exceptions: MemberExceptions;
  readonly declaredTypeOf: (type: ts.Type) => StaticType;
  readonly nativeFields: boolean;
}

export function createObjectTypes({ checker, exceptions, declaredTypeOf, nativeFields }: ObjectTypesContext): ObjectTypes {
  const ids = new Map<ts.Type, number>();
  const members: Map<string, ObjectMemberType>[] = [];
  const idOf = (type: ts.Type): number => {
    let id = ids.get(type);
    if (id === undefined) {
      id = members.length;
      ids.set(type, id);
      members.push(new Map());
    }
    return id;
  };
  /** A string goes into a member of an enum by a type that the object passes for. */
  const widened = (type: ts.Type): StaticType => {
    const declared = declaredTypeOf(type);
    return declared.kind === "string" ? { kind: "string", literal: null } : declared;
  };
  const noteMember = (holder: ts.Type, name: string): void => {
    const known = members[idOf(holder)];
    // Of texts that begin like a private name (`textName`) nothing is believed.
    if (known === undefined || known.has(name) || name.startsWith("\\")) return;
    const symbol = name.startsWith("#") ? privateMember(holder, name, checker) : checker.getPropertyOfType(holder, name);
    if (symbol === undefined) return;
    // Set before the member's own type is converted: types may be recursive.
    known.set(name, { type: { kind: "unknown" }, data: false });
    const isEnumMember = (symbol.flags & ts.SymbolFlags.EnumMember) !== 0;
    const declared = (isEnumMember ? widened : declaredTypeOf)(checker.getTypeOfSymbol(symbol));
    const keys = isCallable(declared) ? [...memberKeys(symbol), calledKey(name)] : memberKeys(symbol);
    const isLoose =
      keys.some((key) => isLooseMember(key, exceptions.loose.members)) || (isCallable(declared) && isMerged(symbol, checker));
    const believed: StaticType = isLoose ? { kind: "unknown" } : declared;
    known.set(name, {
      type: mayBeLate(exceptions.late, name, declared) ? orUndefined(believed) : believed,
      data:
        isDataMember(symbol, checker) &&
        (nativeFields || !name.startsWith("#")) &&
        !mayBeAccessor(exceptions.accessors, { holder, name, declared: isOptional(symbol) ? null : declared }, checker),
    });
  };
  const note = (type: ts.Type, name: string): void => {
    if (type.isUnion()) {
      for (const member of type.types) note(member, name);
      return;
    }
    if (type.flags & ts.TypeFlags.Instantiable) {
      const constraint = checker.getBaseConstraintOfType(type);
      if (constraint !== undefined && constraint !== type) note(constraint, name);
      return;
    }
    if (type.flags & ts.TypeFlags.Object || type.isIntersection()) noteMember(type, name);
  };
  return {
    idOf,
    note,
    table: () =>
      members.map((own) => ({
        members: Object.fromEntries([...own].sort(([left], [right]) => (left < right ? -1 : 1))),
      })),
  };
}

const isCallable = (type: StaticType): boolean => someAlternative(type, ({ kind }) => kind === "function");

/** An interface of the name of a class says more of a method than the class does which has it. */
const isMerged = ({ declarations }: ts.Symbol, checker: ts.TypeChecker): boolean =>
  declarations?.some(
    ({ parent }) =>
      ts.isInterfaceDeclaration(parent) && ((checker.getSymbolAtLocation(parent.name)?.flags ?? 0) & ts.SymbolFlags.Class) !== 0,
  ) === true;

const isOptional = ({ flags }: ts.Symbol): boolean => (flags & ts.SymbolFlags.Optional) !== 0;

/** Private names are mangled in the checker's tables. */
function privateMember(type: ts.Type, name: string, checker: ts.TypeChecker): ts.Symbol | undefined {
  return checker.getPropertiesOfType(type).find((symbol) => {
    const declared = symbol.valueDeclaration === undefined ? undefined : ts.getNameOfDeclaration(symbol.valueDeclaration);
    return declared !== undefined && ts.isPrivateIdentifier(declared) && declared.text === name;
  });
}
