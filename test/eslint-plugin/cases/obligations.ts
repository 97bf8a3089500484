import type { Cases } from "../harness.js";

const PROVED = "/** @safety memory=proved */\n";
const ONE = "export function one(): number {\n  const xs = [1, 2, 3];\n  return xs[0];\n}\n";
const OPEN: readonly string[] = [
  "  return xs[n];",
  "  return xs[n] + 1;",
  "  return -xs[n];",
  "  const x = xs[n];\n  return x;",
  "  if (xs[n] > 1) return 1;\n  return 0;",
  "  xs[n] = 1;\n  return 0;",
  "  return xs[n + 1];",
  "  return Math.max(xs[n], 1);",
  "  for (let i = 0; i < xs.length; i++) xs[i] = xs[i + 1];\n  return 0;",
  "  let s = 0;\n  for (let i = 0; i < n; i++) s += xs[i];\n  return s;",
  "  return xs[3];",
  "  return xs[xs.length];",
  "  return xs[n - 1];",
  "  while (n > 0) {\n    if (xs[n] === 2) return n;\n    n--;\n  }\n  return 0;",
  "  return n > 0 ? xs[n] : 0;",
];
const within = (body: string): string => `export function pick(n: number): number {\n  const xs = [1, 2, 3];\n${body}\n}\n`;
/** The line of the access is marked. */
const marked = (body: string): string =>
  within(body)
    .split("\n")
    .map((line) => (/xs\[(?:n|i|3|xs)/u.test(line) ? `${line} // !` : line))
    .join("\n");
const CLOSED: readonly string[] = [
  "  return xs[0];",
  "  return xs[2];",
  "  return xs[n & 1];",
  "  return xs[n] ?? 0;",
  "  return xs.at(n) ?? 0;",
  "  xs[1] = n;\n  return 0;",
  "  let s = 0;\n  for (let i = 0; i < xs.length; i++) s += xs[i];\n  return s;",
  "  let s = 0;\n  for (const x of xs) s += x;\n  return s + n;",
  "  return Number.isInteger(n) && n >= 0 && n < xs.length ? xs[n] : 0;",
  "  xs.push(n);\n  return xs[3];",
  "  return xs[xs.length - 1];",
  "  if (!(Number.isInteger(n) && n >= 0 && n < 3)) return 0;\n  return xs[n];",
  "  return n;",
];

const STATUS = (code: string): string => code.replace(/^(export function pick.*)$/mu, "$1 // !");

export const OBLIGATION_CASES: readonly Cases[] = [
  {
    name: "no-unproved",
    typed: true,
    valid: [
      ONE,
      ...CLOSED.map((body) => PROVED + within(body)),
      `/** @safety memory=checked */\n${within("  return xs[n];")}`,
      within("  return xs[n];"),
    ],
    invalid: [
      ...OPEN.map((body) => PROVED + marked(body)),
      `/** @safety memory=checked */\n\n${PROVED}${marked("  return xs[n];")}`,
    ],
  },
  {
    name: "function-status",
    typed: true,
    valid: ["export const answer = 42;\n", ONE, ...CLOSED.map(within)],
    invalid: OPEN.map((body) => STATUS(within(body))),
  },
];
