import type { Cases } from "../harness.js";

const F = "export function f(): number {\n  return 1;\n}\n";
const BODIES: readonly string[] = [
  "export const answer = 42;",
  "const answer = 42; export default answer;",
  "export {};",
  "import path from 'node:path'; export const join = path.join;",
  "export function f() {}",
  "export class C {}",
  "export type T = number;",
  "export interface I { readonly a: number }",
  "export enum E { A }",
  "export async function f() {}",
  "export function* g() {}",
  "export const f = () => 1;",
  "export const xs = [1, 2, 3];",
  "export abstract class C { abstract f(): void }",
  "export const o = { f() { return 1; } };",
];

const inside = (header: string, own: string, body: string): string =>
  `/** @safety ${header} */\n\n/** @safety ${own} */\n${body}`;

const eitherWay = (typed: boolean): readonly Cases[] => [
  {
    name: "require-safety-annotation",
    typed,
    valid: [
      ...BODIES.map((body) => `/** @safety memory=checked */\n${body}\n`),
      "/** A module.\n * @safety memory=proved types=checked\n */\nexport const answer = 42;\n",
      "// A licence.\n/** @safety memory=checked */\nexport const answer = 42;\n",
      "#!/usr/bin/env node\n/** @safety memory=checked */\nexport const answer = 42;\n",
    ],
    invalid: [
      ...BODIES.map((body) => `${body} // !\n`),
      "#!/usr/bin/env node // !\nexport const answer = 42;\n",
      "// @safety memory=checked // !\nexport const answer = 42;\n",
      "export const first = [1, 2, 3][0]; // !\n",
      'export const home = () => process.env["HOME"]; // !\n',
      'import { readFileSync } from "node:fs"; // !\nexport const text = () => readFileSync("./data/a.txt", "utf8") + Math.random();\n',
    ],
  },
  {
    name: "valid-safety-annotation",
    typed,
    valid: [
      ...[
        "@safety memory=proved",
        "@safety memory=checked types=proved",
        "@safety memory=checked types=checked resources=bounded isolation=module",
        "@safety isolation=process",
        "@safety resources=metered",
        "@safety memory=checked\n * @capability none",
        '@safety memory=checked\n * @capability fs.read("./data/**")',
        '@safety memory=checked\n * @capability net.connect("api.example.com:443")',
        "@safety memory=checked\n * @capability random",
        '@safety memory=checked\n * @capability env.read("HOME")',
        "@see the safety of it",
        "A module that is safe.",
      ].map((tag) => `/**\n * ${tag}\n */\nexport const answer = 42;\n`),
      `/** @safety memory=checked */\n\n/** @safety memory=proved */\n${F}`,
      "// @safety memory=prooved\nexport const answer = 42;\n",
      F,
    ],
    invalid: [
      ...[
        "@safety memory=prooved",
        "@safety memory=",
        "@safety memory",
        "@safety memry=proved",
        "@safety types=yes",
        "@safety resources=unbounded",
        "@safety isolation=thread",
        "@safety memory=proved memory=checked",
        "@safety",
        "@capability",
        '@capability fs.reed("./data/**")',
        '@capability fs.read("")',
        "@capability file",
        "@safty memory=checked",
        '@capabilty fs.read("./data/**")',
      ].map((tag) => `/** ${tag} */ // !\nexport const answer = 42;\n`),
    ],
  },
  {
    name: "no-weaker-annotation",
    typed,
    valid: [
      F,
      `/** @safety memory=checked */\n${F}`,
      inside("memory=checked", "memory=proved", F),
      inside("memory=proved", "memory=proved", F),
      inside("memory=checked", "memory=checked", F),
      inside("types=checked", "types=proved", F),
      inside("types=proved", "types=proved", F),
      inside("resources=metered", "resources=bounded", F),
      inside("resources=bounded", "resources=bounded", F),
      inside("isolation=module", "isolation=process", F),
      inside("isolation=process", "isolation=process", F),
      inside("memory=proved types=checked", "types=proved", F),
      inside("memory=checked", "memory=proved", "export class C {\n  f() {}\n}\n"),
      inside("memory=proved", "types=checked", F),
      inside("memory=proved", "memory=proved types=checked", "export class C {}\n"),
    ],
    invalid: [
      ...[
        ["memory=proved", "memory=checked"],
        ["types=proved", "types=checked"],
        ["resources=bounded", "resources=metered"],
        ["isolation=process", "isolation=module"],
        ["isolation=process", "isolation=none"],
        ["isolation=module", "isolation=none"],
        ["memory=proved types=checked", "memory=checked"],
      ].flatMap(([header = "", own = ""]) => [
        inside(header, own, F).replace(/\*\/\nexport/u, "*/ // !\nexport"),
        inside(header, own, "export class C {\n  f() {}\n}\n").replace(/\*\/\nexport/u, "*/ // !\nexport"),
      ]),
      inside("memory=proved types=proved", "memory=checked types=checked", F).replace(/\*\/\nexport/u, "*/ // !!\nexport"),
      "/** @safety memory=proved */\n\nexport class C {\n  /** @safety memory=checked */ // !\n  f() {}\n}\n",
    ],
  },
];

export const POLICY_CASES: readonly Cases[] = [...eitherWay(false), ...eitherWay(true)];
