/** A folder with something to read, something to write and something secret, and a module that may only do the first two. */
import fs, { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { authority, type Authority } from "../../../runtime/src/authority/index.js";
import type { GrantText } from "../../../runtime/src/authority/grant.js";

export interface World {
  readonly root: string;
  readonly secret: string;
  readonly allowed: string;
  /** The view of a built-in module, or of a global. */
  readonly module: (name: string) => Record<string, Value>;
  readonly global: (name: string) => Value;
  readonly load: (specifier: unknown) => Promise<Value>;
}

/** Attacks speak of values of any kind. */
export type Value = ReturnType<typeof JSON.parse>;

const require = createRequire(import.meta.url);
const GLOBALS = ["globalThis", "process", "fetch", "eval", "Function", "WebAssembly", "require"];

const GRANT: readonly GrantText[] = [
  ["fs.read", "./data/**"],
  ["fs.write", "./out/**"],
  ["fs.delete", "./out/*"],
  ["net.connect", "127.0.0.1:*"],
  ["net.listen", "127.0.0.1:*"],
  ["process.spawn", "echo"],
  ["env.read", "HOME"],
];

export function makeWorld(grant: readonly GrantText[] = GRANT, onViolation: "throw" | "report" = "throw"): World {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), "surety-authority-")));
  mkdirSync(path.join(root, "data/sub"), { recursive: true });
  mkdirSync(path.join(root, "out"));
  writeFileSync(path.join(root, "data/a.txt"), "allowed");
  writeFileSync(path.join(root, "secret.txt"), "SECRET");
  symlinkSync("../secret.txt", path.join(root, "data/link"));
  symlinkSync("..", path.join(root, "data/up"));
  const names = [...builtinModules];
  const place = ["id", 1, 1, [], []] as const;
  const made: Authority = authority(
    {
      module: "src/m.ts",
      onViolation,
      root: ".",
      grant,
      roots: [
        ...names.map((name) => ["module", name, [], ...place] as const),
        ...GLOBALS.map((name) => ["global", name, [], ...place] as const),
      ],
    },
    path.join(root, "m.js"),
  );
  return {
    root,
    secret: path.join(root, "secret.txt"),
    allowed: path.join(root, "data/a.txt"),
    module: (name) => made.root(names.indexOf(name), require(name)) as Record<string, Value>,
    global: (name) =>
      made.root(
        names.length + GLOBALS.indexOf(name),
        name === "require" ? require : (globalThis as unknown as Record<string, unknown>)[name],
      ),
    load: (specifier) => made.load(0, (text) => import(text), specifier),
  };
}

export const rawFs = fs;
