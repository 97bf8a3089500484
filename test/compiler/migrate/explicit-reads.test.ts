/** Mechanical forms: they make the read tolerated, keep the types, and change nothing that the program computes. */
import vm from "node:vm";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { explicitFormOf } from "../../../compiler/migrate/explicit-reads.js";
import { tolerationOf } from "../../../compiler/lower/toleration.js";

const PRELUDE = `declare const a: number[], u: Uint8Array, s: string, o: { x: number }[], m: (string | null)[], g: any[]; declare const i: number; declare let n: number; declare const t: string;`;

function programOf(text: string): { readonly file: ts.SourceFile; readonly checker: ts.TypeChecker; readonly errors: number } {
  const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ES2022, lib: ["lib.es5.d.ts"], types: [] };
  const host = ts.createCompilerHost(options);
  const source = ts.createSourceFile("x.ts", `${PRELUDE}\n${text}`, ts.ScriptTarget.ES2022, true);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => (name === "x.ts" ? source : read(name, ...rest));
  const program = ts.createProgram({ rootNames: ["x.ts"], options, host });
  return { file: source, checker: program.getTypeChecker(), errors: program.getSemanticDiagnostics(source).length };
}

function accessIn(file: ts.SourceFile): ts.ElementAccessExpression {
  const found: ts.ElementAccessExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isElementAccessExpression(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found[0]!;
}

/** The form of the first element access, put in its place. */
function migrated(text: string): { readonly text: string; readonly mechanical: boolean } {
  const { file, checker } = programOf(text);
  const access = accessIn(file);
  const form = explicitFormOf(access, checker);
  const at = access.getStart(file) - PRELUDE.length - 1;
  return {
    text: form.mechanical ? text.slice(0, at) + form.text + text.slice(access.end - PRELUDE.length - 1) : text,
    mechanical: form.mechanical,
  };
}

const VALUES = ["[]", "[1, 2]", "[0, -3.5]"];
const INDICES = ["-1", "0", "1", "2", "7"];

describe("mechanical forms", () => {
  it.each([
    ["a[i] | 1", "(a[i] ?? 0) | 1"],
    ["~u[i]", "~(u[i] ?? 0)"],
    ["n |= u[i]", "n |= (u[i] ?? 0)"],
    ["(u[i] << 8)", "((u[i] ?? 0) << 8)"],
    ["a[i] + 1", "(a[i] ?? NaN) + 1"],
    ["n -= a[i]", "n -= (a[i] ?? NaN)"],
    ["a[i] < n", "(a[i] ?? NaN) < n"],
    ["-a[i]", "-(a[i] ?? NaN)"],
    ["a[i] === n", "(a[i] ?? undefined) === n"],
    ["n !== a[i]", "n !== (a[i] ?? undefined)"],
    ['s[i] === "x"', '(s[i] ?? undefined) === "x"'],
    ["switch (s[i]) { case 'x': n = 1; }", "switch ((s[i] ?? undefined)) { case 'x': n = 1; }"],
  ])("%s becomes %s", (text, wanted) => {
    const found = migrated(text);
    expect(found).toEqual({ text: wanted, mechanical: true });
    expect(programOf(found.text).errors).toBe(0);
    expect(tolerationOf(accessIn(programOf(found.text).file))).toBe("left of `??`");
    for (const a of VALUES) {
      for (const i of INDICES) {
        const run = (code: string): unknown =>
          vm.runInNewContext(
            `var a = ${a}, u = new Uint8Array(a), s = "xy", i = ${i}, n = 5; [${code.startsWith("switch") ? "0" : code}, (() => { ${code} })(), n]`,
          );
        expect(run(found.text)).toEqual(run(text));
      }
    }
  });

  it.each([
    "m[i] === t",
    "g[i] | 1",
    "g[i] === 1",
    "f(a[i]); function f(x: number) {}",
    "n = a[i]",
    "o[i].x",
    "s[i] + t",
    "a[i] += 1",
    "t + a[i]",
  ])("%s needs a decision", (text) => {
    expect(migrated(text)).toEqual({ text, mechanical: false });
  });
});
