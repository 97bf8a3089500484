/** Runs the command line as a child process on temporary projects. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

export const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Files by path from a new folder; gives the folder. The system clears it. */
export function projectOf(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), "surety-cli-")));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return root;
}

const CACHING: ReadonlySet<string | undefined> = new Set(["verify", "build", "explain", "assumptions"]);

/**
 * Whatever the command does, it never shows a stack. Everything is proved anew, unless the test has a configuration folder of its own for
 * the secret that seals a cache: what another run has left must not answer for this one.
 */
export function surety(cwd: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Ran {
  const [command, ...rest] = args;
  const isCached = "XDG_CONFIG_HOME" in environment || !CACHING.has(command);
  const ran = spawnSync(process.execPath, [MAIN, ...(isCached ? args : [command ?? "", "--no-cache", ...rest])], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: undefined, SURETY_DEBUG: undefined, ...environment },
  });
  expect(ran.stderr).not.toMatch(/^\s+at .*(:\d+:\d+|<anonymous>)/m);
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}
