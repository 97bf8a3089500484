/** `--watch`, as an editor uses it: one event a line for every change, and an end that is asked for. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const TSCONFIG = JSON.stringify({
  compilerOptions: { strict: true, target: "ES2022", lib: ["ES2022"], module: "ESNext", moduleResolution: "Bundler", types: [] },
  include: ["src"],
});

interface Event {
  readonly event: string;
  readonly message?: string;
  readonly summary?: { readonly files: number; readonly obligations: number; readonly proved: number };
  readonly files?: readonly (
    | string
    | {
        readonly file: string;
        readonly obligations: readonly unknown[];
        readonly diagnostics: readonly { readonly code: string }[];
      }
  )[];
}

interface Watching {
  /** The next event of that kind. */
  next(kind: string): Promise<Event>;
  /** The next report, briefly. */
  report(): Promise<unknown>;
  stop(): Promise<number | null>;
  readonly errors: () => string;
}

const folders: string[] = [];
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "surety-watch-"));
  folders.push(folder);
  mkdirSync(path.join(folder, "src"));
  for (const [name, text] of Object.entries({ "package.json": "{}", "tsconfig.json": TSCONFIG, ...files }))
    writeFileSync(path.join(folder, name), text);
  return folder;
}

function watch(folder: string, args: readonly string[]): Watching {
  const environment = { ...process.env, XDG_CONFIG_HOME: path.join(folder, ".config") };
  const child = spawn(process.execPath, [MAIN, ...args, "--safety", "memory=checked", "--watch", "--json", "--jobs", "1"], {
    cwd: folder,
    env: environment,
  });
  children.push(child);
  const events: Event[] = [];
  const waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const one of waiting.splice(0)) one();
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    events.push(JSON.parse(line) as Event);
    wake();
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ended = new Promise<number | null>((resolve) => {
    child.once("exit", (code) => {
      resolve(code);
      wake();
    });
  });
  const next = async (kind: string): Promise<Event> => {
    for (;;) {
      const at = events.findIndex(({ event }) => event === kind);
      const [found] = at === -1 ? [] : events.splice(0, at + 1).slice(-1);
      if (found !== undefined) return found;
      if (child.exitCode !== null) throw new Error(`the watcher has ended: ${errors}`);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return {
    next,
    report: async () => {
      const { summary, files = [] } = await next("report");
      return {
        proved: `${String(summary?.proved)} of ${String(summary?.obligations)}`,
        files: Object.fromEntries(
          files.flatMap((one) =>
            typeof one === "string"
              ? []
              : [
                  [
                    one.file,
                    one.diagnostics
                      .map(({ code }) => code)
                      .sort()
                      .join(" "),
                  ],
                ],
          ),
        ),
      };
    },
    stop: () => {
      child.kill("SIGINT");
      return ended;
    },
    errors: () => errors,
  };
}

const A = "export function f(a: number[], i: number) { return a[i]!; }\n";
const B = 'import { f } from "./a.js";\nexport const x = f([1], 0);\n';

describe("verify --watch --json", () => {
  it("says what each change changes: edits, mistakes in them, files that come, move and go, the tsconfig", async () => {
    const folder = project({ "src/a.ts": A, "src/b.ts": B });
    const write = (name: string, text: string): void => {
      writeFileSync(path.join(folder, name), text);
    };
    const watching = watch(folder, ["verify"]);
    expect(await watching.report()).toEqual({ proved: "0 of 1", files: { "src/a.ts": "SAFE-2001" } });
    await watching.next("ready");
    write("src/a.ts", A.replace("return", "const t = [1, 2]; return t[1]! +"));
    expect(await watching.report()).toEqual({ proved: "1 of 2", files: { "src/a.ts": "SAFE-2001" } });
    write("src/b.ts", "export const x: = 1;\n");
    expect(await watching.report()).toEqual({ proved: "1 of 2", files: { "src/b.ts": "SAFE-0001" } });
    write("src/b.ts", `${B}function g(t: number[]) { return t[1]!; }\nexport const y = g([1, 2]);\n`);
    expect(await watching.report()).toEqual({ proved: "2 of 3", files: { "src/b.ts": "" } });
    renameSync(path.join(folder, "src/b.ts"), path.join(folder, "src/c.ts"));
    expect(await watching.report()).toEqual({ proved: "2 of 3", files: { "src/b.ts": "", "src/c.ts": "" } });
    write("tsconfig.json", "{");
    expect((await watching.next("error")).message).toContain("tsconfig.json");
    write("tsconfig.json", TSCONFIG);
    expect(await watching.report()).toEqual({ proved: "2 of 3", files: {} });
    for (let n = 0; n < 200; n++) write(`src/many${String(n)}.ts`, `const t = [1, 2]; export const v${String(n)} = t[0]!;\n`);
    let files = 0;
    while (files < 202) files = (await watching.next("report")).summary?.files ?? 0;
    for (let n = 0; n < 200; n++) rmSync(path.join(folder, `src/many${String(n)}.ts`));
    while (files > 2) files = (await watching.next("report")).summary?.files ?? 0;
    expect(await watching.stop()).toBe(0);
    expect(watching.errors()).toBe("");
  });

  it("ends with 2 when there is nothing to watch", async () => {
    const folder = project({});
    const watching = watch(folder, ["verify", "-p", "nowhere.json"]);
    await expect(watching.next("ready")).rejects.toThrow("there is no `nowhere.json`");
  });
});

describe("build --watch --json", () => {
  it("writes what has another text than before, and nothing else", async () => {
    const folder = project({ "src/a.ts": A, "src/b.ts": B });
    const watching = watch(folder, ["build", "--outDir", "out"]);
    const first = await watching.next("written");
    expect(first.files).toEqual(expect.arrayContaining(["out/src/a.js", "out/src/b.js"]));
    await watching.next("ready");
    writeFileSync(path.join(folder, "src/b.ts"), `${B}export const more = 1;\n`);
    const second = await watching.next("written");
    expect(second.files?.filter((file) => typeof file === "string" && file.endsWith(".js"))).toEqual(["out/src/b.js"]);
    expect(readFileSync(path.join(folder, "out/src/b.js"), "utf8")).toContain("more = 1");
    expect(existsSync(path.join(folder, "out/src/a.js"))).toBe(true);
    expect(await watching.stop()).toBe(0);
  });
});
