/** Overrides in force, and those that are forged, are the matter of test/compiler/overrides; here is what the linter says of texts. */
import type { Cases } from "../harness.js";

const REASON = '"the decoder masks the byte with 0xff before it calls lookup"';
const END = "ticket=SEC-142 expires=2099-03-01";
const GOOD = `@unsafe-override bounds.read -- ${REASON} ${END}`;
const TABLE = "const table = [1, 2, 3];\n";
const within = (body: string): string => `${TABLE}export function lookup(byte: number): number {\n${body}\n}\n`;
/** `mark` on the line of the annotation. */
const before = (annotation: string, mark = "", access = "return table[byte];"): string =>
  within(`  /* ${annotation} */${mark}\n  ${access}`);

/** What can stand around an override, and needs one. */
const PLACES: readonly ((annotation: string, mark: string) => string)[] = [
  before,
  (annotation, mark) => before(annotation, mark, "return table[byte] + 1;"),
  (annotation, mark) => before(annotation, mark, "return -table[byte];"),
  (annotation, mark) => before(annotation, mark, "return table[byte + 1];"),
  (annotation, mark) => before(annotation, mark, "return Math.abs(table[byte]);"),
  (annotation, mark) => before(annotation, mark, "if (table[byte] > 1) return 1;\n  return 0;"),
  (annotation, mark) => before(annotation, mark, "const found = table[byte];\n  return found;"),
  (annotation, mark) =>
    `${TABLE}/** ${annotation} */${mark}\nexport function lookup(byte: number): number {\n  return table[byte];\n}\n`,
  (annotation, mark) => `${TABLE}/** ${annotation} */${mark}\nexport const lookup = (byte: number): number => table[byte];\n`,
  (annotation, mark) =>
    `export class Ring {\n  #xs = new Float64Array(8);\n  /** ${annotation} */${mark}\n  get(i: number): number {\n    return this.#xs[i];\n  }\n}\n`,
  (annotation, mark) =>
    `export function at(xs: number[], i: number): number {\n  /* ${annotation} */${mark}\n  return xs[i];\n}\n`,
  (annotation, mark) => `export function at(xs: string, i: number): string {\n  /* ${annotation} */${mark}\n  return xs[i];\n}\n`,
  (annotation, mark) =>
    `export function sum(xs: number[], n: number): number {\n  let s = 0;\n  /* ${annotation} */${mark}\n  for (let i = 0; i < n; i++) s += xs[i];\n  return s;\n}\n`,
  (annotation, mark) =>
    `export function pair(xs: number[]): number {\n  /* ${annotation} */${mark}\n  const [a] = xs;\n  return a;\n}\n`,
  (annotation, mark) => `/** ${annotation} */${mark}\n\nexport const at = (xs: number[], i: number): number => xs[i];\n`,
];
const right = (annotation: string): readonly string[] => PLACES.map((place) => place(annotation, ""));
const wrong = (annotation: string): readonly string[] => PLACES.map((place) => place(annotation, " // !"));
const PLAIN: readonly string[] = [
  "export const answer = 42;\n",
  "/** Overrides are not unsafe. */\nexport const answer = 42;\n",
  'export const text = "@unsafe-override";\n',
];

const FREED = ["0", "1", "2", "byte & 1", "table.length - 1"];

const body = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join("\n");
const NEEDED: readonly string[] = [
  "const found = table[byte];",
  "const found = table[byte] + 1;",
  "const found = table[byte + 1];",
  "const found = Math.abs(table[byte]);",
  "const found = -table[byte];",
];
const wide = (annotation: string, lines: readonly string[]): string =>
  `${TABLE}/** ${annotation} */ // !\nexport function lookup(byte: number): number {\n${body(lines)}\n}\n`;

const eitherWay = (typed: boolean): readonly Cases[] => [
  {
    name: "no-unjustified-override",
    typed,
    valid: [...right(GOOD), ...PLAIN],
    invalid: [
      ...[
        `@unsafe-override bounds.read -- "trust me, this works fine for me" expires=2099-03-01`,
        `@unsafe-override bounds.read -- "short" expires=2099-03-01`,
        `@unsafe-override bounds.read -- "this is safe and is fine and never fails, as discussed" expires=2099-03-01`,
        `@unsafe-override bounds.read -- ${REASON}`,
        `@unsafe-override bounds.read ${REASON} expires=2099-03-01`,
        `@unsafe-override bounds.read expires=2099-03-01`,
        `@unsafe-override bounds.raed -- ${REASON} expires=2099-03-01`,
        `@unsafe-override`,
        `@unsafe-override bounds.read -- ${REASON} expires=2099-02-30`,
        `@unsafe-override bounds.read -- ${REASON} expires=soon`,
        `@unsafe-override bounds.read -- ${REASON} tickte=SEC-1 expires=2099-03-01`,
        `@unsafe-override bounds.read -- ${REASON} because expires=2099-03-01`,
        `@unsafe-override capability(fs.raed) -- ${REASON} expires=2099-03-01`,
        `@unsafe-overide bounds.read -- ${REASON} expires=2099-03-01`,
      ].map((annotation) => before(annotation, " // !")),
      before(`@unsafe-override -- ${REASON} expires=2099-03-01`, " // !!"),
      `${TABLE}export const first = byte * 2;\n/* ${GOOD} */ // !\n`,
    ],
  },
  {
    name: "no-expired-override",
    typed,
    valid: [...right(GOOD), ...PLAIN],
    invalid: wrong(GOOD.replace("2099", "2025")),
  },
];

export const OVERRIDE_CASES: readonly Cases[] = [
  ...eitherWay(false),
  ...eitherWay(true),
  {
    name: "no-unapproved-override",
    typed: true,
    valid: [...PLAIN, ...PLACES.map((place) => place("What the decoder masks.", "")).filter((code) => !code.includes("@unsafe"))],
    invalid: wrong(GOOD),
  },
  {
    name: "no-unused-override",
    typed: true,
    valid: [...right(GOOD), ...PLAIN],
    invalid: [
      ...FREED.map((key) => before(GOOD, " // !", `return table[${key}];`)),
      ...FREED.map((key) => before(GOOD, " // !", `return table[${key}] + byte;`)),
      ...FREED.map((key) => before(GOOD, " // !", `const found = table[${key}];\n  return found;`)),
      before(GOOD.replace("bounds.read", "bounds.write"), " // !"),
      before(GOOD.replace("bounds.read", "capability(fs.read)"), " // !"),
      `/** ${GOOD} */ // !\n\nexport const answer = 42;\n`,
      `/* ${GOOD} */ // !\nexport const answer = 42;\n`,
    ],
  },
  {
    name: "no-broad-override",
    typed: true,
    valid: [
      ...right(GOOD),
      ...PLAIN,
      // Two statements need it.
      wide(GOOD, [
        "const first = table[byte];",
        "const found = table[byte + 1];",
        "const sum = first + found;",
        "return sum;",
      ]).replace(" // !", ""),
    ],
    invalid: [
      ...NEEDED.map((line) => wide(GOOD, ["const first = byte * 2;", line, "const sum = first + found;", "return sum;"])),
      ...NEEDED.map((line) => wide(GOOD, [line, "const first = byte * 2;", "const sum = first + found;", "return sum;"])),
      ...NEEDED.map((line) => wide(GOOD, ["if (byte < 0) return 0;", line, "if (found > 2) return 1;", "return found;"])),
      `/** @module\n * ${GOOD} */ // !\n\n${within("  return table[byte];")}export const one = 1;\nexport const two = 2;\n`,
    ],
  },
];
