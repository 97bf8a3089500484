/** Calls that break an operation are found by `surety verify --witness run`, which is run once on all cases; the linter only reads what it kept. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { projectOf, surety } from "../../cli/surety.js";
import { caseFiles, type Cases } from "../harness.js";

/** Anybody can call these with an argument that breaks the marked line. */
const BROKEN: readonly string[] = [
  "export function sumTo(xs: number[], n: number): number {\n  let s = 0;\n  for (let i = 0; i < n; i++) s += xs[i]; // !\n  return s;\n}\n",
  "export function at(xs: number[], i: number): number {\n  return xs[i]; // !\n}\n",
  "export function third(xs: number[]): number {\n  return xs[2]; // !\n}\n",
  "export function last(xs: readonly string[]): string {\n  return xs[xs.length - 1]; // !\n}\n",
  "export function pick(n: number): number {\n  const xs = [1, 2, 3];\n  return xs[n]; // !\n}\n",
  "export function char(s: string, k: number): string {\n  return s[k]; // !\n}\n",
  "export function first(s: string): string {\n  return s[0]; // !\n}\n",
  "export function next(xs: number[], i: number): number {\n  const x = xs[i + 1]; // !\n  return x * 2;\n}\n",
  "export function wide(n: number): number {\n  const xs = [1, 2, 3, 4];\n  return xs[n & 7]; // !\n}\n",
  "export function steps(xs: readonly number[]): number {\n  let d = 0;\n  for (let i = 0; i < xs.length; i++) d += xs[i + 1]; // !\n  return d;\n}\n",
  "export function middle(xs: readonly number[]): number {\n  return xs[xs.length >> 1]; // !\n}\n",
  "export function odd(xs: number[], i: number): boolean {\n  if (xs[i] % 2 === 1) return true; // !\n  return false;\n}\n",
  "export function nth(xs: readonly string[], n: number): string {\n  if (n < 0) return '';\n  return xs[n]; // !\n}\n",
  "export function dot(a: number[], b: number[]): number {\n  let s = 0;\n  for (let i = 0; i < a.length; i++) s += a[i] * b[i]; // !\n  return s;\n}\n",
  "export function largest(xs: number[], i: number): number {\n  return Math.max(xs[i], 1); // !\n}\n",
  "export function negated(xs: number[], i: number): number {\n  return -xs[i]; // !\n}\n",
];

/** Right, or of unknown callers that are never wrong, or out of what may be run. */
const SOUND: readonly string[] = [
  "export function first(): number {\n  const xs = [1, 2, 3];\n  return xs[0];\n}\n",
  "export function masked(n: number): number {\n  const xs = [1, 2, 3, 4];\n  return xs[n & 3];\n}\n",
  "export function at(xs: number[], i: number): number {\n  return xs[i] ?? 0;\n}\n",
  "export function at(xs: number[], i: number): number | undefined {\n  return xs.at(i);\n}\n",
  "export function sum(xs: number[]): number {\n  let s = 0;\n  for (const x of xs) s += x;\n  return s;\n}\n",
  "export function third(xs: number[]): number {\n  return xs.length > 2 ? xs[2] : 0;\n}\n",
  "export function checked(xs: number[], i: number): number {\n  if (!(Number.isInteger(i) && i >= 0 && i < xs.length)) throw new RangeError();\n  return xs[i];\n}\n",
  "export function char(s: string): string {\n  return s.length > 0 ? s[0] : '';\n}\n",
  "export function last(xs: readonly string[]): string {\n  return xs.length === 0 ? '' : xs[xs.length - 1];\n}\n",
  "export function steps(xs: readonly number[]): number {\n  let d = 0;\n  for (let i = 0; i + 1 < xs.length; i++) d += xs[i + 1];\n  return d;\n}\n",
  "export function up(): number {\n  const xs = [1, 2, 3];\n  let s = 0;\n  for (let i = 0; i < xs.length; i++) s += xs[i];\n  return s;\n}\n",
  "export const answer = 42;\n",
  "function at(xs: readonly number[], i: number): number {\n  return xs[i];\n}\nexport const two = at([1, 2, 3], 1);\n",
  // Not proved, and the linter would have to run what it must not.
  'import { rmSync } from "node:fs";\nexport function removes(xs: number[]): number {\n  rmSync("victim");\n  return xs[0];\n}\n',
  "export function exits(xs: number[]): number {\n  process.exit(0);\n  return xs[0];\n}\n",
];

export function refutedCases(): Cases {
  const root = projectOf({
    "package.json": "{}",
    "tsconfig.json":
      '{"compilerOptions":{"target":"ES2023","module":"ESNext","moduleResolution":"bundler","lib":["ES2023"],"strict":true,"noEmit":true,"types":[]},"include":["*.ts"]}',
    "surety.config.json": '{"safety":{"memory":"checked"},"cache":{"directory":".store"}}',
  });
  const cases: Cases = {
    name: "no-refuted",
    typed: true,
    // Where the configuration of the project keeps them.
    settings: {},
    file: path.join(root, "file.ts"),
    valid: SOUND,
    invalid: BROKEN,
  };
  for (const [name, text] of Object.entries(caseFiles(cases))) writeFileSync(name, text);
  // What seals the cache, here and in the linter.
  const configuration = path.join(root, ".config");
  process.env["XDG_CONFIG_HOME"] = configuration;
  surety(root, ["verify", "-p", ".", "--witness", "run"], { XDG_CONFIG_HOME: configuration });
  return cases;
}
