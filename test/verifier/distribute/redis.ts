/** A real Redis, in a folder and on a port of its own, and processes that are ended with the test. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const SECRET = "a secret of the tests";

/** Why these tests are skipped, or null. */
export const MISSING =
  spawnSync("redis-server", ["--version"]).status === 0
    ? null
    : "no `redis-server` on the PATH (Debian: apt-get install redis-server)";

/** Vitest shows no reason for a skipped test; a name does. */
export const unlessMissing = (name: string): string => (MISSING === null ? name : `${name} [skipped: ${MISSING}]`);

export interface Started {
  readonly child: ChildProcess;
  /** All it has printed so far. */
  readonly out: () => string;
  /** Rejects when it ends first. */
  readonly printed: (text: string, times?: number) => Promise<void>;
  readonly end: (signal?: NodeJS.Signals) => Promise<number | null>;
}

export interface Redis {
  readonly port: number;
  readonly url: string;
  readonly start: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/** What was started, to be ended after each test. */
export interface Stage {
  readonly redis: (extra?: readonly string[]) => Promise<Redis>;
  readonly node: (args: readonly string[], environment?: NodeJS.ProcessEnv) => Started;
  /** A worker with doubles. `lock`: milliseconds. */
  readonly worker: (url: string, environment?: NodeJS.ProcessEnv) => Promise<Started>;
  /** Functions that workers with doubles have worked on. */
  readonly worked: () => readonly string[];
  readonly clear: () => Promise<void>;
}

const LOCK = 1000;

export function createStage(): Stage {
  const running = new Set<Started>();
  const folder = mkdtempSync(path.join(tmpdir(), "surety-redis-"));
  const log = { file: path.join(folder, "log-0"), count: 0 };
  const start = (command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Started => {
    const child = spawn(command, args, {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, SURETY_DISTRIBUTE_SECRET: SECRET, SURETY_TEST_LOG: log.file, ...environment },
    });
    const text = { out: "" };
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        text.out += chunk.toString();
      });
    const ended = once(child, "exit").then(([code]: (number | null)[]) => code ?? null);
    const started: Started = {
      child,
      out: () => text.out,
      printed: async (wanted, times = 1) => {
        while (text.out.split(wanted).length <= times) {
          if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ends without \`${wanted}\`: ${text.out}`);
          await sleep(20);
        }
      },
      end: async (signal = "SIGKILL") => {
        child.kill(signal);
        const code = await ended;
        running.delete(started);
        return code;
      },
    };
    running.add(started);
    return started;
  };
  const node = (args: readonly string[], environment?: NodeJS.ProcessEnv): Started => start(process.execPath, args, environment);
  return {
    redis: async (extra = []) => {
      const port = await freePort();
      const own: { server: Started | null } = { server: null };
      const redis: Redis = {
        port,
        url: `redis://127.0.0.1:${String(port)}`,
        start: async () => {
          const options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder, ...extra];
          own.server = start("redis-server", ["--port", String(port), ...options]);
          while (!(await accepts(port))) await sleep(20);
        },
        end: async () => {
          await own.server?.end();
        },
      };
      await redis.start();
      return redis;
    },
    node,
    worker: async (url, environment) => {
      const worker = node([fileURLToPath(new URL("fixtures/serve.mjs", import.meta.url)), url, String(LOCK)], environment);
      await worker.printed("ready");
      return worker;
    },
    worked: () =>
      readFileSync(log.file, { encoding: "utf8", flag: "a+" })
        .split("\n")
        .filter((line) => line !== "")
        .sort(),
    clear: async () => {
      await Promise.all([...running].map((one) => one.end()));
      log.file = path.join(folder, `log-${String(++log.count)}`);
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("connect", end(true));
    socket.on("error", end(false));
  });
}
