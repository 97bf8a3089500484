/** What becomes of literals that a pattern takes apart on the spot, read by eye, and where the pieces map to. */
import { decode } from "@jridgewell/sourcemap-codec";
import { expect, it } from "vitest";
import { applyPlan } from "../../../compiler/emit/guard-edits.js";
import { checkSnippet, collectFrom } from "../lower/collect-sites.js";
import { REPORT, VARIANTS, guard, planFor } from "./guarded.js";

const known = VARIANTS.find(({ name }) => name === "everything known") ?? REPORT;
/** Without imports, slow paths and site table. */
const body = (code: string): string =>
  guard({ code }, known)
    .replace(/^(?:(?:import|var) [^;]*; )*(?=declare)/u, "")
    .replace(/\n;var [^]*$/u, "");

it.each([
  ["[a, b] = [b, a];", "$s0 = b, $s1 = a, a = $s0, b = $s1;"],
  ["x\n;[a, b] = [b, a] // swap", "x\n;$s0 = b, $s1 = a, a = $s0, b = $s1 // swap"],
  ["([a, o.p] = [o.p, a]);", "(($s0 = o.p, $s1 = a, a = $s0, o.p = $s1));"],
  [
    "[a, /* one */ b = f()] = [b, g(), h()] // two",
    "/* one */ $s0 = b, $s1 = g(), $s2 = h(), a = $s0, b = $s1 === void 0 ? f() : $s1 // two",
  ],
  ["[a, // one\n b] = [b, a];", "/* one */ $s0 = b, $s1 = a, a = $s0, b = $s1;"],
  ["x = [a, b] = [b, a];", "x = ($s2 = [$s0 = b, $s1 = a], a = $s0, b = $s1, $s2);"],
  ["[{ a }, [b]] = [o, c];", "$s0 = o, $s1 = c, { a } = $s0, [b] = $s1;"],
  ["[a] = [() => 1];", "$s0 = (0, () => 1), a = $s0;"],
  ["const [p, q] = [f(), g()];", "const p = ($s0 = f(), $s1 = g(), $s0), q = $s1;"],
  [
    "let n = 1, [p, , q = n]: number[] = [1, 2, 3], m = q;",
    "let n = 1, p = ($s0 = 1, $s1 = 2, $s2 = 3, $s0), q = $s2 === void 0 ? n : $s2, m = q;",
  ],
  [
    "for (let [i, j] = [0, 9]; i < j; [i, j] = [j, i]);",
    "for (let i = ($s0 = 0, $s1 = 9, $s0), j = $s1; i < j; ($s0 = j, $s1 = i, i = $s0, j = $s1));",
  ],
  ["var f = () => { [a, b] = [b, a]; };", "var f = () => { let $s0, $s1; $s0 = b, $s1 = a, a = $s0, b = $s1; };"],
  [
    "const w = (u: Uint8Array, i: number, j: number) => { [u[i], u[j]] = [u[j], u[i]]; };",
    "const w = (u: Uint8Array, i: number, j: number) => { let $s0, $s1; $s0 = (u[j] ?? $sv(4)), $s1 = (u[i] ?? $sv(5)), u[i] !== void 0 || $sv(1), u[i] = $s0, u[j] !== void 0 || $sv(3), u[j] = $s1; };",
  ],
])("%s", (code, expected) => {
  const declared =
    "declare let a: any, b: any, c: any, o: any, x: any, f: any, g: any, h: any, u: Uint8Array, i: number, j: number;\n";
  expect(body(declared + code).slice(declared.length)).toBe(expected);
});

it.each([
  ["a spread", "[a, b] = [...c];"],
  ["a hole", "[a, b] = [, c] as any;"],
  ["a rest", "[a, ...b] = [1, 2];"],
  ["too few values", "[a, b] = [c] as any;"],
  ["an export", "export const [p, q] = [a, b];"],
  ["a name for a function", "const [p = () => 1] = [a];"],
  ["a pattern with a default", "[[a, b] = [b, a]] = c;"],
  ["nothing to assign", "[] = [a];"],
  ["another source", "[a, b] = c;"],
  ["a parameter", "var f = ([p, q] = [b, a]) => p;"],
])("stays: %s", (_, code) => {
  const text = `declare let a: any, b: any, c: any;\n${code}`;
  expect(guard({ code: text }, known)).not.toMatch(/\$s0 = \w+, /u);
});

it("maps what moved to where it stood", () => {
  const code =
    "export function swap(u: Uint8Array, i: number, j: number) {\n  [u[i], /* c */ u[j]] = [u[j]!, u[i]!]; return done(u);\n}\ndeclare function done(u: unknown): void;\n";
  const { program, sourceFile } = checkSnippet(code, { fileName: "/snippet.ts" });
  const { sites } = collectFrom(sourceFile, program.getTypeChecker());
  const none = { ...planFor(sites, known), sites: [] };
  const { code: edited, map } = applyPlan(code, sourceFile, {
    plan: none,
    options: { runtime: "r", harden: null, format: null },
  });
  const [, line = ""] = edited.split("\n");
  expect(line).toBe("  /* c */ $s0 = u[j]!, $s1 = u[i]!, u[i] = $s0, u[j] = $s1; return done(u);");
  const segments = decode(map?.mappings ?? "")[1] ?? [];
  const at = (text: string): string => {
    const [, , row = 0, column = 0] = segments.find(([from]) => from === line.indexOf(text)) ?? [];
    return code.split("\n")[row]?.slice(column, column + 4) ?? "";
  };
  expect([at("u[j]!"), at("u[i]!"), at("u[i] ="), at("u[j] ="), at("done")]).toEqual(["u[j]", "u[i]", "u[i]", "u[j]", "done"]);
});
