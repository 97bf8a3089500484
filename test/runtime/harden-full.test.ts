import { execFileSync } from "node:child_process";
import path from "node:path";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../source-files.js";

const source: { text: string } = { text: "" };

beforeAll(async () => {
  const result = await build({
    stdin: {
      contents: 'export * from "./harden-full"; export * from "./harden";',
      resolveDir: path.join(ROOT, "runtime/src"),
    },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "hardening",
    platform: "node",
  });
  source.text = result.outputFiles[0]?.text ?? "";
});

/** Hardening cannot be undone, so each test has a process of its own. Prints what expressions come to. */
function outcomes(before: string, ...expressions: readonly string[]): readonly unknown[] {
  const tried = expressions.map((one) => `(() => { "use strict"; try { return (${one}); } catch (e) { return e.name; } })()`);
  const script = `${source.text}\nhardening.hardenFully(); hardening.hardenFully(); ${before};\nconsole.log(JSON.stringify([${tried.join(",\n")}]));`;
  return JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" })) as unknown[];
}

describe("harden/full", () => {
  it("lets no function lead to a constructor of code", () => {
    const made = outcomes(
      "",
      '(() => 0).constructor("return 1")()',
      '[].constructor.constructor("return 1")()',
      '(async () => 0).constructor("return 1")',
      'new (Object.getPrototypeOf(function* () {}).constructor)("yield 1")',
      'Reflect.construct((async function* () {}).constructor, ["yield 1"])',
      'class { static { this.x = 1; } }.constructor.call(null, "return 1")',
      'Function.prototype.constructor.apply(null, ["return 1"])',
      "(() => 0) instanceof (() => 0).constructor",
      'Function("return 7")()',
    );
    expect(made).toEqual([...Array.from({ length: 7 }, () => "CapabilityViolation"), true, 7]);
  });

  it("makes what is shared permanent", () => {
    const attempts = [
      "Object.prototype.evil = 1",
      "Object.prototype.toString = 1",
      "Array.prototype.push = 1",
      "Map.prototype.get = 1",
      "Date.now = 1",
      "JSON.parse = 1",
      "Function.prototype.call = 1",
      "Error.prototype.toString = 1",
      "Promise.prototype.then = 1",
      "Object.getPrototypeOf(function* () {}()).next = 1, Object.getPrototypeOf(Object.getPrototypeOf(function* () {}())).next = 1",
      "Object.setPrototypeOf(Map.prototype, {})",
      "({}).__proto__.evil = 1",
      "Object.defineProperty(Object.prototype, 'toString', { value: 1 })",
      "Reflect.apply = 1",
    ];
    expect(outcomes("", ...attempts)).toEqual(
      attempts.map((one) => (one.startsWith("Object.getPrototypeOf(function") ? "TypeError" : "TypeError")),
    );
  });

  it("lets programs override what they inherit", () => {
    expect(
      outcomes(
        "",
        "(() => { const o = {}; o.toString = () => 'mine'; o.constructor = 2; return `${o}${o.constructor}${Object.keys(o)}`; })()",
        "(() => { function F() {} F.prototype = Object.create(Error.prototype); F.prototype.constructor = F; F.prototype.name = 'F'; return new F().name; })()",
        "(() => { const e = new TypeError('a'); e.message = 'b'; e.name = 'c'; return String(e); })()",
        "(() => { const f = () => 1; f.call = () => 2; return f.call(); })()",
        "(() => { const m = new Map(); m.get = () => 9; return m.get(); })()",
        "(() => { class A { toString() { return 'a'; } } A.prototype.valueOf = () => 3; return `${new A()}` + +new A(); })()",
        "(() => { const o = Object.create({ toString: 1 }); o.toString = 2; return o.toString; })()",
        "(() => { class B extends Array {} return new B(1, 2).map((x) => x) instanceof B; })()",
        "Object.keys({}).length + [..[1, 2]].length".replace("[..[", "[...["),
      ),
    ).toEqual(["mine2toString,constructor", "F", "c: b", 2, 9, "a3", 2, true, 2]);
  });

  it("keeps the stack readable, without what is on it", () => {
    expect(
      outcomes(
        "Error.prepareStackTrace = (_, frames) => frames; const frames = (function f() { return new Error('x').stack; }).call({ secret: 1 }); const kept = Error.prepareStackTrace; Error.prepareStackTrace = kept; const same = Error.prepareStackTrace === kept; Error.prepareStackTrace = undefined",
        "frames[0].getFunctionName()",
        "frames[0].getThis() === undefined && frames[0].getFunction() === undefined",
        "typeof frames[0].getLineNumber()",
        "same",
        "new Error('plain').stack.includes('plain')",
        "/a(b)/.test('ab') && RegExp.$1",
      ),
    ).toEqual(["f", true, "number", true, true, null].map((one) => one ?? null));
  });

  it("goes together with the generated minimum, before and after", () => {
    expect(
      outcomes(
        'hardening.harden(["Object.prototype.hasOwnProperty", "Math.min", "Map.prototype.get", "numeric-prototypes"])',
        "Math.min(1, 2)",
      ),
    ).toEqual([1]);
  });

  it("leaves V8's fast paths intact", () => {
    const script = `${source.text}\nhardening.hardenFully(); console.log([Array.prototype, String.prototype, Math, Object.prototype, RegExp.prototype].map((o) => %HasFastProperties(o)).join(" "));`;
    const printed = execFileSync(process.execPath, ["--allow-natives-syntax", "-e", script], { encoding: "utf8" });
    expect(printed.trim()).toBe("true true true true true");
  });
});
