/** Members that the library declares as data, and that are accessors or methods of built-in prototypes: A1t does not speak of those, but A2 (trusted boundary). */
import { describe, expect, it } from "vitest";
import { proved } from "./proved-trusted.js";

const after = (parameter: string, read: string): string => `
  const table = new Uint8Array(3);
  let k = 0;
  export function poke(): void { k = 9; }
  export function f(${parameter}): number { k = 0; const x: unknown = ${read}; return x === "x" ? 0 : table[k]!; }`;

describe("a read of what a parameter has", () => {
  it.each([
    ["m: Map<number, number>", "m.size"],
    ["m: ReadonlyMap<number, number>", "m.size"],
    ["s: Set<number>", "s.size"],
    ["r: RegExp", "r.flags"],
    ["e: Error", "e.stack"],
    ["e: Error", "e.message"],
    ["b: ArrayBuffer", "b.byteLength"],
    ["p: Promise<number>", "p.then"],
    ["d: Date", "d.getTime"],
    ["e: Element", "(e.id = 'x')"],
    ["e: Element", "e.id"],
    ["o: { a: number }", "o.toString"],
    ["o: { a: number; valueOf(): number }", "o.valueOf"],
    ["o: { a: number }", "o.constructor"],
    ["m: Map<number, number> | { size: number }", "m.size"],
  ])("may run code where the language defines it: (%s) %s", (parameter, read) => {
    expect(proved(after(parameter, read))).not.toContain("table[k]");
  });

  it.each([
    ["m: { size: number }", "m.size"],
    ["r: RegExp", "r.lastIndex"],
    ["n: Node", "n.nodeType"],
    ["n: Node", "n.contains"],
    ["d: PropertyDescriptor", "d.value"],
    ["r: IteratorYieldResult<number>", "r.value"],
    ["o: { then: number; flags: string }", "o.flags"],
  ])("runs none where the object has it for itself: (%s) %s", (parameter, read) => {
    expect(proved(after(parameter, read))).toContain("table[k]");
  });
});
