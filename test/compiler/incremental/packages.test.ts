/** What packages can do and policy grants is never out of date while somebody edits: each step gives what a run from scratch gives. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { createProgramSession } from "../../../compiler/incremental/program-session.js";
import type { Changes } from "../../../compiler/incremental/front-end.js";
import { NODE_FILE_SYSTEM } from "../../../compiler/program/file-system.js";
import { verifySources } from "../../../compiler/verify-program.js";

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "surety-packages-")));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const write = (texts: Readonly<Record<string, string>>): ReadonlySet<string> => {
  const files = Object.keys(texts).map((name) => path.join(folder, name));
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return new Set(files);
};

const compilerOptions = {
  noLib: true,
  types: [],
  target: "ES2022",
  module: "NodeNext",
  moduleResolution: "NodeNext",
  resolveJsonModule: true,
};
const SPAWNS = 'exports.f = () => require("child_process").execSync("id");';
const config = (spawns: boolean): string =>
  `export default { packages: { spawner: ${spawns ? '["process.spawn"]' : "[]"}, other: ["process.exit"] } };`;

write({
  "package.json": '{ "name": "me", "type": "module", "imports": { "#dep": "harmless" } }',
  "tsconfig.json": JSON.stringify({ compilerOptions, include: ["*.ts", "package.json"] }),
  "surety.config.ts": config(false),
  "a.ts": "export const a = 1;",
  "hands-on.ts": "export {};",
  "b.ts":
    'import { f } from "./hands-on.js"; import data from "./package.json" with { type: "json" };\nexport const b = () => [f, data];',
  "node_modules/spawner/package.json": '{ "name": "spawner", "version": "1.0.0" }',
  "node_modules/spawner/index.js": SPAWNS,
  "node_modules/other/package.json": '{ "name": "other", "version": "1.0.0" }',
  "node_modules/other/index.js": "exports.f = () => process.exit(1);",
  "node_modules/harmless/package.json": '{ "name": "harmless", "version": "1.0.0" }',
  "node_modules/harmless/index.js": "exports.f = 1;",
});

type Step = readonly [what: string, kind: Changes["kind"], texts: Readonly<Record<string, string>>, codes: string];

const STEPS: readonly Step[] = [
  ["a first import", "texts", { "a.ts": 'import { f } from "spawner";\nexport const a = f;' }, "SAFE-1010 a.ts:2"],
  ["lines above", "texts", { "a.ts": '\n\nimport { f } from "spawner";\nexport const a = f;' }, "SAFE-1010 a.ts:4"],
  ["nothing of it", "texts", { "a.ts": 'import { f } from "spawner";\n\nexport const a = f;' }, "SAFE-1010 a.ts:3"],
  ["what is handed on", "texts", { "a.ts": "export {};", "hands-on.ts": 'export * from "spawner";' }, "SAFE-1010 b.ts:2"],
  ["a policy that is a source", "texts", { "surety.config.ts": config(true) }, ""],
  ["a policy that grants less", "texts", { "surety.config.ts": config(false) }, "SAFE-1010 b.ts:2"],
  ["the text of a package", "anything", { "node_modules/spawner/index.js": "exports.f = 1;" }, ""],
  ["a package that loads another", "anything", { "node_modules/spawner/index.js": 'exports.f = require("other");' }, ""],
  ["its text again", "anything", { "node_modules/spawner/index.js": SPAWNS }, "SAFE-1010 b.ts:2"],
  ["a map of imports", "texts", { "hands-on.ts": 'export * from "#dep";' }, ""],
  [
    "a package.json that is a source",
    "texts",
    { "package.json": '{ "name": "me", "type": "module", "imports": { "#dep": "spawner" } }' },
    "SAFE-1010 b.ts:2",
  ],
];

it("gives what a run from scratch gives", async () => {
  const inputs = { cwd: folder, paths: [], project: "tsconfig.json", files: NODE_FILE_SYSTEM };
  const enforcement = { mode: "production", boundary: "checked", onViolation: "throw" } as const;
  const options = { enforcement, jobs: 1, onProgress: null, openPool: null, results: null, safety: null, now: () => 0 };
  const session = createProgramSession(inputs, options);
  const { signal } = new AbortController();
  const aborted = AbortSignal.abort();
  const ofB = new Set([path.join(folder, "b.ts")]);
  try {
    await session.update({ kind: "anything" }, signal);
    for (const [at, [what, kind, texts, told]] of STEPS.entries()) {
      const files = write(texts);
      const changes: Changes = kind === "anything" ? { kind } : { kind, files };
      // Half of the changes are seen by a run that a newer edit breaks off.
      const isBroken = at % 2 === 1;
      if (isBroken) expect(await session.update(changes, aborted)).toBeNull();
      const found = await session.update(isBroken ? { kind: "texts", files: ofB } : changes, signal);
      const scratch = await verifySources(inputs, { ...options, witness: "off" });
      expect({ what, report: found?.report }).toEqual({ what, report: scratch.report });
      const codes = scratch.report.diagnostics.flatMap(({ code, message, file, line }) =>
        message.includes("process.spawn") ? `${code} ${String(file)}:${String(line)}` : [],
      );
      expect({ what, codes: codes.join() }).toEqual({ what, codes: told });
    }
  } finally {
    await session.close();
  }
});
