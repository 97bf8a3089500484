/**
 * Assumption A2 at run time: makes exactly the named intrinsics impossible to replace. Imported first, before any code that could have
 * replaced them; what does not look native by then is refused.
 */
import {
  apply,
  construct,
  defineProperty,
  create,
  freeze,
  functionText,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  iteratorSymbol,
  ownKeys,
  preventExtensions,
  splitText,
  text,
} from "./primordials";

/** An intrinsic that proofs rely on is not the original one, or cannot be made permanent. */
export class HardenError extends Error {
  constructor(intrinsic: string, problem: string) {
    super(
      `cannot harden ${intrinsic}: ${problem}. Guarded code relies on the original; import the harden module before anything that replaces it`,
    );
    this.name = "HardenError";
  }
}

const NATIVE_BODY = "{[native code]}";

/** By the end of its text, spaces apart. Read without any method: one that was replaced would vouch for the others. */
function isNative(value: unknown): boolean {
  if (typeof value !== "function") return false;
  const source = functionText(value);
  let at = source.length - 1;
  for (let left = NATIVE_BODY.length - 1; left >= 0; left--, at--) {
    while (
      source[at] !== NATIVE_BODY[left] &&
      (source[at] === " " || source[at] === "\n" || source[at] === "\r" || source[at] === "\t")
    )
      at--;
    if (source[at] !== NATIVE_BODY[left]) return false;
  }
  return true;
}

/**
 * Getters of ours say what they stand for, in a property that `get-intrinsic` and its like ask for, too. So does a forgery, which is no better than the
 * functions that only look native; but copies of this module, and realms, know each other's.
 */
function originalOf(get: () => unknown): unknown {
  const mark = getOwnPropertyDescriptor(get, "originalValue");
  const isPermanent = mark !== undefined && mark.configurable === false && mark.writable === false;
  return isPermanent && apply(get, undefined, []) === mark.value ? mark.value : undefined;
}

const arrayValues: unknown = Array.prototype.values;

const TYPED_ARRAYS = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float16Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
];

const typedArray: object = getPrototypeOf(Uint8Array) as object;

const ROOTS: Readonly<Record<string, object>> = {
  "%TypedArray%": typedArray,
  "%ArrayIteratorPrototype%": getPrototypeOf([][iteratorSymbol]()) as object,
  "%StringIteratorPrototype%": getPrototypeOf(""[iteratorSymbol]()) as object,
  globalThis,
};

/**
 * They are frozen whole: `next` of array iterators made permanent by `defineProperty` switches off V8's fast path of every spread (15 times slower; frozen:
 * no difference). Of everything else the properties that are named are made permanent, one by one: what inherits from something frozen can be assigned
 * none of its properties (`const math = Object.create(Math); math.random = …`, statics of a class below `Array`), an array whose prototype is frozen
 * grows 20 times slower, and a store that may miss a typed array takes 40 times as long.
 */
const isIteratorPrototype = (holder: object): boolean =>
  holder === ROOTS["%ArrayIteratorPrototype%"] || holder === ROOTS["%StringIteratorPrototype%"];

/**
 * A property that `defineProperty` makes permanent turns its holder into a slow dictionary for V8, which then inlines none of its methods (`Math.floor` and
 * `Number.isInteger` 8 times slower, `charCodeAt` 3). V8 optimises an object as a prototype when properties are looked up through it, once; after a later change only when it becomes the
 * prototype of a new kind of object, such as the instances of a function never seen before. Without the second step, two properties
 * made permanent one after the other leave `for…of` over arrays 9 times slower, `push` 5 times.
 */
export function refresh(prototype: object, key: string | symbol): void {
  for (let i = 0; i < 5; i++) {
    function Heir() {
      // Only its prototype matters.
    }
    Heir.prototype = prototype;
    const heir = (i < 4 ? create(prototype) : construct(Heir, [])) as Record<string | symbol, unknown>;
    try {
      if (heir[key] === refresh) return;
    } catch (refusal) {
      // The accessors of typed arrays refuse an heir; the look-up was what mattered.
      if (!(refusal instanceof TypeError)) throw refusal;
    }
  }
}

/** `prototype[key]` can be assigned to objects below it, and not be changed itself. */
export function enable(prototype: object, key: string | symbol): void {
  const found = getOwnPropertyDescriptor(prototype, key);
  if (found === undefined || found.get !== undefined || found.set !== undefined) return;
  if (!found.configurable) return makePermanent(prototype, key, found);
  const value: unknown = found.value;
  const get = (): unknown => value;
  defineProperty(get, "originalValue", { value });
  defineProperty(prototype, key, {
    get,
    set(this: unknown, own: unknown) {
      if (this === prototype) {
        // `Math.trunc = Math.trunc || …`
        if (own === value) return;
        throw new TypeError(`cannot assign to \`${String(key)}\` of an intrinsic: it is hardened`);
      }
      if ((typeof this !== "object" && typeof this !== "function") || this === null) return;
      const there = getOwnPropertyDescriptor(this, key);
      // An own property would have been assigned without asking here; what is below it is another prototype.
      defineProperty(
        this,
        key,
        there === undefined ? { value: own, writable: true, enumerable: true, configurable: true } : { value: own },
      );
    },
    enumerable: found.enumerable === true,
    configurable: false,
  });
}

/** The whole descriptor: in a context of `vm`, a global defined by half of one is undefined. */
function makePermanent(holder: object, key: string | symbol, { value, enumerable }: PropertyDescriptor): void {
  defineProperty(holder, key, { value: value as unknown, enumerable: enumerable === true, writable: false, configurable: false });
}

/**
 * Whoever leaves a loop or ends a pattern early asks the iterator for `return`. Those of arrays and strings have none, but would inherit one from
 * %IteratorPrototype%, which has to stay open to polyfills. With `undefined` of their own they are asked and say no.
 */
function closeReturn(prototype: object, name: string): void {
  const own = getOwnPropertyDescriptor(prototype, "return");
  if (own !== undefined && own.value === undefined && own.get === undefined && own.set === undefined) return;
  if ("return" in prototype) throw new HardenError(name, "its iterators have a `return`");
  defineProperty(prototype, "return", { value: undefined });
}

/** One function of the engine may have been put in the place of another (`Math.floor = Math.max`). */
function checkName(value: unknown, key: string | symbol, name: string): void {
  if (typeof value !== "function" || typeof key !== "string") return;
  const own: unknown = getOwnPropertyDescriptor(value, "name")?.value;
  if (own !== key) throw new HardenError(name, `it is \`${text(own)}\``);
}

/** Makes own property `key` of `holder` permanent; false when there is none. */
function pin(holder: object, key: string | symbol, name: string): boolean {
  const found = getOwnPropertyDescriptor(holder, key);
  if (found === undefined) return false;
  if (found.get !== undefined || found.set !== undefined) {
    // An accessor is permanent once it cannot be redefined.
    const original: unknown = found.get === undefined ? undefined : originalOf(found.get);
    if (!isNative(original ?? found.get)) throw new HardenError(name, "its getter is not native");
    checkName(original, key, name);
  } else {
    if (typeof found.value === "function" && !isNative(found.value)) throw new HardenError(name, "the function is not native");
    checkName(found.value, key, name);
  }
  if (isIteratorPrototype(holder)) {
    closeReturn(holder, name);
    freeze(holder);
    return true;
  }
  if (found.get !== undefined || found.set !== undefined) {
    if (found.configurable) defineProperty(holder, key, { configurable: false });
  } else if (holder === Math || holder === Reflect) enable(holder, key);
  else if (found.configurable || found.writable) makePermanent(holder, key, found);
  if (holder !== globalThis) refresh(holder, key);
  return true;
}

/**
 * Array.prototype's own iterator is checked but stays writable: any `defineProperty` of it, even one that changes nothing, switches off
 * V8's fast path of every spread and `Array.from` for good (15 to 24 times slower), and freezing the prototype is no way out (above).
 * That nobody replaces it later is what the analysis of the program says (A2 is refused where the program visibly may); the iterators it
 * makes are frozen.
 */
function checkArrayIterator(name: string): void {
  const found = getOwnPropertyDescriptor(Array.prototype, iteratorSymbol);
  if (found === undefined || !isNative(found.value) || found.value !== arrayValues)
    throw new HardenError(name, "the function is not the original one");
}

function isNumericLike(key: string | symbol): boolean {
  return typeof key === "string" && (key === "-0" || text(+key) === key);
}

function sealNumericPrototypes(): void {
  const prototypes: object[] = [
    Object.prototype,
    Array.prototype,
    String.prototype,
    (typedArray as { prototype: object }).prototype,
  ];
  for (let i = 0; i < TYPED_ARRAYS.length; i++) {
    const name = TYPED_ARRAYS[i] as string;
    const constructor = (globalThis as Record<string, unknown>)[name] as { prototype: object } | undefined;
    if (constructor !== undefined) prototypes[prototypes.length] = constructor.prototype;
  }
  for (let i = 0; i < prototypes.length; i++) {
    const prototype = prototypes[i] as object;
    const keys = ownKeys(prototype);
    for (let j = 0; j < keys.length; j++) {
      const key = keys[j] as string | symbol;
      if (isNumericLike(key)) throw new HardenError("numeric-prototypes", `a prototype has the property ${text(key)}`);
    }
    preventExtensions(prototype);
  }
}

/**
 * `RegExp.prototype` is checked but stays as it is: once its shape has changed V8 takes three times as long for every match. That nobody
 * changes it later is what the analysis of the program says, as of the iterator of arrays.
 */
function checkMatching(): void {
  const prototype = getPrototypeOf(/x/) as object;
  const { constructor } = prototype;
  const keys = ownKeys(prototype);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string | symbol;
    const found = getOwnPropertyDescriptor(prototype, key);
    if (!isNative(found?.get ?? found?.value)) throw new HardenError("matching", `RegExp.prototype.${text(key)} is not native`);
  }
  const species = getOwnPropertyDescriptor(constructor, Symbol.species);
  if (constructor.prototype !== prototype || !isNative(species?.get))
    throw new HardenError("matching", "what `split` makes is not a regular expression");
}

/** `Uint8Array.from` is what all typed arrays inherit: none of them gets one of its own. (Not frozen: polyfills of what is new stay possible elsewhere.) */
function closeTypedArrays(): void {
  for (let i = 0; i < TYPED_ARRAYS.length; i++) {
    const constructor = (globalThis as Record<string, unknown>)[TYPED_ARRAYS[i] as string];
    if (constructor === undefined) continue;
    for (let j = 0; j < 2; j++) {
      const name = j === 0 ? "from" : "of";
      if (getOwnPropertyDescriptor(constructor, name) !== undefined)
        throw new HardenError(`%TypedArray%.${name}`, `${TYPED_ARRAYS[i] as string} has its own`);
    }
    preventExtensions(constructor as object);
  }
}

function hardenOne(name: string, required: boolean): void {
  if (name === "numeric-prototypes") return sealNumericPrototypes();
  if (name === "matching") return checkMatching();
  const path = splitText(name, ".");
  let holder: object = globalThis;
  for (let i = 0; i < path.length; i++) {
    const segment = path[i] as string;
    const root = i === 0 ? ROOTS[segment] : undefined;
    if (root !== undefined) {
      holder = root;
      continue;
    }
    const key =
      segment === "@@iterator"
        ? iteratorSymbol
        : segment === "@@toStringTag"
          ? Symbol.toStringTag
          : segment === "@@species"
            ? Symbol.species
            : segment;
    if (holder === Array.prototype && key === iteratorSymbol) {
      checkArrayIterator(name);
      pin(ROOTS["%ArrayIteratorPrototype%"] as object, "next", name);
      return;
    }
    if (!pin(holder, key, name)) {
      if (required) throw new HardenError(name, `${segment} does not exist here`);
      return;
    }
    if (holder === typedArray && (key === "from" || key === "of")) closeTypedArrays();
    if (i + 1 < path.length) holder = (holder as Record<string | symbol, object>)[key] as object;
  }
}

/**
 * Makes each named intrinsic, and the bindings that lead to it (`Math` for `Math.min`), non-writable and non-configurable.
 * `numeric-prototypes` closes the prototypes of Object, Array, String and typed arrays to new properties, `matching` looks at that of regular
 * expressions. Throws `HardenError`.
 */
export function harden(names: readonly string[]): void {
  for (let i = 0; i < names.length; i++) hardenOne(names[i] as string, true);
}

/** The same for what exists of `names`: engines differ in their newest intrinsics. */
export function hardenExisting(names: readonly string[]): void {
  for (let i = 0; i < names.length; i++) hardenOne(names[i] as string, false);
}
