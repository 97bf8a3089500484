// The part of a type checker that compares types: flags in enums, symbols in tables and arrays, signatures, type arguments, a cache.
enum TypeFlags {
  Any = 1 << 0,
  String = 1 << 1,
  Number = 1 << 2,
  Boolean = 1 << 3,
  Undefined = 1 << 4,
  Null = 1 << 5,
  Union = 1 << 6,
  Tuple = 1 << 7,
  Object = 1 << 8,
  Reference = 1 << 9,
  Intrinsic = Any | String | Number | Boolean | Undefined | Null,
  StructuredType = Union | Tuple | Object | Reference,
}

enum SymbolFlags {
  None = 0,
  Property = 1 << 0,
  Optional = 1 << 1,
  Method = 1 << 2,
  Private = 1 << 3,
}

const enum Ternary {
  False = 0,
  Maybe = 1,
  True = -1,
}

enum SyntaxKind {
  StringKeyword,
  NumberKeyword,
  BooleanKeyword,
  AnyKeyword,
  UndefinedKeyword,
  NullKeyword,
  Count,
}

interface Sym {
  readonly name: string;
  readonly flags: SymbolFlags;
  readonly type: Type;
  readonly id: number;
}
type SymbolTable = Record<string, Sym>;

interface Signature {
  readonly parameters: Sym[];
  readonly minArgumentCount: number;
  readonly hasRestParameter: boolean;
  readonly result: Type;
}
interface Type {
  readonly id: number;
  readonly flags: TypeFlags;
}
interface IntrinsicType extends Type {
  readonly intrinsicName: string;
}
interface UnionType extends Type {
  readonly types: Type[];
}
interface TupleType extends Type {
  readonly elementTypes: Type[];
}
interface ObjectType extends Type {
  readonly members: SymbolTable;
  readonly properties: Sym[];
  readonly callSignatures: Signature[];
}
interface TypeReference extends Type {
  readonly target: Type;
  readonly typeArguments: Type[];
}

let typeCount = 0;
let symbolCount = 0;
const emptyArray: never[] = [];
const relationCache = new Map<string, Ternary>();

function createIntrinsic(flags: TypeFlags, intrinsicName: string): IntrinsicType {
  return { id: typeCount++, flags, intrinsicName };
}
const anyType = createIntrinsic(TypeFlags.Any, "any");
const stringType = createIntrinsic(TypeFlags.String, "string");
const numberType = createIntrinsic(TypeFlags.Number, "number");
const booleanType = createIntrinsic(TypeFlags.Boolean, "boolean");
const undefinedType = createIntrinsic(TypeFlags.Undefined, "undefined");
const nullType = createIntrinsic(TypeFlags.Null, "null");

const keywordTypes: IntrinsicType[] = [stringType, numberType, booleanType, anyType, undefinedType, nullType];
const flagNames = ["any", "string", "number", "boolean", "undefined", "null", "union", "tuple", "object", "reference"];

export function getTypeOfKeyword(kind: SyntaxKind): Type {
  if (kind >= SyntaxKind.Count) return anyType;
  return keywordTypes[kind];
}

export function describeFlags(flags: TypeFlags): string {
  const names: string[] = [];
  for (let bit = 0; bit < flagNames.length; bit++) if (flags & (1 << bit)) names.push(flagNames[bit]);
  return names.length === 1 ? names[0] : names.join("|");
}

export function createSymbol(name: string, flags: SymbolFlags, type: Type): Sym {
  return { name, flags, type, id: symbolCount++ };
}
export function createUnion(types: Type[]): UnionType {
  return { id: typeCount++, flags: TypeFlags.Union, types };
}
export function createTuple(elementTypes: Type[]): TupleType {
  return { id: typeCount++, flags: TypeFlags.Tuple, elementTypes };
}
export function createReference(target: Type, typeArguments: Type[]): TypeReference {
  return { id: typeCount++, flags: TypeFlags.Reference, target, typeArguments };
}
export function createObject(properties: Sym[], callSignatures: Signature[] = emptyArray): ObjectType {
  const members: SymbolTable = {};
  for (let i = 0; i < properties.length; i++) members[properties[i].name] = properties[i];
  return { id: typeCount++, flags: TypeFlags.Object, members, properties, callSignatures };
}

function hasProperty(table: SymbolTable, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(table, name);
}
function isUnion(type: Type): type is UnionType {
  return (type.flags & TypeFlags.Union) !== 0;
}
function isTuple(type: Type): type is TupleType {
  return (type.flags & TypeFlags.Tuple) !== 0;
}
function isObject(type: Type): type is ObjectType {
  return (type.flags & TypeFlags.Object) !== 0;
}
function isReference(type: Type): type is TypeReference {
  return (type.flags & TypeFlags.Reference) !== 0;
}

export function forEach<T, U>(array: readonly T[] | undefined, callback: (element: T, index: number) => U | undefined): U | undefined {
  if (array) {
    for (let i = 0, len = array.length; i < len; i++) {
      const result = callback(array[i], i);
      if (result) return result;
    }
  }
  return undefined;
}
export function lastOrUndefined<T>(array: readonly T[]): T | undefined {
  if (array.length === 0) return undefined;
  return array[array.length - 1];
}
export function binarySearch(array: readonly number[], value: number): number {
  let low = 0;
  let high = array.length - 1;
  while (low <= high) {
    const middle = low + ((high - low) >> 1);
    const midValue = array[middle];
    if (midValue === value) return middle;
    else if (midValue > value) high = middle - 1;
    else low = middle + 1;
  }
  return ~low;
}

class Relation {
  private readonly stackSource: Type[] = [];
  private readonly stackTarget: Type[] = [];
  private depth = 0;

  isRelatedTo(source: Type, target: Type): Ternary {
    if (source === target) return Ternary.True;
    if (target.flags & TypeFlags.Any || source.flags & TypeFlags.Any) return Ternary.True;
    if (source.flags & (TypeFlags.Undefined | TypeFlags.Null)) return Ternary.True;
    if (source.flags & target.flags & TypeFlags.Intrinsic) return Ternary.True;
    if (isUnion(source)) return this.eachTypeRelated(source.types, target);
    if (isUnion(target)) return this.someTypeRelated(source, target.types);
    if (!(source.flags & target.flags & TypeFlags.StructuredType)) return Ternary.False;
    return this.recursive(source, target);
  }

  private eachTypeRelated(types: Type[], target: Type): Ternary {
    let result: Ternary = Ternary.True;
    for (let i = 0, n = types.length; i < n; i++) {
      const related = this.isRelatedTo(types[i], target);
      if (!related) return Ternary.False;
      result &= related;
    }
    return result;
  }

  private someTypeRelated(source: Type, types: Type[]): Ternary {
    const len = types.length;
    for (let i = 0; i < len; i++) {
      const related = this.isRelatedTo(source, types[i]);
      if (related) return related;
    }
    return Ternary.False;
  }

  private recursive(source: Type, target: Type): Ternary {
    const key = `${source.id},${target.id}`;
    const cached = relationCache.get(key);
    if (cached !== undefined) return cached;
    for (let i = 0; i < this.depth; i++) {
      if (this.stackSource[i] === source && this.stackTarget[i] === target) return Ternary.Maybe;
    }
    this.stackSource.push(source);
    this.stackTarget.push(target);
    this.depth++;
    const result = this.structured(source, target);
    this.stackSource.pop();
    this.stackTarget.pop();
    this.depth--;
    if (result !== Ternary.Maybe) relationCache.set(key, result);
    return result;
  }

  private structured(source: Type, target: Type): Ternary {
    if (isTuple(source) && isTuple(target)) {
      if (source.elementTypes.length < target.elementTypes.length) return Ternary.False;
      return this.typesRelated(source.elementTypes, target.elementTypes);
    }
    if (isReference(source) && isReference(target) && source.target === target.target)
      return this.typesRelated(source.typeArguments, target.typeArguments);
    if (isObject(source) && isObject(target)) {
      return this.propertiesRelated(source, target) & this.signaturesRelated(source.callSignatures, target.callSignatures);
    }
    return Ternary.False;
  }

  private typesRelated(sources: Type[], targets: Type[]): Ternary {
    let result: Ternary = Ternary.True;
    for (let i = 0; i < targets.length; i++) {
      const related = this.isRelatedTo(sources[i], targets[i]);
      if (!related) return Ternary.False;
      result &= related;
    }
    return result;
  }

  private propertiesRelated(source: ObjectType, target: ObjectType): Ternary {
    let result: Ternary = Ternary.True;
    const { properties } = target;
    for (let i = 0; i < properties.length; i++) {
      const targetProp = properties[i];
      if (!hasProperty(source.members, targetProp.name)) {
        if (targetProp.flags & SymbolFlags.Optional) continue;
        return Ternary.False;
      }
      const related = this.isRelatedTo(source.members[targetProp.name].type, targetProp.type);
      if (!related) return Ternary.False;
      result &= related;
    }
    return result;
  }

  private signaturesRelated(sources: Signature[], targets: Signature[]): Ternary {
    let result: Ternary = Ternary.True;
    outer: for (let i = 0; i < targets.length; i++) {
      for (let j = 0; j < sources.length; j++) {
        const related = this.signatureRelated(sources[j], targets[i]);
        if (related) {
          result &= related;
          continue outer;
        }
      }
      return Ternary.False;
    }
    return result;
  }

  private signatureRelated(source: Signature, target: Signature): Ternary {
    if (!target.hasRestParameter && source.minArgumentCount > target.parameters.length) return Ternary.False;
    const sourceMax = source.parameters.length;
    const targetMax = target.parameters.length;
    const checkCount = sourceMax < targetMax ? sourceMax : targetMax;
    let result: Ternary = Ternary.True;
    for (let i = 0; i < checkCount; i++) {
      const s = source.parameters[i].type;
      const t = target.parameters[i].type;
      const related = this.isRelatedTo(s, t) || this.isRelatedTo(t, s);
      if (!related) return Ternary.False;
      result &= related;
    }
    return result & this.isRelatedTo(source.result, target.result);
  }
}

export function isTypeAssignableTo(source: Type, target: Type): boolean {
  return new Relation().isRelatedTo(source, target) !== Ternary.False;
}

export function run(): unknown {
  const x = createSymbol("x", SymbolFlags.Property, numberType);
  const y = createSymbol("y", SymbolFlags.Property | SymbolFlags.Optional, stringType);
  const parameter = createSymbol("p", SymbolFlags.None, createUnion([numberType, stringType]));
  const call: Signature = { parameters: [parameter], minArgumentCount: 1, hasRestParameter: false, result: booleanType };
  const point = createObject([x, y], [call]);
  const narrow = createObject([x], [{ ...call, parameters: [createSymbol("p", SymbolFlags.None, numberType)] }]);
  const pair = createTuple([point, numberType]);
  const array = createReference(point, [narrow]);
  const all = [point, narrow, pair, array, createTuple([narrow]), createReference(point, [point]), createUnion([point, pair])];
  const matrix: boolean[][] = [];
  for (let i = 0; i < all.length; i++) {
    const row: boolean[] = [];
    for (let j = 0; j < all.length; j++) row.push(isTypeAssignableTo(all[i], all[j]));
    matrix.push(row);
  }
  const last = lastOrUndefined(all);
  return [
    matrix,
    forEach(all, (type, i) => (isTuple(type) ? `tuple ${i}` : undefined)),
    binarySearch([1, 3, 5, 8], 5),
    binarySearch([1, 3, 5, 8], 4),
    describeFlags(last ? last.flags : TypeFlags.Any),
    describeFlags(TypeFlags.Intrinsic),
    getTypeOfKeyword(SyntaxKind.BooleanKeyword).id,
  ];
}
