/** Built-in prototypes that come out of a field, and what is written to them: iteration, species and matching are no longer what they were. */
import { describe, expect, it } from "vitest";
import { proved } from "../proved-trusted.js";

const EVIL = `
const box: any = { A: Array, R: RegExp };
const shared: number[] = [];
class Evil { static get [Symbol.species](): any { return function () { return shared; }; } }
function put(o: any, k: string, v: any): void { o[k] = v; }
class Base { constructor(o: any) { return o; } }
`;
/** `slice` asks `constructor` and its species; the spread asks for the iterator. */
const USES = `
  const a = [1, 2, 3];
  const b = a.slice();
  const c = a.slice();
  c.pop();
  const [first] = a;
  const m = /a(b)/.exec("ab");
  return b[2]! + c.length + first! + (m === null ? 0 : m[1]!.length);
}`;
const program = (before: string, does: string, constants = EVIL): string =>
  `${constants}${before}\nexport function run(key: string, other: string): number {\n${does}\n${USES}`;
const SLICED = "b[2]";
const MATCHED = "m[1]";

describe("what is known of built-in methods", () => {
  it("holds where nothing is written to what comes out of a field", () => {
    const texts = proved(program("", "box.A.prototype.length; const o: any = {}; o[key] = 1; put({}, key, other);", EVIL));
    expect(texts).toEqual(expect.arrayContaining([SLICED, "first", MATCHED]));
  });

  it.each([
    ["a key", "", 'const proto = box.A.prototype; proto[["con", "structor"].join("")] = Evil;'],
    ["a function that is handed it", "", 'put(box.A.prototype, "constructor", Evil);'],
    ["a function that is handed what a key gave", "", "put(box[key][other], key, Evil);"],
    ["`Object.assign`", "", "Object.assign(box.A.prototype, { constructor: Evil });"],
    ["entries", "", 'Object.assign(box.A.prototype, Object.fromEntries([["constructor", Evil]]));'],
    ["a loop's head", "", 'const proto = box.A.prototype; for (proto["const" + "ructor"] of [Evil]);'],
    ["a field", 'class D extends Base { ["constructor"] = Evil; }', "new D(box.A.prototype);"],
    ["a closure", "", "const proto = box.A.prototype; const later = (): void => { proto[key] = Evil; }; later();"],
  ])("ends by %s: species", (_, before, does) => {
    expect(proved(program(before, does))).not.toContain(SLICED);
  });

  it.each([
    [
      "a symbol that a proxy is handed",
      "let leaked: any; const handler = { get(_t: any, k: any): any { leaked = k; return undefined; } };",
      "try { for (const _ of new Proxy({}, handler) as any); } catch {} const proto = box.A.prototype; proto[leaked] = function* () {};",
    ],
    [
      "a field that is copied",
      "class Y { [Symbol.iterator] = function* (this: any): any { this.length = 0; }; }",
      "Object.assign(box.A.prototype, new Y());",
    ],
    ["a field", "class D extends Base { [Symbol.iterator] = function* (): any {}; }", "new D(box.A.prototype);"],
  ])("ends by %s: iteration", (_, before, does) => {
    expect(proved(program(before, does))).not.toContain("first");
  });

  it.each([["a function that is handed it", "", 'put(box.R.prototype, "exec", () => [1]);']])(
    "ends by %s: matching",
    (_, before, does) => {
      expect(proved(program(before, does))).not.toContain(MATCHED);
    },
  );
});
