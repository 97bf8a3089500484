import ts from "typescript";
import { describe, expect, it } from "vitest";
import { inferAuthority } from "../../../analyzers/authority/infer.js";
import { moduleAuthority } from "../../../compiler/authority/module-authority.js";

function infer(sources: Readonly<Record<string, string>>) {
  const modules = Object.entries(sources).map(([name, text]) =>
    moduleAuthority(ts.createSourceFile(name, text, { languageVersion: ts.ScriptTarget.Latest }, true), name),
  );
  const resolve = (_: string, specifier: string): readonly string[] => {
    const name = specifier.replace(/^\.\//, "");
    return name in sources ? [name] : [];
  };
  return inferAuthority({ modules, resolve });
}

/** `action: a.js:1 > b.js:2`, by node. */
const pathsOf = (sources: Readonly<Record<string, string>>, module: string, node: string): readonly string[] =>
  [...infer(sources).of(module, node)].map(
    ([action, { steps }]) => `${action}: ${steps.map((step) => `${step.module}#${step.node}:${String(step.line)}`).join(" > ")}`,
  );

describe("inference", () => {
  const two = {
    "a.js":
      'import { load } from "./b.js";\nexport function main() {\n  return load();\n}\nexport function pure() {\n  return 1;\n}',
    "b.js":
      'import fs from "fs";\nexport const load = () => read();\nfunction read() {\n  return fs.readFileSync("x");\n}\nexport function wipe() {\n  fs.rmSync("x");\n}',
  };

  it("follows calls from function to function and from module to module", () => {
    expect(pathsOf(two, "a.js", "main")).toEqual(["fs.read: a.js#main:3 > b.js#var load:2 > b.js#load:2 > b.js#read:4"]);
    expect(pathsOf(two, "a.js", "pure")).toEqual([]);
    expect(pathsOf(two, "b.js", "wipe")).toEqual(["fs.delete: b.js#wipe:7"]);
  });

  it("counts a module as all that it exports", () => {
    const found = infer(two).ofModule("b.js");
    expect([...found.keys()].sort()).toEqual(["fs.delete", "fs.read"]);
  });

  it("ends in cycles, and gives both what either has", () => {
    const cycle = {
      "a.js": 'import { g } from "./b.js";\nexport function f(n) {\n  return n ? g(n - 1) : Math.random();\n}',
      "b.js": 'import { f } from "./a.js";\nexport function g(n) {\n  return n ? f(n - 1) : process.exit();\n}',
    };
    expect([...infer(cycle).of("a.js", "f").keys()].sort()).toEqual(["process.exit", "random"]);
    expect([...infer(cycle).of("b.js", "g").keys()].sort()).toEqual(["process.exit", "random"]);
  });

  it.each([
    [
      "callbacks",
      'import { exec } from "child_process";\nexport function f(xs) {\n  xs.forEach((x) => exec(x));\n}',
      "f",
      "process.spawn",
    ],
    [
      "functions passed on",
      "function h() {\n  process.exit();\n}\nexport function f(xs) {\n  xs.forEach(h);\n}",
      "f",
      "process.exit",
    ],
    ["classes", "class A {\n  go() {\n    fetch('x');\n  }\n}\nexport const f = () => new A();", "var f", "net.connect"],
    ["tables of functions", "const t = { a: () => eval('1') };\nexport const f = (k) => t[k]();", "var f", "code.eval"],
    [
      "prototypes",
      "function A() {}\nA.prototype.go = () => process.exit();\nexport function f() {\n  return new A();\n}",
      "f",
      null,
    ],
    ["default parameters", "export function f(g = () => fetch('x')) {\n  return g();\n}", "f", "net.connect"],
  ] as const)("through %s", (_, code, node, action) => {
    const found = [...infer({ "a.js": code }).of("a.js", node).keys()];
    if (action === null) expect([...infer({ "a.js": code }).ofModule("a.js").keys()]).toContain("process.exit");
    else expect(found).toContain(action);
  });

  it("goes through re-exports and CommonJS", () => {
    const chain = {
      "a.js": 'const { run } = require("./b.js");\nexports.main = () => run("id");',
      "b.js": 'export * from "./c.js";',
      "c.js": 'export { exec as run } from "node:child_process";',
    };
    expect([...infer(chain).of("a.js", "export main").keys()]).toEqual(["process.spawn"]);
    const common = {
      "a.js": 'const b = require("./b.js");\nmodule.exports = function main() {\n  return b.load();\n};',
      "b.js": 'exports.load = () => require("fs").readFileSync("x");\nexports.other = () => process.exit();',
    };
    expect([...infer(common).ofModule("a.js").keys()]).toContain("fs.read");
  });
});
