/** The abstract semantics of reading and writing properties and elements. */
import type { Instr } from "../../core/hir.js";
import { INTRINSICS } from "../../core/intrinsics.table.js";
import { COMMON_TYPED_ARRAYS } from "../../core/static-type.js";
import * as V from "../domain/value.js";
import { slotFact } from "../facts/environment.js";
import {
  declaredFact,
  dereferenced,
  elementFact,
  FACT_TOP,
  integerFact,
  isNumberOnly,
  isObjectOnly,
  isQuietPrimitive,
  isTypedArrayOnly,
  joinFact,
  mayBeObject,
  meetFact,
  objectFact,
  primitive,
  STRING_FACT,
  UNDEFINED_FACT,
} from "../facts/fact.js";
import { defOf } from "../ssa/graph.js";
import { modelByteLength, modelRead, readsLengthQuietly } from "./model.js";
import { type Outcome, plainOutcome, reading } from "../facts/outcome.js";
import { isPermanentMember } from "../facts/standard-globals.js";
import {
  arrayElement,
  genuine,
  isNoLonger,
  type SemanticsContext,
  staysKept,
  typedElement,
  unknownCode,
} from "./semantics-context.js";
import { literalOf } from "./patterns.js";
import { readOriginal } from "./semantics-globals.js";
import { elementSize, OTHER_OBJECT } from "../facts/shape.js";
import { hashSlot } from "../fields/slots.js";

/**
 * `length` of an array or string is its own data property whatever was done to it; that of a typed array is an accessor of the prototype
 * (A2), which an own property could hide.
 */
function lengthRead(context: SemanticsContext, object: number): Outcome | null {
  const fact = dereferenced(context.fact(object));
  if (!readsLengthQuietly(fact)) return null;
  if (
    fact.shape.typed !== 0 &&
    (context.environment.a2.kind !== "enforceable" || !fact.shape.plain || isNoLonger(context, object, "elements"))
  )
    return null;
  return plainOutcome(integerFact(0, 2 ** 47));
}

export function getProp(context: SemanticsContext, instr: Extract<Instr, { op: "getProp" }>): Outcome {
  const { object, name, claim } = instr;
  if (name === "length") {
    const read = lengthRead(context, object);
    if (read !== null) return read;
  }
  const source = defOf(context.graph, object);
  if (source.kind === "instr" && source.instr.op === "global" && context.environment.a2.kind === "enforceable") {
    const { name: namespace } = source.instr;
    const constant = namespace === "Math" ? mathConstant(name) : namespace === "Number" ? numberConstant(name) : null;
    if (constant !== null) return reading(modelRead(namespace, primitive(V.ofNumberConstant(constant))));
    const typed = COMMON_TYPED_ARRAYS.find((one) => one === namespace);
    // Neither writable nor configurable.
    if (typed !== undefined && name === "BYTES_PER_ELEMENT")
      return reading(modelRead(typed, primitive(V.ofNumberConstant(elementSize(typed)))));
    const holder = isPermanentMember(namespace, name) ? readOriginal(context, namespace) : null;
    if (holder !== null) return holder;
    // Hardened where evidence names it. Whatever else a global holds may have been given an accessor.
    if (STATIC_METHODS.has(`${namespace}.${name}`)) return reading(modelRead(`${namespace}.${name}`, FACT_TOP));
  }
  const slot = hashSlot(claim, name);
  const member = context.memberBelief(object, name);
  if (slot !== null) {
    const declared = member === null ? null : declaredFact(member);
    return plainOutcome(slotFact(context.environment, slot, declared) ?? declared ?? FACT_TOP);
  }
  // A data member of a value that A1t speaks of: reading it runs no code. (An accessor under that name would not be the declared property; what the
  // program itself makes accessors of is no data member, see compiler/lower/accessor-names.ts.)
  const held = context.record(object, name);
  if (member !== null) return plainOutcome(held === null ? declaredFact(member) : meetFact(held, declaredFact(member)));
  if (held !== null) return plainOutcome(held);
  // An accessor of its own may hide what it inherits.
  const kind = genuine(context, object, "methods");
  if (kind !== null && context.environment.a2.kind === "enforceable") {
    if (kind === "typed") {
      if (name === "BYTES_PER_ELEMENT") return plainOutcome(integerFact(0, 8));
      if (name === "byteOffset") return reading(modelRead("%TypedArray%.prototype.byteOffset", integerFact(0, 2 ** 50)));
      if (name === "byteLength")
        return { ...reading(modelByteLength(dereferenced(context.fact(object)).shape.typed)), receiver: object };
      // It lets the storage out.
      if (name === "buffer") return { ...reading(modelRead("%TypedArray%.prototype.buffer", BUFFER_FACT)), escapes: [object] };
    }
    // Hardened where evidence names it. Whatever else hangs on the prototype may be an accessor, built in or not.
    const holder = METHOD_HOLDERS[kind];
    if (holder !== null && METHODS.has(`${holder}.prototype.${name}`))
      return reading(modelRead(`${holder}.prototype.${name}`, FACT_TOP));
  }
  return unknownCode([object]);
}

/** No array and no typed array. */
const BUFFER_FACT = objectFact({ ...OTHER_OBJECT, plain: false, dense: false, ownBuffer: false });

/**
 * An `ArrayBuffer` or a `SharedArrayBuffer`: what the accessor `buffer` of a typed array has given. (A member of that name of another object
 * is told by the object; one that somebody put on the typed array was not read as quietly, and may be anything.)
 */
export function isBuffer(context: SemanticsContext, value: number): boolean {
  const def = defOf(context.graph, value);
  if (def.kind !== "instr" || def.instr.op !== "getProp" || def.instr.name !== "buffer") return false;
  if (!isTypedArrayOnly(dereferenced(context.fact(def.instr.object)))) return false;
  const fact = context.fact(value);
  return isObjectOnly(fact) && fact.shape.other && !fact.shape.array && fact.shape.typed === 0;
}

/** Where the methods of what is genuine come from; of what may be either of two, nothing is said. */
const METHOD_HOLDERS = { array: "Array", typed: "%TypedArray%", string: "String", list: null } as const;
/** By their holders. (`@@iterator` is the name of a symbol's.) */
const METHODS: ReadonlySet<string> = new Set(
  INTRINSICS.filter((name) => /^(?:Array|%TypedArray%|String)\.prototype\.\w+$/u.test(name)),
);

/** `Object.keys`, `Math.max`, `Uint8Array.from`, …. */
const STATIC_METHODS: ReadonlySet<string> = new Set(
  INTRINSICS.flatMap((name) => {
    const [holder = "", method, ...more] = name.split(".");
    if (method === undefined || more.length > 0 || holder.startsWith("%ArrayI") || holder.startsWith("%StringI")) return [];
    return holder === "%TypedArray%" ? COMMON_TYPED_ARRAYS.map((typed) => `${typed}.${method}`) : [name];
  }),
);

function mathConstant(name: string): number | null {
  const constants: ReadonlyMap<string, number> = new Map(
    Object.entries({
      E: Math.E,
      LN10: Math.LN10,
      LN2: Math.LN2,
      LOG10E: Math.LOG10E,
      LOG2E: Math.LOG2E,
      PI: Math.PI,
      SQRT1_2: Math.SQRT1_2,
      SQRT2: Math.SQRT2,
    }),
  );
  return constants.get(name) ?? null;
}

function numberConstant(name: string): number | null {
  const constants: ReadonlyMap<string, number> = new Map(
    Object.entries({
      MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER,
      MIN_SAFE_INTEGER: Number.MIN_SAFE_INTEGER,
      MAX_VALUE: Number.MAX_VALUE,
      MIN_VALUE: Number.MIN_VALUE,
      EPSILON: Number.EPSILON,
      NaN,
      POSITIVE_INFINITY: Infinity,
      NEGATIVE_INFINITY: -Infinity,
    }),
  );
  return constants.get(name) ?? null;
}

export function setProp(context: SemanticsContext, instr: Extract<Instr, { op: "setProp" }>): Outcome {
  const { object, name, value, claim, define } = instr;
  const escapes = mayBeObject(context.fact(value)) ? [value] : [];
  if (name === "length") {
    const kind = genuine(context, object);
    const fact = context.fact(value);
    if (kind === "array" && isNumberOnly(fact)) {
      const shrinksToNothing = fact.value.number?.lo === 0 && fact.value.number.hi === 0;
      return {
        ...plainOutcome(fact),
        resizes: [{ object, how: "set", relations: [] }],
        holes: shrinksToNothing ? [] : [object],
        args: [value],
      };
    }
    return { ...unknownCode([object, value]), holes: kind !== null || mayBeArray(context, object) ? [object] : [] };
  }
  const slot = hashSlot(claim, name);
  if (slot !== null) {
    const isKept = staysKept(context, slot, value);
    return { ...plainOutcome(context.fact(value)), stores: [{ object, name, value }], escapes: isKept ? [] : escapes };
  }
  const ownObject =
    define && context.environment.baseConstructor && defOf(context.graph, object).kind === "instr" && isThis(context, object);
  if (ownObject || context.memberBelief(object, name) !== null)
    return { ...plainOutcome(context.fact(value)), stores: [{ object, name, value }], escapes };
  // Setting a member that a record has runs no setter: it is an own, writable data property.
  if (!define && context.record(object, name) !== null)
    return {
      ...plainOutcome(context.fact(value)),
      stores: [{ object, name, value }],
      holds: escapes.map((held) => ({ holder: object, value: held })),
    };
  return unknownCode([object, value]);
}

/**
 * It may be an array, by whatever name: hardly anything else has its length assigned, or elements deleted under numbers. What is believed to be made by a class of
 * the program is none.
 */
export function mayBeArray(context: SemanticsContext, object: number): boolean {
  const fact = context.fact(object);
  const type = context.beliefHere(object);
  return mayBeObject(fact) && fact.shape.array && (type?.kind !== "object" || type.class === null);
}

/** A store under a key that is not known to be a number: certainly to a list, or under the text of an index. */
function mayMakeHoles(context: SemanticsContext, object: number, key: number): boolean {
  if (genuine(context, object) !== null) return true;
  const text = literalOf(context.graph, key);
  return text?.kind === "string" && (text.value === "length" || /^\d+$/u.test(text.value)) && mayBeArray(context, object);
}

function isThis(context: SemanticsContext, value: number): boolean {
  const def = defOf(context.graph, value);
  return def.kind === "instr" && def.instr.op === "this";
}

export function getElem(context: SemanticsContext, instr: Extract<Instr, { op: "getElem" }>): Outcome {
  const { object, key } = instr;
  if (!isNumberOnly(context.fact(key)) || context.environment.a2.kind !== "enforceable") {
    // A string key may name a getter; any other key is converted first.
    return unknownCode([object, key]);
  }
  const present = instr.site !== null && context.guardFacts;
  switch (genuine(context, object)) {
    case "typed":
      return plainOutcome(typedElement(context, object, present));
    case "string":
      return plainOutcome(present ? STRING_FACT : joinFact(STRING_FACT, UNDEFINED_FACT));
    case "array":
      return plainOutcome(arrayElement(context, object, present));
    case "list":
      return plainOutcome(joinFact(elementFact(context.fact(object).shape.typed), arrayElement(context, object, present)));
    case null: {
      const receiver = dereferenced(context.fact(object));
      // A typed array's elements are data whatever else was done to it; so are those of a genuine array that only A1t describes.
      if (isTypedArrayOnly(receiver)) {
        const fact = elementFact(receiver.shape.typed);
        return plainOutcome(present ? fact : joinFact(fact, UNDEFINED_FACT));
      }
      return unknownCode([object, key]);
    }
  }
}

export function setElem(context: SemanticsContext, instr: Extract<Instr, { op: "setElem" }>): Outcome {
  const { object, key, value, site } = instr;
  const objectValue = mayBeObject(context.fact(value));
  // Under a key that may be `length`, or an index as text, it may leave holes.
  if (!isNumberOnly(context.fact(key)) || context.environment.a2.kind !== "enforceable")
    return { ...unknownCode([object, key, value]), holes: mayMakeHoles(context, object, key) ? [object] : [] };
  const receiver = dereferenced(context.fact(object));
  if (isTypedArrayOnly(receiver)) {
    // The conversion runs code of the value, which is not handed the array.
    return isQuietPrimitive(context.fact(value)) ? plainOutcome(context.fact(value)) : unknownCode([value]);
  }
  const kind = genuine(context, object);
  const isUnguarded = site !== null && context.graph.fn.overridden.includes(site);
  // A typed array converts what is stored.
  if (kind === "array" || (kind === "list" && isQuietPrimitive(context.fact(value)))) {
    return {
      ...plainOutcome(context.fact(value)),
      resizes: [{ object, how: "store", relations: [] }],
      // A key that is no index names a member then: nobody is to count on the array any more.
      escapes: [...(objectValue ? [value] : []), ...(isUnguarded ? [object] : [])],
      // Without a guard that stops, the store may land beyond the end (a hole) or on a name that is no index.
      holes: site !== null && context.guardFacts ? [] : [object],
      args: [key],
    };
  }
  return unknownCode([object, key, value]);
}
