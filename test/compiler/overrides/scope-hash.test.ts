import path from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { declarationsUsed } from "../../../compiler/overrides/scope-declarations.js";
import { scopeHash, scopeKindOf } from "../../../compiler/overrides/scope-hash.js";
import { symbolPathOf } from "../../../compiler/overrides/symbol-path.js";
import { tokensOf } from "../../../compiler/overrides/tokens.js";

const ROOT = "/project";

function programOf(files: Readonly<Record<string, string>>): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.Preserve,
    noLib: true,
  };
  const texts = new Map(Object.entries(files).map(([name, text]) => [path.posix.join(ROOT, name), text]));
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    getCurrentDirectory: () => ROOT,
    fileExists: (name) => texts.has(name),
    readFile: (name) => texts.get(name),
    directoryExists: () => true,
    getSourceFile: (name, version) => {
      const text = texts.get(name);
      return text === undefined ? undefined : ts.createSourceFile(name, text, version, true);
    },
  };
  const program = ts.createProgram({ rootNames: [...texts.keys()], options, host });
  program.getTypeChecker();
  return program;
}

/** The first node of the file whose text begins with `start`, the outermost one. */
function nodeAt(file: ts.SourceFile, start: string): ts.Node {
  const visit = (node: ts.Node): ts.Node | undefined =>
    file.text.startsWith(start, node.getStart(file)) ? node : ts.forEachChild(node, visit);
  const found = ts.forEachChild(file, visit);
  if (found === undefined) throw new Error(`nothing starts with ${start}`);
  return found;
}

function hashOf(files: Readonly<Record<string, string>>, start: string | null, depends: readonly string[] = []): string {
  const program = programOf(files);
  const file = program.getSourceFile(`${ROOT}/${Object.keys(files)[0] ?? ""}`);
  if (file === undefined) throw new Error("no file");
  const scope = start === null ? file : nodeAt(file, start);
  const hashed = scopeHash(scope, depends, { checker: program.getTypeChecker(), projectRoot: ROOT });
  if (hashed.kind !== "hashed") throw new Error(`unresolved ${hashed.name}`);
  return hashed.hash;
}

const textsOf = (text: string, name = "a.tsx"): readonly string[] =>
  tokensOf(
    programOf({ [name]: text }).getSourceFile(`${ROOT}/${name}`)!,
    programOf({ [name]: text }).getSourceFile(`${ROOT}/${name}`)!,
  ).map((token) => token.text);

describe("tokens of a scope", () => {
  it("are as written, whatever the context makes of them", () => {
    const file = ts.createSourceFile(
      "a.tsx",
      "const r = /a\\/[/]b/gu; const t = `x${1_000 + 0x1F}y${'z'}\r\n`; class C { #p = a /b/ c; get() { return this.#p; } }\n" +
        'const m: Map<A, B<C>> = a >> b; const j = <p id="1"> hi {x}\n  <b/> </p>;',
      ts.ScriptTarget.Latest,
      true,
    );
    expect(tokensOf(file, file).map(({ text }) => text)).toEqual([
      ..."const|r|=|/a\\/[/]b/gu|;|const|t|=|`x${|1_000|+|0x1F|}y${|'z'|}\n`|;".split("|"),
      ..."class|C|{|#p|=|a|/|b|/|c|;|get|(|)|{|return|this|.|#p|;|}|}".split("|"),
      ..."const|m|:|Map|<|A|,|B|<|C|>|>|=|a|>>|b|;".split("|"),
      ...'const|j|=|<|p|id|=|"1"|>| hi |{|x|}|<|b|/|>| |<|/|p|>|;'.split("|"),
    ]);
  });

  it("tell where a line break ends a statement", () => {
    expect(textsOf("function f(a) { return\na }")).toEqual([..."function|f|(|a|)|{|return||a||}".split("|")]);
    expect(textsOf("function f(a) { return a }")).toEqual([..."function|f|(|a|)|{|return|a||}".split("|")]);
    expect(textsOf("a\n++b")).not.toEqual(textsOf("a++\nb"));
  });
});

describe("scope hash, golden", () => {
  const files = {
    "a.ts":
      'import { mask } from "./b";\nconst table: number[] = [1, 2, 3, 4];\n' +
      "export function at(i: number): number {\n  const k = i & mask;\n  return table[k];\n}\n",
    "b.ts": "export const mask = 3;\nexport const other = 4;\n",
  };

  it("never changes: approvals are signed over it", () => {
    expect({
      function: hashOf(files, "export function"),
      statement: hashOf(files, "return"),
      expression: hashOf(files, "table[k]"),
      module: hashOf(files, null),
      depends: hashOf(files, "table[k]", ["mask"]),
    }).toMatchInlineSnapshot(`
      {
        "depends": "s1:a1966e9adcaeee99e7dfa38324def070efa99e30c107118d4bd8627bb746ee35",
        "expression": "s1:75d5a389d15a9feb27b81a7e0b3bbf2527ba1fb7727c9691356330da3b23fe0c",
        "function": "s1:357dbd3b001b7fa2d248e7bb35e7b564ad7e8ecb6b15e29d74b3f5b504f21f34",
        "module": "s1:8c5f67f39d4356b4d372f556a047da26160ca6cfbab30c625baec63785d7b043",
        "statement": "s1:f97584d760c62f50ad3969fb0d09cbe77864c509c94ca4a49dc66734fb1c0a81",
      }
    `);
  });

  it("covers what the scope uses of other modules, and no more of them", () => {
    const before = hashOf(files, "export function");
    expect(hashOf({ ...files, "b.ts": files["b.ts"].replace("= 3", "= 7") }, "export function")).not.toBe(before);
    expect(hashOf({ ...files, "b.ts": files["b.ts"].replace("const mask", "let mask") }, "export function")).not.toBe(before);
    expect(hashOf({ ...files, "b.ts": files["b.ts"].replace("= 4", "= 5") }, "export function")).toBe(before);
    expect(hashOf({ ...files, "a.ts": files["a.ts"].replace("3, 4", "3") }, "export function")).not.toBe(before);
    // A statement leans on the lines before it.
    const statement = hashOf(files, "return");
    expect(hashOf({ ...files, "a.ts": files["a.ts"].replace("i & mask", "i") }, "return")).not.toBe(statement);
    // What `depends=` names counts although the statement does not use it.
    expect(hashOf({ ...files, "b.ts": files["b.ts"].replace("= 3", "= 7") }, "return")).toBe(statement);
    expect(hashOf({ ...files, "b.ts": files["b.ts"].replace("= 3", "= 7") }, "return", ["mask"])).not.toBe(
      hashOf(files, "return", ["mask"]),
    );
  });

  it("names what `depends=` cannot find", () => {
    const program = programOf(files);
    const file = program.getSourceFile(`${ROOT}/a.ts`)!;
    const source = { checker: program.getTypeChecker(), projectRoot: ROOT };
    expect(scopeHash(file, ["at", "nothing"], source)).toEqual({ kind: "unresolved", name: "nothing" });
    expect(declarationsUsed(nodeAt(file, "export function"), source).map(({ module, name }) => `${module} ${name}`)).toEqual([
      "a.ts table",
      "b.ts mask",
    ]);
  });

  it("tells equal statements apart, and the same statement in another place", () => {
    const twice = {
      "a.ts": "declare const x: number[]; function f(i: number) { x[i] = 1; g(i); /*2*/ x[i] = 1; }\nfunction g(i: number) {}\n",
    };
    const [first, second] = ["x[i] = 1; g", "x[i] = 1; }"].map((start) => hashOf(twice, start));
    expect(first).not.toBe(second);
    const moved = { "a.ts": "declare const x: number[]; function f(i: number) { g(i); x[i] = 1; }\nfunction g(i: number) {}\n" };
    const before = { "a.ts": "declare const x: number[]; function f(i: number) { x[i] = 1; g(i); }\nfunction g(i: number) {}\n" };
    expect(hashOf(moved, "x[i]")).not.toBe(hashOf(before, "x[i]"));
  });
});

const SCOPE = [
  "export function f<T>(xs: readonly T[], i: number, s = `a${i}b`): T | undefined {",
  "  const [a, ...rest] = [i ?? 0, 1_0, /x[/]/u, -2];",
  "  if (a > 1 && rest.length >>> 0) { label: for (const k of xs) { continue label; } }",
  "  class Own { #n = 1; static { void 0; } get n() { return this.#n; } }",
  "  return xs[i + new Own().n] as T;",
  "}",
].join("\n");

describe("scope hash, properties", () => {
  const runs = Number(process.env["SURETY_ROUNDS"] ?? 40);
  const file = ts.createSourceFile("/project/a.ts", SCOPE, ts.ScriptTarget.Latest, true);
  const tokens = tokensOf(file, file).filter(({ text }) => text !== "");
  const original = hashOf({ "a.ts": SCOPE }, "export function");

  it("does not see comments and white space", () => {
    const filler = fc.constantFrom(" ", "\t", "/* x */", " /** @a {b} */ ", "  /* `${ */ ");
    fc.assert(
      fc.property(fc.array(filler, { minLength: tokens.length, maxLength: tokens.length }), (fillers) => {
        let text = "";
        tokens.forEach((token, at) => {
          const gap = SCOPE.slice(tokens[at - 1]?.end ?? 0, token.start);
          text += at === 0 ? token.text : `${gap}${fillers[at] ?? ""}${token.text}`;
        });
        expect(hashOf({ "a.ts": text }, "export")).toBe(original);
      }),
      { numRuns: runs },
    );
  });

  it("sees every token: none can go, and none can be another", () => {
    const change = (at: number, text: string): string => {
      const token = tokens[at]!;
      return `${SCOPE.slice(0, token.start)}${text}${SCOPE.slice(token.end)}`;
    };
    const changed = (text: string): boolean => {
      const program = programOf({ "a.ts": text });
      const other = program.getSourceFile("/project/a.ts")!;
      const [first] = other.statements;
      if (first === undefined) return true;
      const hashed = scopeHash(first, [], { checker: program.getTypeChecker(), projectRoot: ROOT });
      return hashed.kind === "hashed" && hashed.hash !== original;
    };
    const step = runs >= 200 ? 1 : 4;
    for (let at = 0; at < tokens.length; at += step) {
      expect(changed(change(at, " ")), `without token ${at}`).toBe(true);
      // Behind the last token begins what is no longer the scope.
      if (at < tokens.length - 1) expect(changed(change(at, `${tokens[at]!.text}_`)), `another token ${at}`).toBe(true);
    }
  });
});

describe("symbol path", () => {
  const file = ts.createSourceFile(
    "a.ts",
    "class Ring { push() { return [1].map(() => 0).map(() => 1); } push2 = () => 2; static { x; } }\n" +
      "function f() { function g() { 1; } { function g() { 2; } } }\nconst h = function () { 3; }; 4;",
    ts.ScriptTarget.Latest,
    true,
  );
  it.each([
    ["0", "Ring.push.(anonymous)", "expression"],
    ["1)", "Ring.push.(anonymous)~2", "expression"],
    ["2;", "Ring.push2", "expression"],
    ["x;", "Ring.(static)", "statement"],
    ["1; }", "f.g", "statement"],
    ["2; }", "f.g~2", "statement"],
    ["3;", "h", "statement"],
    ["4;", "", "statement"],
    ["class Ring", "Ring", "class"],
  ])("of `%s` is `%s`, a %s", (start, expected, kind) => {
    const node = nodeAt(file, start);
    expect([symbolPathOf(node), scopeKindOf(node)]).toEqual([expected, kind]);
  });
});
