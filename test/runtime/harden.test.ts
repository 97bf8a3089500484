import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../source-files.js";

/** Hardening cannot be undone, so each test has a process of its own. */
const sources: { harden: string; all: string } = { harden: "", all: "" };

async function bundled(file: string): Promise<string> {
  const result = await build({
    entryPoints: [path.join(ROOT, "runtime/src", file)],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "hardening",
    platform: "node",
  });
  return result.outputFiles[0]?.text ?? "";
}

beforeAll(async () => {
  sources.harden = await bundled("harden.ts");
  sources.all = await bundled("harden-all.ts");
});

const run = (script: string): string => execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim();

describe("harden", () => {
  it("makes the named intrinsics permanent", () => {
    const script = `${sources.harden}
      hardening.harden(["Array.prototype.push", "Math.min", "Array.prototype.@@iterator", "%ArrayIteratorPrototype%.next", "%TypedArray%.prototype.length"]);
      const { set } = Reflect;
      set(Array.prototype, "push", 1); try { set(Math, "min", 1); } catch (error) { console.log(error.message); } set(Object.getPrototypeOf([].values()), "next", 1); set(globalThis, "Math", {});
      const get = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "length");
      console.log(typeof [].push, typeof Math.min, typeof [].values().next, get.configurable);`;
    expect(run(script)).toBe("cannot assign to `min` of an intrinsic: it is hardened\nfunction function function false");
  });

  it("makes nothing permanent but the named properties, so that heirs can be given others", () => {
    const script = `${sources.harden}
      hardening.harden(["Array.prototype.push", "Math.min", "String.prototype.charCodeAt", "Array.isArray"]);
      const math = Object.create(Math);
      math.max = () => 7;
      math.min = () => 6;
      class List extends Array {}
      List.from = () => 8;
      console.log(math.max(1), math.min(2), List.from(), Math.max(1), Math.min(4));
      try { (() => { "use strict"; Math.min = 1; })(); } catch (error) { console.log(error.message); }
      const tried = [[Math, "max"], [String.prototype, "at"], [Array, "from"], [Array.prototype, "pop"], [Object.prototype, "toString"], [globalThis, "Reflect"]];
      console.log(tried.map(([holder, key]) => Object.getOwnPropertyDescriptor(holder, key).writable).join(" "), Object.isFrozen(Array.prototype));`;
    expect(run(script)).toBe(
      "7 6 8 1 4\ncannot assign to `min` of an intrinsic: it is hardened\ntrue true true true true true false",
    );
  });

  it("goes by what another copy of itself has done", () => {
    const script = `const first = (() => { ${sources.harden} return hardening; })(); const second = (() => { ${sources.harden} return hardening; })();
      first.harden(["Math.min"]); second.harden(["Math.min", "Math.max"]); first.harden(["Math.max"]);
      console.log(Math.min(1, 2), Math.max(1, 2));`;
    expect(run(script)).toBe("1 2");
    const full = `const first = (() => { ${sources.harden} return hardening; })();
      first.harden(["Math.min"]); Object.seal(Math); first.harden(["Math.max"]);
      try { (() => { "use strict"; Math.max = () => 9; })(); } catch { console.log(Math.max(1), Math.min(3)); }
      Math.min = Math.min;
      Array.of = Array.from; try { first.harden(["Array.of"]); } catch (error) { console.log(error.message); }`;
    expect(run(full)).toMatch(/^1 3\ncannot harden Array\.of: it is `from`/u);
    const lying = `${sources.harden} Object.defineProperty(Math, "max", { get: () => () => 9 });
      try { hardening.harden(["Math.max"]); } catch (error) { console.log(error.message); }`;
    expect(run(lying)).toContain("cannot harden Math.max: its getter is not native");
  });

  it("works in a context of `vm`", () => {
    const inside = `${sources.harden}; hardening.harden(["Math.floor", "Array.isArray"]); typeof Math + Math.floor(1.5) + Array.isArray([])`;
    expect(
      run(`const vm = require("node:vm"); console.log(vm.runInContext(${JSON.stringify(inside)}, vm.createContext({})));`),
    ).toBe("object1true");
  });

  it("lets no typed array have a `from` of its own", () => {
    const script = `${sources.harden}
      hardening.harden(["%TypedArray%.from", "Uint8Array"]);
      const added = [Uint8Array, Float64Array].map((one) => Reflect.defineProperty(one, "from", { value: () => new one(1) }));
      console.log(added.join(" "), Uint8Array.from([1, 2]).length, new (class extends Uint8Array { static more = 3; })(2).length);`;
    expect(run(script)).toBe("false false 2 2");
    const own = `Object.defineProperty(Int8Array, "of", { value: () => [] }); ${sources.harden}
      try { hardening.harden(["%TypedArray%.of"]); } catch (error) { console.log(error.message); }`;
    expect(run(own)).toContain("cannot harden %TypedArray%.of: Int8Array has its own");
  });

  it("lets iterators of arrays and strings inherit no `return`", () => {
    const script = `${sources.harden}
      hardening.harden(["Array.prototype.@@iterator", "%StringIteratorPrototype%.next"]);
      hardening.harden(["%ArrayIteratorPrototype%.next"]);
      const shared = Object.getPrototypeOf(Object.getPrototypeOf([].values()));
      shared.return = () => { console.log("called"); return {}; };
      const [first] = [1, 2]; for (const c of "abc") break; for (const c of new Uint8Array(2)) break;
      const own = { __proto__: shared, next: () => ({ done: false, value: 3 }) };
      const [third] = own; console.log(first, third);`;
    expect(run(script)).toBe("called\n1 3");
    const before = `Object.getPrototypeOf(Object.getPrototypeOf([].values())).return = () => ({}); ${sources.harden}
      try { hardening.harden(["%StringIteratorPrototype%.next"]); } catch (error) { console.log(error.message); }`;
    expect(run(before)).toContain("cannot harden %StringIteratorPrototype%.next: its iterators have a `return`");
  });

  it("closes prototypes to numeric properties", () => {
    const script = `${sources.harden}
      hardening.harden(["numeric-prototypes"]);
      for (const o of [Object, Array, String, Uint8Array]) Reflect.set(o.prototype, 3, 1);
      console.log([][3], ({})[3], "".charAt[3], new Uint8Array(1)[3]);`;
    expect(run(script)).toBe("undefined undefined undefined undefined");
  });

  it("leaves V8's fast paths intact", () => {
    const script = `${sources.all}
      for (const name of [["Array.prototype.slice"], ["Array.prototype.map", "%TypedArray%.prototype.length"]]) hardening.hardenExisting?.(name);
      console.log([Array.prototype, Object.getPrototypeOf(Uint8Array.prototype), String.prototype, Math, [].values()].map((o) => %HasFastProperties(o)).join(" "));`;
    expect(execFileSync(process.execPath, ["--allow-natives-syntax", "-e", script], { encoding: "utf8" }).trim()).toBe(
      "true true true true true",
    );
  });

  it("is idempotent", () => {
    const script = `${sources.harden} hardening.harden(["Math.min", "Math.min"]); hardening.harden(["Math.min"]); console.log("done")`;
    expect(run(script)).toBe("done");
  });

  it.each([
    [
      "a replaced function",
      "Array.prototype.push = function () { return 0; };",
      '["Array.prototype.push"]',
      "Array.prototype.push",
    ],
    [
      "a replaced array iterator",
      "Array.prototype[Symbol.iterator] = [].entries;",
      '["Array.prototype.@@iterator"]',
      "Array.prototype.@@iterator",
    ],
    ["a numeric property", "Array.prototype[5] = 1;", '["numeric-prototypes"]', "numeric-prototypes"],
    ["another way to match, which finds anything", "RegExp.prototype.exec = () => [];", '["matching"]', "matching"],
    ["another way to match", "RegExp.prototype.exec = () => null;", '["matching"]', "matching"],
    [
      "another kind of what `split` makes",
      "Object.defineProperty(RegExp, Symbol.species, { get: () => Array });",
      '["matching"]',
      "matching",
    ],
    ["a name that does not exist", "", '["Math.nope"]', "Math.nope"],
  ])("refuses %s", (_, before, names, named) => {
    const { stderr, status } = spawnSync(process.execPath, ["-e", `${sources.harden} ${before} hardening.harden(${names})`], {
      encoding: "utf8",
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain(`cannot harden ${named}`);
  });

  it("harden/all hardens everything this engine has", () => {
    const script = `${sources.all} Reflect.set(String.prototype, "charCodeAt", 1); Reflect.set(Array.prototype, 0, 1); console.log(typeof "".charCodeAt, [][0]);`;
    expect(run(script)).toBe("function undefined");
  });
});
