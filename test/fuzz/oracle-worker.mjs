// A process that runs programs under the independent oracle, each in a realm of its own. Like the oracle it imports nothing of the project.
// A message holds programs; the answer says for each which accesses left the range. `stopAt: null` goes on after a violation (as
// guards in mode `report` do); a list of accesses throws there (as guards in mode `throw` do) and goes on elsewhere.
import { createRequire } from "node:module";
import process from "node:process";
import vm from "node:vm";
import { compileText, observe } from "../cases/oracle/oracle.mjs";

const [milliseconds, mostAccesses] = process.argv.slice(2).map(Number);
const require = createRequire(import.meta.url);
const allowed = new Set(["node:util", "node:assert", "node:events"]);

const tagOfTyped = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const lengthOfTyped = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "length").get;

/**
 * What a store into a typed array puts there. A typed array converts an object before it looks at the place, and the conversion may run code
 * that detaches or shrinks the array: as the emitted guard does, the place is decided once before it (here) and once after it (by the caller).
 */
function converted(receiver, key, value, place) {
  const tag = tagOfTyped.call(receiver);
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  if (tag === undefined || !isObject) return value;
  // The oracle's own check, of something as long.
  checks.set(new Uint8Array(lengthOfTyped.call(receiver)), key, 0, place);
  return tag.startsWith("Big") ? BigInt.asIntN(64, value) : +value;
}
const checks = globalThis.__ck;
const checksWithConversion = {
  ...checks,
  set(receiver, key, value, place) {
    const name = checks.key(key);
    checks.set(receiver, name, converted(receiver, name, value, place), place);
    return value;
  },
  lv(receiver, key, place) {
    const name = checks.key(key);
    const target = checks.lv(receiver, name, place);
    return {
      set v(value) {
        target.v = converted(receiver, name, value, place);
      },
      get v() {
        return target.v;
      },
    };
  },
};

/** What the standard allows beyond what oracle.mjs checks: a plain array may be appended to. */
const isAppend = ({ mode, kind, key, length }) => mode === "write" && kind === "array" && Number(key) === length;

/** An array that long keeps built-in methods busy for minutes, and nothing can interrupt those: the run ends here, as it does after too many accesses. */
const makesEndless = ({ mode, kind, key }) => mode === "write" && kind === "array" && Number(key) > 1e7;

/** What emitted programs do before anything else (docs/SOUNDNESS.md, A2), written anew: what stays changeable stays so here. */
const HARDEN = `for (const holder of [Array, Math, Number, Object, String, Reflect, Uint8Array, Object.getPrototypeOf(Uint8Array)]) {
  for (const object of [holder, holder.prototype]) {
    if (object === undefined) continue;
    for (const key of Reflect.ownKeys(object)) {
      const own = Object.getOwnPropertyDescriptor(object, key);
      if (key === "constructor" || key === Symbol.iterator || !own.configurable) continue;
      Object.defineProperty(object, key, "value" in own ? { writable: false, configurable: false } : { configurable: false });
    }
    Object.preventExtensions(object);
  }
}`;

/** Of the last texts: most of those that leave the range come again, to be stopped. */
const lately = new Map();
const MOST_TEXTS = 200;

function compiledOf(text) {
  const known = lately.get(text);
  if (known !== undefined) {
    known.again();
    return known;
  }
  const compiled = compileText(text);
  if (lately.size >= MOST_TEXTS) lately.delete(lately.keys().next().value);
  lately.set(text, compiled);
  return compiled;
}

function runOne({ text, stopAt, hardened }) {
  const stops = stopAt === null ? null : new Set(stopAt);
  const violated = new Set();
  let compiled;
  try {
    compiled = compiledOf(text);
  } catch (error) {
    return { violated: [], end: `does not compile: ${String(error)}`, accesses: 0 };
  }
  let done = 0;
  let isOver = false;
  observe((count, violation) => {
    done = count;
    if (isOver || count > mostAccesses) throw new Error("too many accesses, or too far out");
    if (violation === null || isAppend(violation)) return;
    const site = `${violation.mode} ${compiled.spanOf(violation.place)}`;
    if (violated.size < 1000) violated.add(site);
    if (stops?.has(site)) throw new Error(`stopped at ${site}`);
    isOver = makesEndless(violation);
    if (isOver) throw new Error("too far out");
  });
  let end = "pending";
  const sandbox = {
    __ck: checksWithConversion,
    __require: (name) => (allowed.has(name) ? require(name) : {}),
    __end: (how) => {
      end = how;
    },
    structuredClone,
  };
  const script = `"use strict"; (function (exports, require) { ${compiled.js}
;})(globalThis.__exports = {}, __require);
(async () => { try { await __exports.run(); __end("returned"); } catch (error) { __end("threw " + String(error).slice(0, 200)); } })();`;
  try {
    const context = vm.createContext(sandbox, { microtaskMode: "afterEvaluate" });
    if (hardened) vm.runInContext(HARDEN, context);
    vm.runInContext(script, context, { timeout: milliseconds });
  } catch (error) {
    // A broken program (its module body throws, it never ends, it overflows): what it did before counts.
    end = `broken: ${String(error?.message ?? error).slice(0, 200)}`;
  }
  return { violated: [...violated], end, accesses: done };
}

// Programs leave rejected promises behind; that is their business.
process.on("unhandledRejection", () => undefined);
process.on("message", ({ id, programs }) => {
  process.send({ id, outcomes: programs.map(runOne) });
});
process.on("disconnect", () => process.exit());
