import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Cases } from "../harness.js";

/** A project that grants everything: what is left to say is what headers leave out. */
const GRANTING = mkdtempSync(path.join(tmpdir(), "surety-grants-"));
writeFileSync(path.join(GRANTING, "package.json"), "{}");

/** What uses something, with a capability that covers it. The use is on the last line. */
const USES: readonly (readonly [string, string])[] = [
  ['import { readFileSync } from "node:fs";\nexport const t = readFileSync("./data/a.txt", "utf8");', 'fs.read("./data/**")'],
  ['import fs from "node:fs";\nexport const t = fs.readFileSync("./data/a.txt");', "fs.read"],
  ['import * as fs from "node:fs";\nexport const w = () => fs.writeFileSync("./out/a.txt", "a");', 'fs.write("./out/**")'],
  ['import { rmSync } from "node:fs";\nexport const r = () => rmSync("./out/a.txt");', "fs.delete"],
  ['import { execFile } from "node:child_process";\nexport const r = () => execFile("ls");', "process.spawn"],
  ['export const r = () => fetch("https://api.example.com/v1");', 'net.connect("api.example.com:443")'],
  ["export const r = () => process.exit(1);", "process.exit"],
  ['export const h = () => process.env["HOME"];', 'env.read("HOME")'],
  ["export const e = (code: string) => eval(code);", "code.eval"],
  ["export const f = (body: string) => new Function(body);", "code.eval"],
  ['import { createServer } from "node:net";\nexport const s = () => createServer().listen(80);', "net.listen"],
  ["export const x = () => process.exit(1);", "process.exit"],
  ['import { Worker } from "node:worker_threads";\nexport const w = () => new Worker("./w.js");', "worker.spawn"],
  ['import { watch } from "node:fs";\nexport const w = () => watch("./data");', "fs.watch"],
  ['import { readFile } from "node:fs/promises";\nexport const t = () => readFile("./data/a.txt");', "fs.read"],
];
const headed = (capability: string, body: string): string =>
  `/**\n * @safety memory=checked\n * @capability ${capability}\n */\n${body}\n`;
const unused = (capabilities: string, body: string, count: number): string =>
  `/** @capability ${capabilities} */ // ${"!".repeat(count)}\n${body}\n`;
const marked = (body: string): string => `${body} // !`;

const actions = [...new Set(USES.map(([, capability]) => capability.split("(")[0] ?? ""))];
writeFileSync(path.join(GRANTING, "surety.config.json"), JSON.stringify({ grants: actions }));

/** A project that grants a part of each kind. */
const NARROW = mkdtempSync(path.join(tmpdir(), "surety-grants-"));
writeFileSync(path.join(NARROW, "package.json"), "{}");
writeFileSync(
  path.join(NARROW, "surety.config.json"),
  JSON.stringify({
    grants: [
      'fs.read("./data/**")',
      'fs.write("./out/**")',
      'env.read("HOME")',
      'net.connect("api.example.com:443")',
      'process.spawn("ls")',
    ],
  }),
);
const reading = (name: string): string =>
  `import { ${name} } from "node:fs";\nexport const t = (file: string) => ${name}(file); // !\n`;
const writing = (name: string): string =>
  `import { ${name} } from "node:fs";\nexport const t = (file: string) => ${name}(file, "a"); // !\n`;

/** What looks like power, or passes through the same modules, and takes hold of nothing. */
const POWERLESS: readonly string[] = [
  'import path from "node:path";\nexport const name = path.join("data", "a.txt");',
  'import type { Stats } from "node:fs";\nexport const size = (stats: Stats) => stats.size;',
  "const fetch = (url: string) => url.length;\nexport const size = fetch('https://api.example.com');",
  "export function run(exec: (command: string) => void) {\n  exec('ls');\n}",
  "export const load = (process: { exit(code: number): void }) => {\n  process.exit(1);\n};",
  "export class Store {\n  readFileSync(name: string) {\n    return name;\n  }\n}\nexport const text = new Store().readFileSync('a');",
  'import { EventEmitter } from "node:events";\nexport const bus = new EventEmitter();',
  'import { inspect } from "node:util";\nexport const shown = inspect({ a: 1 });',
  "export const copy = structuredClone({ a: 1 });",
  "export const parsed = (text: string) => JSON.parse(text) as unknown;",
  "export const encoded = new TextEncoder().encode('a');",
  "export const host = new URL('https://api.example.com').host;",
  "// eval(code)\nexport const text = 'eval(code)';",
  "export const env = { HOME: '/root' };\nexport const home = env['HOME'];",
  "export const half = (n: number) => Math.floor(n / 2);",
].map((body) => `${body}\n`);

export const CAPABILITY_CASES: readonly Cases[] = [
  {
    name: "declare-capabilities",
    typed: true,
    file: path.join(GRANTING, "file.ts"),
    valid: [
      ...USES.map(([body, capability]) => headed(capability, body)),
      headed("none", "export const answer = 42;"),
      "export const answer = 42;\n",
    ],
    invalid: [
      ...USES.map(([body]) => headed("none", marked(body))),
      // Nothing uses it; what is used stays.
      unused("fs.read", "export const answer = 42;", 1),
      ...USES.slice(0, 3).map(([body, capability]) => unused(`${capability} worker.spawn`, body, 1)),
      ...USES.slice(0, 2).map(([body, capability]) => unused(`net.connect ${capability} worker.spawn`, body, 2)),
      unused('env.read("HOME") env.read', 'export const h = () => process.env["HOME"];', 1),
    ],
  },
  {
    name: "no-ungranted-capability",
    typed: true,
    valid: POWERLESS,
    invalid: USES.map(([body]) => `${marked(body)}\n`),
  },
  {
    name: "capabilities",
    typed: true,
    file: path.join(NARROW, "file.ts"),
    valid: [
      'import { readFileSync } from "node:fs";\nexport const t = readFileSync("./data/a.txt");\n',
      'import { writeFileSync } from "node:fs";\nexport const t = () => writeFileSync("./out/a.txt", "a");\n',
      'import { execFile } from "node:child_process";\nexport const r = () => execFile("ls");\n',
      'export const r = () => fetch("https://api.example.com/v1");\n',
      'export const h = () => process.env["HOME"];\n',
      // Certainly outside: the other rule.
      'import { readFileSync } from "node:fs";\nexport const t = readFileSync("./other/a.txt");\n',
      'export const h = () => process.env["PATH"];\n',
      ...POWERLESS.slice(0, 8),
    ],
    invalid: [
      ...["readFileSync", "readdirSync", "statSync", "existsSync", "realpathSync", "readlinkSync", "createReadStream"].map(
        reading,
      ),
      ...["writeFileSync", "appendFileSync"].map(writing),
      'import { mkdirSync } from "node:fs";\nexport const t = (file: string) => mkdirSync(file); // !\n',
      'import { readFile } from "node:fs/promises";\nexport const t = (file: string) => readFile(file); // !\n',
      'import { execFile } from "node:child_process";\nexport const r = (file: string) => execFile(file); // !\n',
      "export const r = (url: string) => fetch(url); // !\n",
      "export const h = (name: string) => process.env[name]; // !\n",
      'import { readFileSync } from "node:fs";\nexport const t = (file: string) => readFileSync("./data/" + file); // !\n',
    ],
  },
];
