/**
 * The originals, captured when this file loads: guards must decide the same after a program has replaced what it can reach. What a
 * program replaced before it loaded this file is out of reach; the generated harden module is therefore its first import.
 */

/** `f.call` as a plain function, so that a later change of `Function.prototype.call` has no effect. */
// A bound `call` looks up nothing at call time.
const uncurry = <T, A extends readonly unknown[], R>(method: (this: T, ...args: A) => R): ((self: T, ...args: A) => R) =>
  bind.call(call, method) as (self: T, ...args: A) => R;
const { bind, call, toString } = Function.prototype;

export const { isArray } = Array;
export const { isInteger } = Number;
export const { asUintN } = BigInt;
export const { assign, getOwnPropertyDescriptor, getPrototypeOf, create } = Object;
export const { apply } = Reflect;
// One by one: a bundler leaves out what guards do not use.
export const defineProperty = Object.defineProperty;
export const preventExtensions = Object.preventExtensions;
export const freeze = Object.freeze;
export const construct = Reflect.construct;
export const ownKeys = Reflect.ownKeys;
export const hasOwn = uncurry(Object.prototype.hasOwnProperty);
export const functionText = /* @__PURE__ */ uncurry<unknown, [], string>(toString);
export const sliceText = /* @__PURE__ */ uncurry<string, [number, number?], string>(String.prototype.slice);
/** (`split` asks its separator for a method first, which is to say `Object.prototype`.) */
export function splitText(whole: string, separator: string): string[] {
  const parts = [""];
  for (let i = 0, n = 0; i < whole.length; i++)
    if (whole[i] === separator) parts[++n] = "";
    else parts[n] = `${parts[n] ?? ""}${whole[i] ?? ""}`;
  return parts;
}
export const text = String;
export const iteratorSymbol: typeof Symbol.iterator = Symbol.iterator;

const typedArrayPrototype: object = getPrototypeOf(Uint8Array.prototype) as object;

function getter(name: string | symbol): (self: unknown) => unknown {
  const get = getOwnPropertyDescriptor(typedArrayPrototype, name)?.get;
  return get === undefined ? () => undefined : uncurry<unknown, [], unknown>(get);
}

/** The name of a typed array's constructor, else undefined: reads the brand, which nobody can forge. */
export const typedArrayBrand = getter(Symbol.toStringTag);
/** Length of a genuine typed array; 0 when detached or out of bounds of its buffer. */
export const typedArrayLength = getter("length") as (self: unknown) => number;

const prototypes = create(null) as Record<string, unknown>;
const globals = globalThis as unknown as Record<string, { prototype: unknown }>;
for (let name of splitText("Int8 Uint8 Uint8Clamped Int16 Uint16 Int32 Uint32 Float32 Float64 BigInt64 BigUint64", " ")) {
  name += "Array";
  prototypes[name] = globals[name]?.prototype;
}

/** A genuine typed array with its original prototype and no `length` of its own. Runs no code of the value, and never throws. */
export function isTypedArray(value: unknown): boolean {
  const brand = typedArrayBrand(value);
  // A typed array is no proxy: asking for its prototype runs nothing.
  return brand !== undefined && getPrototypeOf(value) === prototypes[brand as string] && !hasOwn(value, "length");
}
