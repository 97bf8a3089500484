import type { Cases } from "../harness.js";

const half = (tag: string): string => `/** ${tag} */\nexport function half(n: number): number {\n  return n / 2;\n}\n`;

export const CONTRACT_CASES: Cases = {
  name: "contracts",
  typed: true,
  valid: [
    "export function half(n: number): number {\n  return n / 2;\n}\n",
    "/** @requires n > 0 */\nfunction half(n: number): number {\n  return n / 2;\n}\nexport const one = half(2);\n",
    "/** @requires n > 0 */\nfunction half(n: number): number {\n  return n / 2;\n}\nexport const all = half(2) + half(4);\n",
    "/** @ensures result === 1 */\nexport function one(): number {\n  return 1;\n}\n",
    "/** @ensures result >= 0 */\nexport function size(): number {\n  const xs = [1, 2];\n  return xs.length;\n}\n",
    "/** @requires xs.length === 3 */\nfunction sum(xs: readonly number[]): number {\n  return xs[0] + xs[1] + xs[2];\n}\nexport const six = sum([1, 2, 3]);\n",
    "/** @requires module:fs */\nexport const x = 1;\n",
    "/** A function that requires nothing. */\nexport function f(): void {}\n",
    "// @requires n > 0\nexport function f(n: number): number {\n  return n;\n}\n",
    "/** @requires n !== 0 */\nfunction inverse(n: number): number {\n  return 1 / n;\n}\nexport const half = inverse(2);\n",
    "/** @ensures result === n */\nfunction same(n: number): number {\n  return n;\n}\nexport const two = same(2);\n",
    "/** @requires Number.isInteger(n) */\nfunction f(n: number): number {\n  return n;\n}\nexport const two = f(2);\n",
    "/** @requires n > 0 && n < 10 */\nfunction f(n: number): number {\n  return n;\n}\nexport const two = f(2);\n",
    "/** @requires n >= 1 */\nfunction f(n: number): number {\n  return n;\n}\nexport const two = f(2);\n",
    "/** @ensures result > 0 */\nexport function f(): number {\n  return 5;\n}\n",
  ],
  invalid: [
    half("@requires n > 0").replace("*/", "*/ // !"),
    half("@requires n !== 0").replace("*/", "*/ // !"),
    half("@requires Number.isInteger(n)").replace("*/", "*/ // !"),
    half("@requires n > 0 && n < 10").replace("*/", "*/ // !"),
    half("@requires n === 0 || n === 1").replace("*/", "*/ // !"),
    half("@requires n * 2 > n").replace("*/", "*/ // !"),
    half("@requires n % 2 === 0").replace("*/", "*/ // !"),
    "/** @requires n > -5 */ // !\nexport function half(n: number): number {\n  return n / 2;\n}\n",
    "/** @requires n > 0 */\nfunction half(n: number): number {\n  return n / 2;\n}\nexport const f = (x: number) => half(x); // !\n",
    "/** @ensures result > 0 */\nexport function same(n: number): number {\n  return n; // !\n}\n",
    "/** @ensures result === 2 */\nexport function one(): number {\n  return 1; // !\n}\n",
    "/** @ensures Number.isInteger(result) */\nexport function half(n: number): number {\n  return n / 2; // !\n}\n",
    "/** @ensures result !== 0 */\nexport function abs(n: number): number {\n  if (n < 0) return -n; // !\n  return n; // !\n}\n",
    "/** @requires xs.length > 2 */ // !\nexport function third(xs: readonly number[]): number {\n  return xs[2] ?? 0;\n}\n",
    "/** @requires s.length === 1 */ // !\nexport function code(s: string): number {\n  return s.charCodeAt(0);\n}\n",
  ],
};
