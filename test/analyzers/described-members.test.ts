/** Members that are defined by descriptors, under the trusted boundary: those that the text does not call plain values are accessors by their names. */
import { describe, expect, it } from "vitest";
import { proved } from "./proved-trusted.js";

const READS = `
  export function f(o: { x: 0 | 1 }) { return [1, 2][o.x]!; }
  export function g(o: { y: 0 | 1 }) { return [1, 2][o.y]!; }`;
const X = "[1, 2][o.x]";
const Y = "[1, 2][o.y]";

describe("members of descriptors", () => {
  it.each([
    ["an accessor beside a value", "Object.defineProperties({}, { x: { get: () => 7 }, y: { value: 1 } })", [Y]],
    ["an accessor of a new object", "Object.create(null, { x: { get: () => 7, enumerable: true } })", [Y]],
    ["an accessor under a text", "Object.defineProperties({}, { 'x': { set(_: number) { /* */ } } })", [Y]],
    ["values alone", "Object.create(null, { x: { value: 1, writable: true }, y: { enumerable: false } })", [X, Y]],
    ["a descriptor from elsewhere", "Object.defineProperties({}, { x: d })", [Y]],
    ["a descriptor by its name", "Object.defineProperties({}, { d })", [X, Y]],
    ["a descriptor that a function is", "Object.create(null, { x() { return d; } } as never)", []],
    ["a descriptor that inherits", "Object.defineProperties({}, { x: { __proto__: d, value: 1 } as never })", [Y]],
    ["a descriptor that is copied", "Object.defineProperties({}, { x: { ...d } })", [Y]],
    ["descriptors that are copied", "Object.defineProperties({}, { ...all })", []],
    ["descriptors from elsewhere", "Object.defineProperties({}, all)", []],
    ["descriptors from elsewhere, of a new object", "Object.create(null, all)", []],
    ["arguments from elsewhere", "Object.create(...([null, all] as const))", []],
    ["a name that is not known", "Object.defineProperties({}, { [k]: d })", []],
    ["a function that is handed on", "[{}].map((o) => [o].map(Object.defineProperties as never))", []],
  ] as const)("%s", (_, made, believed) => {
    const code = `${READS} export const make = (d: PropertyDescriptor, all: PropertyDescriptorMap, k: string): unknown => [${made}, d, all, k];`;
    const found = proved(code);
    expect([X, Y].filter((text) => found.includes(text))).toEqual(believed);
  });
});

describe("what defines members, by another way than its name", () => {
  const D = '{}, "x", { get: () => 7 }';
  it.each([
    ["a text", `Object["defineProperty"](${D})`],
    ["a text, of another name for the holder", `((O = Object) => O["defineProperty"](${D}))()`],
    ["a text in a pattern", `(({ "defineProperty": define }) => define(${D}))(Object)`],
    ["a computed name in a pattern", `(({ ["defineProperty"]: define }) => define(${D}))(Object)`],
    ["a constant key", `((O: typeof Object, key: "defineProperty") => O[key](${D}))(Object, "defineProperty")`],
    ["a key that is not known", `((O: any = Object) => (Object as any)[k](${D}))()`],
    ["a text of the global object", `globalThis["Object"]["defineProperty"](${D})`],
    ["a getter's definition", `({} as any)["__defineGetter__"]("x", () => 7)`],
    ["a pattern that is assigned", `((f: unknown) => { ({ create: f } = Object); return f; })(0)`],
    ["`create` of another name", `((O = Object) => O.create({}, { x: { get: () => 7 } }))()`],
    ["`create` in a pattern", `(({ create }) => create({}, { x: { get: () => 7 } }))(Object)`],
    ["`create` of a class that inherits it", `(class extends Object {}).create({}, { x: { get: () => 7 } })`],
  ])("%s", (_, made) => {
    const found = proved(`${READS} export const make = (k: string): unknown => ${made};`);
    expect([X, Y].filter((text) => found.includes(text))).toEqual([]);
  });

  it.each([
    ["a `create` of something else", `(({ create }) => create())({ create: () => k })`],
    ["keys of something else", `((o: Record<string, number>) => o[k])({})`],
    ["texts of something else", `({ "defined": 1 })["defined"]`],
  ])("not %s", (_, made) => {
    const found = proved(`${READS} export const make = (k: string): unknown => ${made};`);
    expect([X, Y].filter((text) => found.includes(text))).toEqual([X, Y]);
  });
});
