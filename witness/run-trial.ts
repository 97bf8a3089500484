/**
 * Runs code of the program under verification, which nobody has reviewed, in a process of its own. What holds it, from the inside out:
 * the front end offers only functions that mention no import and no impure global; the realm holds nothing but the language, and makes
 * no code from text; the process has Node's permission model with nothing allowed but to read its own folder, an empty
 * environment, limits of memory and processor time, and is killed when it stays silent. Node 20 cannot take away sockets: there,
 * that the realm has none is what counts.
 */
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigError } from "../core/errors.js";
import { decodeLine, type Job, type Line, type Trial, type Violation } from "./protocol.mjs";

export interface TrialOptions {
  /** Milliseconds without a finished job after which the process is killed. Only to kill. */
  readonly silence: number;
  /** The process to run; null: our own. */
  readonly file: string | null;
}

export const DEFAULT_TRIAL: TrialOptions = { silence: 20_000, file: null };

const HEAP_MEGABYTES = 128;
/** Address space: bounds what is not on the heap (typed arrays), too. */
const SPACE_KILOBYTES = 2_097_152;
const PROCESSOR_SECONDS = 120;
/** Processes that may die before the rest is given up. */
const MAX_DEATHS = 8;
const MAX_OUTPUT = 1 << 24;

/** The violations that were observed, by job, in the order of candidates. A job whose process dies or hangs keeps what it had found. */
export async function runTrial(
  modules: string,
  jobs: readonly Job[],
  options: TrialOptions = DEFAULT_TRIAL,
): Promise<readonly Violation[]> {
  const found: Violation[] = [];
  let start = 0;
  for (let deaths = 0; start < jobs.length && deaths < MAX_DEATHS;) {
    const from = start;
    const ended = await runProcess({ modules, jobs: jobs.slice(from) }, options);
    for (const line of ended) if (line.kind === "violation") found.push({ ...line, job: line.job + from });
    const done = ended.filter((line) => line.kind === "done").length;
    start += done;
    if (start === jobs.length) break;
    // The job it died of is not tried again.
    start++;
    deaths++;
  }
  return found;
}

/** Gives what was written until the process ended or was killed. */
function runProcess(trial: Trial, { silence, file }: TrialOptions): Promise<readonly Line[]> {
  const { command, args } = commandFor(file ?? childFile());
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: {}, stdio: ["pipe", "pipe", "ignore"], windowsHide: true });
    const lines: Line[] = [];
    const received = { rest: "", size: 0 };
    const kill = (): void => {
      child.kill("SIGKILL");
    };
    const watch = { timer: setTimeout(kill, silence) };
    const end = (): void => {
      clearTimeout(watch.timer);
      resolve(lines);
    };
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text: string) => {
      clearTimeout(watch.timer);
      watch.timer = setTimeout(kill, silence);
      received.size += text.length;
      if (received.size > MAX_OUTPUT) kill();
      const parts = (received.rest + text).split("\n");
      received.rest = parts.pop() ?? "";
      for (const part of parts) {
        const line = decodeLine(part);
        if (line !== null) lines.push(line);
      }
    });
    // A process that dies does not read its input; its end tells that.
    child.stdin.on("error", kill);
    child.on("error", end);
    child.on("close", end);
    child.stdin.end(JSON.stringify(trial));
  });
}

/** Throws ConfigError where Node has no permission model. */
function commandFor(file: string): { readonly command: string; readonly args: readonly string[] } {
  const permission = ["--permission", "--experimental-permission"].find((flag) => process.allowedNodeEnvironmentFlags.has(flag));
  if (permission === undefined) {
    throw new ConfigError("`--witness run` needs Node's permission model, which this runtime does not have");
  }
  const args = [
    permission,
    `--allow-fs-read=${dirname(file)}/*`,
    "--disallow-code-generation-from-strings",
    `--max-old-space-size=${String(HEAP_MEGABYTES)}`,
    file,
  ];
  if (process.platform === "win32") return { command: process.execPath, args };
  const limits = `ulimit -v ${String(SPACE_KILOBYTES)} 2>/dev/null; ulimit -t ${String(PROCESSOR_SECONDS)} 2>/dev/null; exec "$0" "$@"`;
  return { command: "/bin/sh", args: ["-c", limits, process.execPath, ...args] };
}

/** Compiled: next to this file, or in `dist` when this file runs as TypeScript under the test runner. */
function childFile(): string {
  const here = import.meta.url;
  return fileURLToPath(here.endsWith(".ts") ? new URL("../dist/witness/child.mjs", here) : new URL("./child.mjs", here));
}
