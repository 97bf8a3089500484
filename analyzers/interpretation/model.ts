/**
 * Models of intrinsics (A2): what a call of an original built-in does to lengths, what it returns, what it may run. A call that no
 * model describes is unknown code. Every model states the receiver it needs; the caller has checked that the method looked up is the
 * intrinsic (genuine, untampered receiver, or a property of an unshadowed global).
 */
import { congruence } from "../domain/congruence.js";
import { makeNumber } from "../domain/number.js";
import { mathCall } from "../domain/transfer-math.js";
import * as V from "../domain/value.js";
import {
  BOOLEAN_FACT,
  FACT_TOP,
  integerFact,
  isQuietPrimitive,
  isStringOnly,
  MAX_ARRAY_LENGTH,
  mayBeObject,
  objectFact,
  primitive,
  STRING_FACT,
  UNDEFINED_FACT,
  type Fact,
} from "../facts/fact.js";
import {
  elementSize,
  hasOwnLength,
  isArrayOnly,
  isTypedOnly,
  OTHER_OBJECT,
  PLAIN_ARRAY,
  SPARSE_ARRAY,
  typedBit,
  typedNames,
  typedShape,
  type Shape,
} from "../facts/shape.js";
import { MATCHING } from "../../core/intrinsics.table.js";
import { COMMON_TYPED_ARRAYS, type TypedArrayName } from "../../core/static-type.js";

/** A linear relation `result (or its length)  <relation>  sum of terms + constant`, over the call's operands. */
/** The name under which the harden module knows an intrinsic (core/intrinsics.table.ts). */
export function hardenedNames(intrinsic: string): readonly string[] {
  const matching = /^RegExp\.prototype\.(@@)?(\w+)$/u.exec(intrinsic);
  if (matching !== null) {
    const [, symbol, name = ""] = matching;
    return [MATCHING, ...(symbol === undefined ? [] : hardenedNames(`String.prototype.${name}`))];
  }
  const own = /^(?:BigU?int64|Float16|Float32|Float64|U?int8|Uint8Clamped|U?int16|U?int32)Array\.(from|of)$/iu.exec(intrinsic);
  const names = [
    own === null ? (GLOBAL_FUNCTIONS.has(intrinsic) ? `globalThis.${intrinsic}` : intrinsic) : `%TypedArray%.${own[1] ?? ""}`,
  ];
  const holder = intrinsic.includes(".") ? intrinsic.slice(0, intrinsic.indexOf(".")) : null;
  if (holder !== null && /^[A-Z]/u.test(holder)) names.push(holder);
  return names;
}
/**
 * Methods that ask `constructor[Symbol.species]` what to make. That property cannot be made permanent at run time without slowing every
 * `map` in the process twentyfold (V8's species protector), so their models hold only in a program that can show nobody changes it.
 */
export const ASKS_SPECIES =
  /^(?:Array\.prototype\.(?:map|filter|slice|splice|concat)|%TypedArray%\.prototype\.(?:map|filter|slice|subarray))$/u;
const GLOBAL_FUNCTIONS: ReadonlySet<string> = new Set(["parseInt", "parseFloat", "isNaN", "isFinite"]);

export interface Relation {
  readonly subject: "result" | "resultLength" | "receiverLength";
  readonly relation: "==" | "<=" | ">=";
  /** `before`: the receiver's length before the call. A number: an argument's value; `["length", k]`: an argument's length. */
  readonly terms: readonly (
    | { readonly kind: "before" }
    | { readonly kind: "argument"; readonly index: number }
    | { readonly kind: "argumentLength"; readonly index: number }
  )[];
  readonly constant: number;
}

export interface CallModel {
  /** The intrinsic's name for A2, e.g. `Array.prototype.push`. */
  readonly intrinsic: string;
  readonly result: Fact;
  /** The result is this operand itself. */
  readonly returns: "receiver" | { readonly argument: number } | null;
  /** The result is an object made by this call. */
  readonly fresh: boolean;
  /** The result shares storage with the receiver (`subarray`). */
  readonly sharesReceiver: boolean;
  /** May run code of ours or others (callbacks, coercions of unknown operands). */
  readonly runsCode: boolean;
  /** What happens to the receiver's length. */
  readonly resizes: "no" | "push" | "shrink" | "any";
  readonly relations: readonly Relation[];
  /** Arguments that the call keeps a reference to in the heap. */
  readonly keeps: boolean;
  /** What the array that it makes holds. */
  readonly held?: Fact;
  /** It asks the first argument for its iterator, which is an original one. */
  readonly iterates?: boolean;
}

const BEFORE = { kind: "before" } as const;
export const QUIET: Omit<CallModel, "intrinsic" | "result"> = {
  returns: null,
  fresh: false,
  sharesReceiver: false,
  runsCode: false,
  resizes: "no",
  relations: [],
  keeps: false,
};
export const rel = (
  subject: Relation["subject"],
  relation: Relation["relation"],
  terms: Relation["terms"],
  constant: number,
): Relation => ({
  subject,
  relation,
  terms,
  constant,
});

/** Reading what an intrinsic namespace, constructor or accessor holds. */
export const modelRead = (intrinsic: string, result: Fact): CallModel => ({ ...QUIET, intrinsic, result });

/**
 * `byteLength` of a typed array of one of the kinds: its length times the size of an element, also when its buffer was shortened or taken
 * away (both are 0 then).
 */
export function modelByteLength(kinds: number): CallModel {
  const sizes = new Set(typedNames(kinds).map(elementSize));
  const [size = 1] = sizes.size === 1 ? sizes : [];
  const multiple = congruence(size, 0);
  const bytes = makeNumber({ lo: 0, hi: 2 ** 50, integer: true, nan: false, negativeZero: false, congruence: multiple });
  const terms = Array.from({ length: size }, () => BEFORE);
  return {
    ...modelRead("%TypedArray%.prototype.byteLength", primitive(V.ofNumber(bytes))),
    relations: sizes.size === 1 ? [rel("result", "==", terms, 0)] : [],
  };
}

export const quiet = (args: readonly Fact[]): boolean => args.every(isQuietPrimitive);
export const NUMBER: Fact = primitive(V.NUMBER_TOP);
export const maybe = (fact: Fact): Fact => ({ value: V.join(fact.value, UNDEFINED_FACT.value), shape: fact.shape });

/** `receiver` is genuine and untampered; `spread` says that some argument is spread (then only the coarse models apply). */
export function modelArrayMethod(name: string, args: readonly Fact[], spread: boolean, plain: boolean): CallModel | null {
  const intrinsic = `Array.prototype.${name}`;
  const base = { ...QUIET, intrinsic };
  const length = integerFact(0, MAX_ARRAY_LENGTH);
  const array = objectFact(PLAIN_ARRAY);
  switch (name) {
    case "push":
    case "unshift":
      if (spread) return { ...base, result: length, runsCode: true, resizes: "any", keeps: true };
      return {
        ...base,
        result: length,
        resizes: "push",
        keeps: true,
        relations: [rel("receiverLength", "==", [BEFORE], args.length), rel("result", "==", [BEFORE], args.length)],
      };
    case "pop":
    case "shift":
      return {
        ...base,
        result: FACT_TOP,
        resizes: "shrink",
        relations: [rel("receiverLength", "<=", [BEFORE], 0), rel("receiverLength", ">=", [BEFORE], -1)],
      };
    case "splice":
      if (spread || !quiet(args.slice(0, 2))) return null;
      return {
        ...base,
        result: objectFact(plain ? PLAIN_ARRAY : SPARSE_ARRAY),
        fresh: true,
        resizes: "any",
        keeps: true,
        relations: [rel("resultLength", "<=", [BEFORE], 0), rel("receiverLength", "<=", [BEFORE], Math.max(0, args.length - 2))],
      };
    case "slice":
      if (spread || !quiet(args)) return null;
      return {
        ...base,
        result: objectFact(plain ? PLAIN_ARRAY : SPARSE_ARRAY),
        fresh: true,
        relations: [rel("resultLength", args.length === 0 ? "==" : "<=", [BEFORE], 0)],
      };
    case "concat":
      return spread
        ? null
        : { ...base, result: objectFact(SPARSE_ARRAY), fresh: true, runsCode: !args.every((a) => isQuietPrimitive(a)) };
    case "map":
      // The result is created with the length before the first callback; elements deleted meanwhile leave holes.
      return {
        ...base,
        result: objectFact(SPARSE_ARRAY),
        fresh: true,
        runsCode: true,
        relations: [rel("resultLength", "==", [BEFORE], 0)],
      };
    case "filter":
      return {
        ...base,
        result: array,
        fresh: true,
        runsCode: true,
        relations: [rel("resultLength", "<=", [BEFORE], 0)],
      };
    case "fill":
      if (spread || !quiet(args.slice(1))) return null;
      return { ...base, result: FACT_TOP, returns: "receiver", keeps: true };
    case "reverse":
      return { ...base, result: FACT_TOP, returns: "receiver" };
    case "sort":
      // Without a function, or to place them, elements are converted to text. As many are put back as were there, holes behind them.
      return { ...base, result: FACT_TOP, returns: "receiver", runsCode: true, resizes: "any" };
    case "toSorted":
    case "toReversed":
      // They ask no species; holes become undefined.
      return {
        ...base,
        result: array,
        fresh: true,
        runsCode: name === "toSorted",
        relations: [rel("resultLength", "==", [BEFORE], 0)],
      };
    case "indexOf":
    case "lastIndexOf":
      if (spread || !quiet(args.slice(1))) return null;
      return { ...base, result: integerFact(-1, MAX_ARRAY_LENGTH - 1), relations: [rel("result", "<=", [BEFORE], -1)] };
    case "includes":
      return spread || !quiet(args.slice(1)) ? null : { ...base, result: BOOLEAN_FACT };
    case "at":
      return spread || !quiet(args) ? null : { ...base, result: FACT_TOP };
    case "findIndex":
    case "findLastIndex":
      return {
        ...base,
        result: integerFact(-1, MAX_ARRAY_LENGTH - 1),
        runsCode: true,
        relations: [rel("result", "<=", [BEFORE], -1)],
      };
    default:
      return modelCallingBack(intrinsic, name);
  }
}

/** Methods of arrays and typed arrays alike whose work is done by the callback. */
function modelCallingBack(intrinsic: string, name: string): CallModel | null {
  const base = { ...QUIET, intrinsic, runsCode: true };
  switch (name) {
    case "forEach":
      return { ...base, result: UNDEFINED_FACT };
    case "every":
    case "some":
      return { ...base, result: BOOLEAN_FACT };
    case "find":
    case "findLast":
    case "reduce":
    case "reduceRight":
      return { ...base, result: FACT_TOP };
    default:
      return null;
  }
}

export function modelTypedMethod(name: string, receiver: Shape, args: readonly Fact[], spread: boolean): CallModel | null {
  const intrinsic = `%TypedArray%.prototype.${name}`;
  const mask = receiver.typed;
  const base = { ...QUIET, intrinsic };
  if (spread) return null;
  switch (name) {
    case "set": {
      const source = args[0];
      // Of a primitive value it reads `length`, which only a string has for itself.
      const sourceQuiet =
        source !== undefined &&
        V.leq(source.value, V.ofOthers(V.OBJECT | V.STRING | V.NULLISH)) &&
        (!mayBeObject(source) || isTypedOnly(source.shape));
      return { ...base, result: UNDEFINED_FACT, runsCode: !(sourceQuiet && quiet(args.slice(1))) };
    }
    case "fill":
      return quiet(args) ? { ...base, result: FACT_TOP, returns: "receiver" } : null;
    case "reverse":
      return { ...base, result: FACT_TOP, returns: "receiver" };
    case "copyWithin":
      return quiet(args) ? { ...base, result: FACT_TOP, returns: "receiver" } : null;
    case "sort":
      return { ...base, result: FACT_TOP, returns: "receiver", runsCode: args.length > 0 };
    case "toSorted":
    case "toReversed":
      // They ask no species; the length is read before a comparison can take the buffer away.
      return {
        ...base,
        result: objectFact(typedShape(mask, true)),
        fresh: true,
        runsCode: name === "toSorted" && args.length > 0,
        relations: [rel("resultLength", "==", [BEFORE], 0)],
      };
    case "map":
    case "filter":
      // The result of `map` has the length from before the first call, whatever the callback does to the receiver's buffer; `filter` makes its own
      // when all callbacks have run, of what they accepted.
      return {
        ...base,
        result: objectFact(typedShape(mask, true)),
        fresh: true,
        runsCode: true,
        relations: [rel("resultLength", name === "map" ? "==" : "<=", [BEFORE], 0)],
      };
    case "subarray":
      if (!quiet(args)) return null;
      return {
        ...base,
        // Its buffer is the receiver's: as private as that one.
        result: objectFact(typedShape(mask, receiver.ownBuffer)),
        fresh: true,
        sharesReceiver: true,
        relations: [rel("resultLength", args.length === 0 ? "==" : "<=", [BEFORE], 0)],
      };
    case "slice":
      if (!quiet(args)) return null;
      return {
        ...base,
        // That of a `Buffer` is a view.
        result: objectFact(typedShape(mask, receiver.ownBuffer || (mask & typedBit("Uint8Array")) === 0)),
        fresh: true,
        sharesReceiver: !receiver.ownBuffer && (mask & typedBit("Uint8Array")) !== 0,
        relations: [rel("resultLength", args.length === 0 ? "==" : "<=", [BEFORE], 0)],
      };
    case "indexOf":
    case "lastIndexOf":
      // (A `Buffer` passes for a `Uint8Array` and looks for texts as well; an empty one is found at the very end.)
      return quiet(args) && args.slice(0, 1).every((a) => V.leq(a.value, V.NUMBER_TOP))
        ? { ...base, result: integerFact(-1, 2 ** 47), relations: [rel("result", "<=", [BEFORE], -1)] }
        : null;
    case "includes":
      return quiet(args) ? { ...base, result: BOOLEAN_FACT } : null;
    case "findIndex":
    case "findLastIndex":
      return { ...base, result: integerFact(-1, 2 ** 47), runsCode: true, relations: [rel("result", "<=", [BEFORE], -1)] };
    default:
      return modelCallingBack(intrinsic, name);
  }
}

/** A primitive value, an ordinary array or a typed array. */
const isNoProxy = (fact: Fact): boolean =>
  !mayBeObject(fact) || (fact.shape.plain && !fact.shape.other && (fact.shape.array || fact.shape.typed !== 0));

/** `Namespace.name(args)` where `Namespace` is an unshadowed global. */
export function modelStatic(namespace: string, name: string, args: readonly Fact[], spread: boolean): CallModel | null {
  const base = { ...QUIET, intrinsic: `${namespace}.${name}` };
  if (spread) return null;
  if (namespace === "Math") {
    if (!quiet(args)) return null;
    const result = mathCall(
      name,
      args.map((a) => a.value),
    );
    return result === null ? null : { ...base, result: primitive(result) };
  }
  const first = args[0];
  switch (`${namespace}.${name}`) {
    case "Number.isInteger":
    case "Number.isSafeInteger":
    case "Number.isFinite":
    case "Number.isNaN":
    case "Array.isArray":
    case "ArrayBuffer.isView":
    case "Object.is":
      return { ...base, result: BOOLEAN_FACT };
    case "Number.parseInt":
    case "Number.parseFloat":
      return quiet(args) ? { ...base, result: NUMBER } : null;
    case "String.fromCharCode":
    case "String.fromCodePoint":
      return quiet(args)
        ? {
            ...base,
            result: STRING_FACT,
            ...(name === "fromCharCode" ? { relations: [rel("resultLength", "==", [], args.length)] } : {}),
          }
        : null;
    case "Array.of":
      return {
        ...base,
        result: objectFact(PLAIN_ARRAY),
        fresh: true,
        keeps: true,
        relations: [rel("resultLength", "==", [], args.length)],
      };
    case "Object.freeze":
      // Freezing a proxy runs its traps. (What the program has just made is none: `isMadeHere`.)
      return { ...base, result: FACT_TOP, returns: { argument: 0 }, runsCode: !args.every(isNoProxy) };
    case "Array.from":
      // From a genuine array or string without a mapping function: its iterator runs no code of others.
      if (
        args.length === 1 &&
        first !== undefined &&
        isArrayOnly(first.shape) &&
        first.shape.plain &&
        first.value.number === null
      )
        return {
          ...base,
          result: objectFact(PLAIN_ARRAY),
          fresh: true,
          relations: [rel("resultLength", "==", [{ kind: "argumentLength", index: 0 }], 0)],
        };
      return {
        ...base,
        result: objectFact(PLAIN_ARRAY),
        fresh: true,
        runsCode: !(args.length === 1 && first !== undefined && isStringOnly(first)),
      };
    case "Object.keys":
    case "Object.values":
    case "Object.entries":
    case "Object.getOwnPropertyNames":
      return { ...base, result: objectFact(PLAIN_ARRAY), fresh: true, runsCode: true };
    default:
      break;
  }
  const typed = COMMON_TYPED_ARRAYS.find((n) => n === namespace);
  if (typed !== undefined && (name === "from" || name === "of")) {
    const result = objectFact(typedShape(typedBit(typed), true));
    if (name === "of")
      return { ...base, result, fresh: true, runsCode: !quiet(args), relations: [rel("resultLength", "==", [], args.length)] };
    const source = first !== undefined && first.value.number === null && first.value.others === V.OBJECT ? first : null;
    const genuine =
      source !== null && args.length === 1 && (isTypedOnly(source.shape) || (isArrayOnly(source.shape) && source.shape.plain));
    return {
      ...base,
      result,
      fresh: true,
      // Elements of a plain array may be objects whose conversion runs code; it cannot change the already collected length.
      runsCode: !(genuine && isTypedOnly(source.shape)),
      relations: genuine ? [rel("resultLength", "==", [{ kind: "argumentLength", index: 0 }], 0)] : [],
    };
  }
  return null;
}

/** Calls of a global function by its bare name. */
export function modelGlobalCall(name: string, args: readonly Fact[], spread: boolean): CallModel | null {
  const base = { ...QUIET, intrinsic: name };
  if (spread) return null;
  switch (name) {
    case "Number":
    case "parseInt":
    case "parseFloat":
      if (!quiet(args)) return null;
      if (name === "Number" && args[0] !== undefined && args[0].value.others === 0) return { ...base, result: args[0] };
      return { ...base, result: NUMBER };
    case "isNaN":
    case "isFinite":
      return quiet(args) ? { ...base, result: BOOLEAN_FACT } : null;
    case "String":
      return quiet(args) ? { ...base, result: STRING_FACT } : null;
    case "Boolean":
      return { ...base, result: BOOLEAN_FACT };
    case "Array":
      return modelNew("Array", args, spread, false);
    default:
      return null;
  }
}

/** `new Name(args)` of an unshadowed global constructor. `ofBuffer`: the first argument is an `ArrayBuffer` or `SharedArrayBuffer`. */
export function modelNew(name: string, args: readonly Fact[], spread: boolean, ofBuffer: boolean): CallModel | null {
  const base = { ...QUIET, intrinsic: name, fresh: true };
  const typed: TypedArrayName | undefined = COMMON_TYPED_ARRAYS.find((n) => n === name);
  const first = args[0];
  if (typed !== undefined) {
    if (spread) return null;
    const bit = typedBit(typed);
    if (first === undefined)
      return { ...base, result: objectFact(typedShape(bit, true)), relations: [rel("resultLength", "==", [], 0)] };
    if (isQuietPrimitive(first)) {
      // A number that is an integer is the length or throws; other primitives convert by ToIndex.
      return {
        ...base,
        result: objectFact(typedShape(bit, true)),
        relations: first.value.others === 0 ? [rel("resultLength", "==", [{ kind: "argument", index: 0 }], 0)] : [],
      };
    }
    // A view (ECMA-262 23.2.5.1.3): a length that is given is its length, or it throws, as where the buffer is too short or taken away.
    if (ofBuffer && quiet(args.slice(1))) {
      const relations = args[2]?.value.others === 0 ? [rel("resultLength", "==", [{ kind: "argument", index: 2 }], 0)] : [];
      return { ...base, result: objectFact(typedShape(bit, false)), keeps: true, relations };
    }
    const object = first.value.number === null && first.value.others === V.OBJECT;
    if (object && isTypedOnly(first.shape))
      return {
        ...base,
        result: objectFact(typedShape(bit, true)),
        relations: [rel("resultLength", "==", [{ kind: "argumentLength", index: 0 }], 0)],
      };
    if (object && isArrayOnly(first.shape) && first.shape.plain)
      return {
        ...base,
        result: objectFact(typedShape(bit, true)),
        runsCode: true,
        relations: [rel("resultLength", "==", [{ kind: "argumentLength", index: 0 }], 0)],
      };
    // An ArrayBuffer (shared storage), an iterable or an array-like: getters and iterators run.
    return { ...base, result: objectFact(typedShape(bit, false)), runsCode: true, keeps: true };
  }
  switch (name) {
    case "Array":
      if (spread) return { ...base, result: objectFact(SPARSE_ARRAY), runsCode: true, keeps: true };
      if (args.length === 1 && first !== undefined) {
        if (first.value.others === 0)
          return {
            ...base,
            result: objectFact(SPARSE_ARRAY),
            relations: [rel("resultLength", "==", [{ kind: "argument", index: 0 }], 0)],
          };
        return { ...base, result: objectFact(SPARSE_ARRAY), keeps: true };
      }
      return { ...base, result: objectFact(PLAIN_ARRAY), keeps: true, relations: [rel("resultLength", "==", [], args.length)] };
    case "Map":
    case "Set":
    case "WeakMap":
    case "WeakSet":
      return { ...base, result: objectFact(OTHER_OBJECT), runsCode: args.length > 0, keeps: true };
    case "ArrayBuffer":
      return quiet(args) && !spread ? { ...base, result: objectFact(OTHER_OBJECT) } : null;
    case "Error":
    case "TypeError":
    case "RangeError":
    case "SyntaxError":
    case "EvalError":
    case "ReferenceError":
    case "URIError":
      return quiet(args) && !spread ? { ...base, result: objectFact(OTHER_OBJECT) } : null;
    default:
      return null;
  }
}

/** The shape has a `length` that is a data property (arrays) or an intrinsic accessor that runs no foreign code (typed arrays, A2). */
export const readsLengthQuietly = (fact: Fact): boolean =>
  isStringOnly(fact) || (fact.value.number === null && fact.value.others === V.OBJECT && hasOwnLength(fact.shape));
