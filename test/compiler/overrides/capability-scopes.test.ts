/** Which uses of capabilities an override would free, were it approved: those that it stands before, and that it is shown to cover. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { programOverrides } from "../../../compiler/overrides/override-scopes.js";
import { NODE_FILE_SYSTEM } from "../../../compiler/program/file-system.js";
import { planAuthority } from "../../../compiler/security/plan-authority.js";
import { askProgram } from "../../../compiler/security/secure-program.js";
import { obligationId, type ObligationId } from "../../../core/ids.js";
import { guardedRoots } from "../../../compiler/emit/authority-guards.js";
import { programOf } from "../../eslint-plugin/harness.js";

const root = realpathSync(mkdtempSync(path.join(tmpdir(), "surety-scopes-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));
writeFileSync(path.join(root, "package.json"), "{}");
// The module is granted one host, so that a use of another is open.
writeFileSync(path.join(root, "surety.config.json"), '{ "grants": ["net.connect(\\"granted.example.com:443\\")"] }');

const FILE = path.join(root, "main.ts");
const GLOBALS = path.join(root, "globals.d.ts");
const DECLARED = "declare function fetch(url: string): unknown; declare const process: any; declare const fs: any;";
const WHY = '-- "the host is ours, and nothing of the answer is believed" expires=2027-02-01';

/** The uses that become `override` when all that is asked for is approved, and the roots that stay wrapped. */
function freedIn(code: string): { readonly freed: readonly string[]; readonly wrapped: readonly string[] } {
  const text = code.replaceAll(/@(capability\([^\n]*\))@/gu, (_, target: string) => `@unsafe-override ${target} ${WHY}`);
  const program = programOf({ [FILE]: text, [GLOBALS]: DECLARED });
  const file = program.getSourceFile(FILE)!;
  const loaded = { program, files: [file], projectRoot: root };
  const { asked } = askProgram(loaded, { cwd: root, files: NODE_FILE_SYSTEM }, { safety: null });
  const { scopes, lost } = programOverrides({ ...loaded, hir: null, asked });
  expect(lost).toEqual([]);
  expect(scopes.flatMap(({ problems }) => problems)).toEqual([]);
  const overridden = new Set<ObligationId>(scopes.flatMap(({ obligations }) => obligations.map(({ id }) => obligationId(id))));
  const [module] = [...asked.values()];
  const enforcement = { mode: "production", boundary: "checked", onViolation: "throw" } as const;
  const planned = planAuthority(module!, { cwd: root, enforcement, overridden });
  // What is freed is said of nothing that stays, and nothing else is said less.
  expect(planned.diagnostics.map(({ obligation }) => obligation).filter((id) => overridden.has(obligationId(id ?? "")))).toEqual(
    [],
  );
  const plan = { ...planned, module: module!.module.path, sites: [], selectors: [], enforcement, intrinsics: [] };
  return {
    freed: planned.capabilities
      .filter(({ disposition }) => disposition === "override")
      .map(({ capability, reference }) => `${capability.action} ${reference.text}`),
    wrapped: guardedRoots(plan).map(({ reference }) => reference.text),
  };
}

const CASES: readonly (readonly [name: string, code: string, freed: readonly string[], wrapped: readonly string[]])[] = [
  [
    "frees the statement that it stands before, and no other",
    '// @capability(net.connect)@\nfetch("https://a.example.com/");\nfetch("https://b.example.com/");\n',
    ['net.connect fetch("https://a.example.com/")'],
    ['fetch("https://b.example.com/")'],
  ],
  [
    "frees the same words elsewhere not",
    'function f() {\n  // @capability(net.connect)@\n  fetch("https://a.example.com/");\n}\nfunction g() {\n  fetch("https://a.example.com/");\n}\nf(); g();\n',
    ['net.connect fetch("https://a.example.com/")'],
    ['fetch("https://a.example.com/")'],
  ],
  [
    "frees one of two equal uses",
    'fetch("https://a.example.com/");\n// @capability(net.connect)@\nfetch("https://a.example.com/");\n',
    ['net.connect fetch("https://a.example.com/")'],
    ['fetch("https://a.example.com/")'],
  ],
  [
    "frees an expression only",
    'export const all = [\n  // @capability(net.connect)@\n  fetch("https://a.example.com/"),\n  fetch("https://b.example.com/"),\n];\n',
    ['net.connect fetch("https://a.example.com/")'],
    ['fetch("https://b.example.com/")'],
  ],
  [
    "with a host frees no other host, and none that is not known",
    'export function f(host: string) {\n  // @capability(net.connect("a.example.com:443"))@\n  return [fetch("https://a.example.com/"), fetch("https://b.example.com/"), fetch(host), fetch];\n}\n',
    ['net.connect fetch("https://a.example.com/")'],
    ['fetch("https://b.example.com/")', "fetch(host)", "fetch"],
  ],
  [
    "with a pattern of hosts frees what lies in it",
    'export function f() {\n  // @capability(net.connect("*.example.com:443"))@\n  return [fetch("https://a.example.com/"), fetch("https://a.example.com.evil.org/")];\n}\n',
    ['net.connect fetch("https://a.example.com/")'],
    ['fetch("https://a.example.com.evil.org/")'],
  ],
  [
    "of one action frees no other",
    'import { copyFileSync } from "node:fs";\n// @capability(fs.read)@\ncopyFileSync("./a", "./b");\n',
    ['fs.read copyFileSync("./a", "./b")'],
    ['copyFileSync("./a", "./b")'],
  ],
  [
    "of an action whose name another begins with frees that not",
    '// @capability(code.dynamic)@\nexport const m = import(process.argv[2] ?? "");\n',
    [],
    ['import(process.argv[2] ?? "")'],
  ],
  [
    "before an import frees no use of what is imported",
    '// @capability(fs.read)@\nimport { readFileSync } from "node:fs";\nexport const f = (name: string) => readFileSync(name);\n',
    [],
    ["readFileSync(name)"],
  ],
  [
    "of a function frees what stands in it, inner functions too",
    '/** @capability(net.connect)@ */\nexport function f() {\n  const inner = () => fetch("https://b.example.com/");\n  return [inner, fetch("https://a.example.com/")];\n}\nfetch("https://c.example.com/");\n',
    ['net.connect fetch("https://b.example.com/")', 'net.connect fetch("https://a.example.com/")'],
    ['fetch("https://c.example.com/")'],
  ],
  [
    "of accesses frees no capability",
    `// @unsafe-override bounds ${WHY}\nfetch("https://a.example.com/");\n`,
    [],
    ['fetch("https://a.example.com/")'],
  ],
  ["frees nothing that is granted already", '// @capability(net.connect)@\nfetch("https://granted.example.com/");\n', [], []],
];

describe("an override of a capability", () => {
  it.each(CASES)("%s", (_, code, freed, wrapped) => {
    expect(freedIn(code)).toEqual({ freed, wrapped });
  });
});
