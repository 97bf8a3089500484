/**
 * The full option: nothing that every object leads to gives authority, and nothing that code shares without asking can be replaced. Where a
 * grant is enforced this comes first, since a guard on the name `Function` is worth nothing while `(() => 0).constructor` is the same.
 *
 * Freezing a prototype has a side effect that the language did not intend: assigning a property of that name to an object below it throws. So
 * what programs are known to assign (`X.prototype.constructor = X`, `error.message = …`, `o.toString = …`) becomes an accessor, which
 * returns the original, and on assignment gives the receiver a property of its own.
 *
 * What stays as it is, and why: `RegExp.prototype`, since V8 takes three times as long for every match once its shape has changed; the
 * elements of `Array.prototype` that `harden.ts` says; `Error.prepareStackTrace` and `stackTraceLimit`, which programs set on purpose (what they
 * could leak, the functions and receivers on the stack, is gone); `__proto__` and `__defineGetter__`, which change nothing that is frozen.
 */
import { CapabilityViolation } from "./capability-violation";
import { enable, hardenExisting, refresh } from "./harden";
import { INTRINSIC_NAMES } from "./intrinsic-names.table";
import { record } from "./monitor";
import { apply, defineProperty, freeze, getOwnPropertyDescriptor, getPrototypeOf, isArray, ownKeys } from "./primordials";

type Constructor = { readonly name: string; readonly prototype: object };

const state = { isDone: false };

const functions: readonly (readonly [name: string, sample: object])[] = [
  ["Function", () => undefined],
  ["AsyncFunction", async () => Promise.resolve()],
  [
    "GeneratorFunction",
    function* () {
      yield 0;
    },
  ],
  [
    "AsyncGeneratorFunction",
    async function* () {
      yield await Promise.resolve(0);
    },
  ],
];

const refusal =
  (name: string): (() => never) =>
  () => {
    const finding = {
      obligation: "",
      kind: "capability" as const,
      location: { file: "", line: 0, column: 0 },
      observed: `code made from text by \`constructor\` of a function`,
      expected: "code that is written in a module",
      cwe: "CWE-95",
      module: "(any)",
      action: "code.eval",
      resource: null,
      grant: `\`code.eval\`, and name \`${name}\``,
    };
    record(finding, false);
    throw new CapabilityViolation(finding);
  };

/** Looks like the constructor of functions, and makes none. `f instanceof f.constructor` holds. */
function powerless(name: string, prototype: object): object {
  const refuse = refusal(name);
  const made = function () {
    return refuse();
  };
  defineProperty(made, "name", { value: name });
  defineProperty(made, "length", { value: 1 });
  defineProperty(made, "prototype", { value: prototype, writable: false });
  return made;
}

const iteratorPrototypes = (): readonly object[] => {
  const generator = getPrototypeOf((functions[2] as readonly [string, object])[1]) as { prototype: object };
  const asyncGenerator = getPrototypeOf((functions[3] as readonly [string, object])[1]) as { prototype: object };
  const above = (object: unknown): object => getPrototypeOf(object) as object;
  return [
    generator,
    generator.prototype,
    above(generator.prototype),
    asyncGenerator,
    asyncGenerator.prototype,
    above(asyncGenerator.prototype),
    above((functions[1] as readonly [string, object])[1]),
    above(new Map().entries()),
    above(new Set().entries()),
    above("".matchAll(/a/g)),
  ];
};

const ERRORS = ["Error", "AggregateError", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"];
const FROZEN = [
  "Boolean",
  "Number",
  "BigInt",
  "Symbol",
  "Date",
  "Promise",
  "Map",
  "Set",
  "WeakMap",
  "WeakSet",
  "WeakRef",
  "FinalizationRegistry",
  "ArrayBuffer",
  "SharedArrayBuffer",
  "DataView",
  "Proxy",
  "Object",
  "Iterator",
];
const NAMESPACES = ["JSON", "Reflect", "Atomics", "Math", "Intl"];
const RECORDED = [
  "$1",
  "$2",
  "$3",
  "$4",
  "$5",
  "$6",
  "$7",
  "$8",
  "$9",
  "input",
  "$_",
  "lastMatch",
  "$&",
  "lastParen",
  "$+",
  "leftContext",
  "$`",
  "rightContext",
  "$'",
];

const globals = globalThis as unknown as Record<string, Constructor | undefined>;

/** Every string key that holds a function or a text, on what is about to be frozen. */
function enableAll(prototype: object): void {
  const keys = ownKeys(prototype);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string | symbol;
    if (typeof key === "string") enable(prototype, key);
  }
}

const { get: lookUp, set: keep, has: isKept } = WeakMap.prototype;

/** A frame of the engine. */
type Frame = Record<string, ((this: unknown) => unknown) | undefined>;

/**
 * `Error.prepareStackTrace` is given the frames of the engine, which hold the functions and receivers of whoever called: those of
 * others. The engine's own frames cannot be changed, so the function that a program sets gets others, with the same places.
 */
function closeStackFrames(): void {
  const [sample] = capturedFrames();
  if (sample === undefined) return;
  const frames = new WeakMap<object, Frame>();
  const prototype = Object.create(null) as Record<string, unknown>;
  const names = ownKeys(getPrototypeOf(sample) as object);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (typeof name !== "string" || name === "constructor") continue;
    prototype[name] = function (this: object): unknown {
      const frame = apply(lookUp, frames, [this]) as Frame | undefined;
      const method = frame?.[name];
      return method === undefined || name === "getThis" || name === "getFunction" ? undefined : apply(method, frame, []);
    };
  }
  freeze(prototype);
  const wrapped = new WeakMap<object, true>();
  const wrap = (prepare: (error: unknown, given: unknown) => unknown): object => {
    const wrapper = (error: unknown, given: readonly Frame[]): unknown => {
      const copies: object[] = [];
      for (let i = 0; i < given.length; i++) {
        const copy = Object.create(prototype) as object;
        apply(keep, frames, [copy, given[i]]);
        copies[i] = copy;
      }
      return apply(prepare, Error, [error, copies]);
    };
    apply(keep, wrapped, [wrapper, true]);
    return wrapper;
  };
  const current = { value: (Error as unknown as Record<string, unknown>)["prepareStackTrace"] };
  defineProperty(Error, "prepareStackTrace", {
    get: () => current.value,
    set(given: unknown) {
      const isOurs = typeof given !== "function" || apply(isKept, wrapped, [given]);
      current.value = isOurs ? given : wrap(given as (error: unknown, frames: unknown) => unknown);
    },
    enumerable: false,
    configurable: false,
  });
}

/** Frames as the engine makes them; none where it has no such thing. */
function capturedFrames(): readonly object[] {
  const holder = Error as unknown as Record<string, unknown>;
  const { captureStackTrace } = holder as { captureStackTrace?: (target: object) => void };
  if (captureStackTrace === undefined) return [];
  const before = getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const captured: { stack?: unknown } = {};
  defineProperty(Error, "prepareStackTrace", {
    value: (_: unknown, given: unknown) => given,
    writable: true,
    configurable: true,
  });
  apply(captureStackTrace, Error, [captured]);
  const { stack } = captured;
  if (before === undefined) delete holder["prepareStackTrace"];
  else defineProperty(Error, "prepareStackTrace", before);
  return isArray(stack) ? (stack as object[]) : [];
}

/** Once a realm; a second call does nothing. To be called before code that is not trusted has run. */
export function hardenFully(): void {
  if (state.isDone) return;
  state.isDone = true;
  closeStackFrames();
  for (let i = 0; i < RECORDED.length; i++) Reflect.deleteProperty(RegExp, RECORDED[i] as string);
  for (let i = 0; i < functions.length; i++) {
    const [name, sample] = functions[i] as readonly [string, object];
    const prototype = getPrototypeOf(sample) as object;
    defineProperty(prototype, "constructor", { value: powerless(name, prototype), writable: true, configurable: true });
  }
  enableAll(Object.prototype);
  enableAll(Function.prototype);
  for (let i = 0; i < ERRORS.length; i++) {
    const prototype = globals[ERRORS[i] as string]?.prototype;
    if (prototype !== undefined) enableAll(prototype);
  }
  for (let i = 0; i < FROZEN.length; i++) {
    const prototype = globals[FROZEN[i] as string]?.prototype;
    // Awaiting takes its short way only while `then` and `constructor` of promises are plain data.
    if (prototype !== undefined && FROZEN[i] !== "Promise") enableAll(prototype);
  }
  hardenExisting(INTRINSIC_NAMES);
  const others = iteratorPrototypes();
  for (let i = 0; i < others.length; i++) {
    enableAll(others[i] as object);
    freeze(others[i] as object);
  }
  freeze(Function.prototype);
  for (let i = 0; i < ERRORS.length; i++) {
    const prototype = globals[ERRORS[i] as string]?.prototype;
    if (prototype !== undefined) freeze(prototype);
  }
  for (let i = 0; i < FROZEN.length; i++) {
    const found = globals[FROZEN[i] as string];
    if (found === undefined) continue;
    if ((found.prototype as object | undefined) !== undefined && found.prototype !== Object.prototype) freeze(found.prototype);
    freeze(found);
  }
  for (let i = 0; i < NAMESPACES.length; i++) {
    const found = globals[NAMESPACES[i] as string];
    if (found !== undefined) freeze(found);
  }
  refresh(Math, "floor");
  freeze(Function);
  for (let i = 1; i < ERRORS.length; i++) if (globals[ERRORS[i] as string] !== undefined) freeze(globals[ERRORS[i] as string]);
}
