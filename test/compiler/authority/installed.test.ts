import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { installedAuthority } from "../../../compiler/authority/installed.js";
import { packageFacts } from "../../../compiler/authority/package-facts.js";
import { NODE_FILE_SYSTEM } from "../../../compiler/program/file-system.js";

const FILES: Readonly<Record<string, string>> = {
  "app/package.json": '{"name":"app"}',
  "lib/package.json": '{"name":"@me/lib","version":"2.0.0","main":"dist/index.js"}',
  "lib/dist/package.json": '{"type":"commonjs"}',
  "lib/dist/index.js": 'exports.f = () => require("child_process").execSync("id");',
  // What a compiler would take for the package.
  "app/node_modules/decoy/package.json": '{"name":"decoy","version":"1.0.0","main":"dist/index.js","types":"index.ts"}',
  "app/node_modules/decoy/index.ts": "export const f = 1;",
  "app/node_modules/decoy/dist/index.ts": "export const f = 1;",
  "app/node_modules/decoy/dist/index.js": 'exports.f = () => process.exit(1); require("./addon");',
  "app/node_modules/decoy/dist/addon.node": "",
};

it("charges what links lead to to the package that it is, and looks at what is run", async () => {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), "surety-installed-")));
  try {
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    mkdirSync(path.join(root, "app/node_modules/@me"));
    symlinkSync("../../../lib", path.join(root, "app/node_modules/@me/lib"));
    const { packages, modules } = await installedAuthority({
      projectRoot: path.join(root, "app"),
      own: [],
      requiring: new Set(),
      packages: ["@me/lib", "decoy"],
      files: NODE_FILE_SYSTEM,
      facts: packageFacts(null, ""),
    });
    expect(packages).toEqual([
      { name: "@me/lib", version: "2.0.0", modules: ["../lib/dist/index.js"] },
      { name: "decoy", version: "1.0.0", modules: ["node_modules/decoy/dist/index.js"] },
    ]);
    const actions = modules.map(({ references }) => references.flatMap(({ needs }) => needs.map(({ action }) => action)));
    expect(actions).toEqual([["process.spawn"], ["process.exit", "code.native"]]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
