/** Runs the command line on temporary projects. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { runInHost, type CommandRequest } from "./host/command-host.js";

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

/** Programs of tests are covered by the command line, unless the test says otherwise, or sets `UNCOVERED`. */
function covered(args: readonly string[], environment: NodeJS.ProcessEnv): readonly string[] {
  const [command, ...rest] = args;
  const isSaid = "UNCOVERED" in environment || rest.some((arg) => arg.startsWith("--safety")) || rest.includes("--help");
  return command === undefined || !CACHING.has(command) || isSaid ? args : [command, "--safety", "memory=checked", ...rest];
}

/**
 * Whatever the command does, it never shows a stack. Everything is proved anew, unless the test has a configuration folder of its own for
 * the secret that seals a cache: what another run has left must not answer for this one. In a process that it shares with other commands.
 */
export function surety(cwd: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Ran {
  return withoutStack(runInHost(requestOf(cwd, args, environment)));
}

/** As `surety`, at a time of the test's choice. */
export function suretyAt({ args, cwd, environment, ...rest }: CommandRequest): Ran {
  return withoutStack(runInHost({ ...rest, ...requestOf(cwd, args, environment) }));
}

/** The same in a process of its own, where that is the point. */
export function suretyProcess(cwd: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Ran {
  const request = requestOf(cwd, args, environment);
  const ran = spawnSync(process.execPath, [MAIN, ...request.args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: request.environment,
  });
  return withoutStack({ code: ran.status, out: ran.stdout, err: ran.stderr });
}

function requestOf(cwd: string, given: readonly string[], environment: NodeJS.ProcessEnv): CommandRequest {
  const args = covered(given, environment);
  const [command, ...rest] = args;
  const isCached = "XDG_CONFIG_HOME" in environment || !CACHING.has(command);
  return {
    args: isCached ? args : [command ?? "", "--no-cache", ...rest],
    cwd,
    environment: { ...process.env, NO_COLOR: undefined, SURETY_DEBUG: undefined, ...environment },
  };
}

function withoutStack(ran: Ran): Ran {
  expect(ran.err).not.toMatch(/^\s+at .*(:\d+:\d+|<anonymous>)/m);
  return ran;
}
