/** Replacements of intrinsics, in the open and by the back door. */
import type { Gen } from "./context.js";

const TARGETS = [
  ["Array.prototype", "push", "function () { return 0; }"],
  ["Array.prototype", "pop", "function (this: any) { this.length = 0; return 0; }"],
  ["Array.prototype", "fill", "function (this: any) { return this; }"],
  ["Array.prototype", "slice", "function () { return []; }"],
  ["Array.prototype", "map", "function () { return []; }"],
  ["Array.prototype", "indexOf", "function () { return 7; }"],
  ["Math", "min", "() => 9"],
  ["Math", "max", "() => 9"],
  ["Math", "floor", "(x: number) => x + 0.5"],
  ["Math", "abs", "(x: number) => x"],
  ["Number", "isInteger", "() => true"],
  ["String.prototype", "charCodeAt", "() => 500"],
  ["Array", "from", "() => []"],
  ["Array.prototype", "0", "5"],
  ["Object.prototype", "3", "5"],
] as const;

export function patch(g: Gen): string {
  const { random } = g;
  const [holder, name, value] = random.pick(TARGETS);
  const indirect = holder.includes(".")
    ? random.pick([
        `(${holder} as any)`,
        `Object.getPrototypeOf(${holder.startsWith("Array") ? "[]" : holder.startsWith("String") ? `""` : "{}"})`,
        `(${holder.split(".")[0]!} as any)["proto" + "type"]`,
        `(${holder.startsWith("Array") ? "[]" : holder.startsWith("String") ? `""` : "{}"} as any).constructor.prototype`,
        `(${holder.startsWith("Array") ? "[]" : holder.startsWith("String") ? `""` : "{}"} as any).__proto__`,
      ])
    : random.pick([`(${holder} as any)`, `(globalThis as any).${holder}`, `(globalThis as any)["${holder}"]`]);
  return random.pick([
    `${indirect}[${JSON.stringify(name)}] = ${value};`,
    `Reflect.set(${indirect}, ${JSON.stringify(name)}, ${value});`,
    `Object.defineProperty(${indirect}, ${JSON.stringify(name)}, { value: ${value} });`,
    `Object.assign(${indirect}, { [${JSON.stringify(name)}]: ${value} });`,
    `(Array.prototype as any)[Symbol.iterator] = function* () { yield 1; };`,
    `{ const p = ${indirect}; p[${JSON.stringify(name)}] = ${value}; }`,
  ]);
}
