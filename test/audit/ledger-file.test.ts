import { execFile, spawn, spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { NODE_DIGESTS } from "../../audit/digests.js";
import { appendRecord, ledgerFileOf } from "../../audit/ledger-file.js";
import { nodeSignatures } from "../../audit/keys.js";
import { putInOrder } from "../../audit/put-in-order.js";
import { verifyLedger } from "../../audit/verify-ledger.js";
import { contextFor } from "../../compiler/overrides/override-context.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { DEFAULT_CONFIG } from "../../policy/config/config.js";
import { linesOfFile } from "../../audit/lines.js";
import { createHistory, walkUntilJudged, type History } from "../../policy/ledger/history.js";
import { createWalk, type LedgerProblem } from "../../policy/ledger/walk.js";

const APPEND = fileURLToPath(new URL("append-records.mjs", import.meta.url));
const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), "surety-ledger-"));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function judge(root: string) {
  const problems: LedgerProblem[] = [];
  const hashes: string[] = [];
  let torn = false;
  const first = createHistory(null);
  const run = (history: History, onProblem: (problem: LedgerProblem) => void): void => {
    const walk = createWalk({
      digests: NODE_DIGESTS,
      history,
      onRecord: ({ hash }) => {
        if (history === first) hashes.push(hash);
      },
      onProblem,
    });
    for (const { text, ended } of linesOfFile(ledgerFileOf(root))) {
      if (ended) walk.add(text);
      else torn = true;
    }
  };
  run(first, (problem) => problems.push(problem));
  const history = walkUntilJudged((again) => run(again, (problem) => problems.push(problem)), first);
  return { problems, hashes: new Set(hashes), heads: history.heads(), torn };
}

const note = (name: string) => ({ kind: "override.use", requests: [name], output: "", guards: 0 });

describe("ledger on disk", () => {
  it("numbers and chains what is appended", async () => {
    const root = newFolder();
    const first = await appendRecord(root, note("a"), 1_000_000);
    const second = await appendRecord(root, note("b"), 2_000_000);
    // A clock that was set back makes no record that is older than the one before.
    const third = await appendRecord(root, note("c"), 0);
    expect([first.n, second.n, third.n]).toEqual([1, 2, 3]);
    expect(third.time).toBe(second.time);
    expect(judge(root)).toMatchObject({ problems: [], torn: false, heads: [{ hash: third.hash, n: 3 }] });
  });

  it("takes away what an interrupted writer left, and keeps a record whose line feed an editor took", async () => {
    const root = newFolder();
    const { hash } = await appendRecord(root, note("é"), 0);
    const file = ledgerFileOf(root);
    const whole = readFileSync(file);
    for (const cut of [1, 20, 75, 76, 100, whole.length - 2]) {
      writeFileSync(file, Buffer.concat([whole, whole.subarray(0, cut)]));
      expect(judge(root)).toMatchObject({ torn: true, problems: [] });
      await expect(appendRecord(root, note("next"), 0)).resolves.toMatchObject({ healed: true, n: 2 });
      expect(judge(root)).toMatchObject({ problems: [], torn: false });
    }
    writeFileSync(file, whole.subarray(0, -1));
    await expect(appendRecord(root, note("next"), 0)).resolves.toMatchObject({ healed: true, n: 2 });
    expect(judge(root).hashes.has(hash)).toBe(true);
  });

  it("refuses to go on behind what is broken", async () => {
    const root = newFolder();
    await appendRecord(root, note("a"), 0);
    appendFileSync(ledgerFileOf(root), "<<<<<<< HEAD\n");
    await expect(appendRecord(root, note("b"), 0)).rejects.toThrow(/line 2 is no record; `surety audit verify`/);
  });

  it.skipIf(process.getuid?.() === 0)("says so when the folder is read-only, and acknowledges nothing", async () => {
    const root = newFolder();
    chmodSync(root, 0o555);
    await expect(appendRecord(root, note("a"), 0)).rejects.toThrow(/nothing was recorded: .* permission denied/);
    chmodSync(root, 0o755);
  });

  it("says so when a file stands in the way", async () => {
    const root = newFolder();
    writeFileSync(path.join(root, ".surety"), "");
    await expect(appendRecord(root, note("a"), 0)).rejects.toThrow(
      /nothing was recorded: .* a file stands where a folder is needed/,
    );
  });

  it("neither writes nor believes what a link leads to", async () => {
    const [root, elsewhere] = [newFolder(), newFolder()];
    await appendRecord(elsewhere, note("a"), 0);
    const config = path.join(elsewhere, "config");
    // What looks like a torn record would be taken away.
    writeFileSync(config, "no line feed at the end");
    mkdirSync(path.dirname(ledgerFileOf(root)), { recursive: true });
    symlinkSync(config, ledgerFileOf(root));
    await expect(appendRecord(root, note("b"), 0)).rejects.toThrow(/symbolic link/u);
    expect(readFileSync(config, "utf8")).toBe("no line feed at the end");
    rmSync(ledgerFileOf(root));
    symlinkSync(path.join(elsewhere, "none"), ledgerFileOf(root));
    await expect(appendRecord(root, note("b"), 0)).rejects.toThrow(/symbolic link/u);
    for (const [from, to] of [
      [ledgerFileOf(elsewhere), ledgerFileOf(root)],
      [path.join(elsewhere, ".surety"), path.join(root, ".surety")],
    ] as const) {
      rmSync(to, { recursive: true });
      symlinkSync(from, to);
      await expect(appendRecord(root, note("b"), 0)).rejects.toThrow(/symbolic link/u);
      const options = { keys: [], signatures: nodeSignatures(), emergencyHours: 72, now: 0 };
      expect(verifyLedger(root, options).problems).toMatchObject([{ message: expect.stringContaining("symbolic link") }]);
      const { ledger } = contextFor(DEFAULT_CONFIG, { projectRoot: root, cwd: root, files: NODE_FILE_SYSTEM });
      expect(ledger.problems).toHaveLength(1);
    }
    expect(judge(elsewhere).hashes.size).toBe(1);
  });

  it.skipIf(process.platform !== "linux")("leaves the file as it was when the disk is full", async () => {
    const root = newFolder();
    const { hash } = await appendRecord(root, note("a"), 0);
    // A limit on the size of files stands in for a full disk: the write ends in the middle, then fails.
    const size = readFileSync(ledgerFileOf(root)).length;
    const script = `trap "" XFSZ; ulimit -f ${Math.ceil(size / 1024)}; exec "$0" "$@"`;
    const ran = spawnSync("bash", ["-c", script, process.execPath, APPEND, root, "x", "5"], { encoding: "utf8" });
    expect(ran.status).not.toBe(0);
    const found = judge(root);
    expect(found).toMatchObject({ problems: [], torn: false });
    expect(found.hashes.has(hash)).toBe(true);
    for (const acknowledged of ran.stdout.trim().split("\n").filter(Boolean)) expect(found.hashes).toContain(acknowledged);
  });

  it("loses nothing of ten processes that write at once", async () => {
    const root = newFolder();
    const rounds = process.env["SURETY_ROUNDS"] ?? "4";
    const ran = await Promise.all(
      Array.from({ length: 10 }, (_, at) => promisify(execFile)(process.execPath, [APPEND, root, String(at), rounds])),
    );
    const acknowledged = ran.flatMap(({ stdout }) => stdout.trim().split("\n"));
    const { problems, hashes, heads, torn } = judge(root);
    expect({ problems, torn, heads: heads.length }).toEqual({ problems: [], torn: false, heads: 1 });
    expect(hashes).toEqual(new Set(acknowledged));
    expect(hashes.size).toBe(10 * Number(rounds));
  });

  const rounds = Number(process.env["SURETY_KILLS"] ?? 6);
  it("loses nothing acknowledged when writers are killed in the middle", { timeout: 120_000 + 2_000 * rounds }, async () => {
    const root = newFolder();
    const acknowledged: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const child = spawn(process.execPath, [APPEND, root, String(round)], { stdio: ["ignore", "pipe", "inherit"] });
      const ended = new Promise((resolve) => child.once("close", resolve));
      let text = "";
      child.stdout.on("data", (data: Buffer) => {
        text += data.toString("latin1");
        // Somewhere in the midst of a later record.
        if (text.length > 65 * (2 + (round % 7))) setTimeout(() => child.kill("SIGKILL"), round % 5);
      });
      await ended;
      acknowledged.push(...text.split("\n").slice(0, -1));
    }
    const { problems, hashes } = judge(root);
    expect(problems).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(rounds);
    for (const hash of acknowledged) expect(hashes).toContain(hash);
  });
});

describe("ledgers of two branches", () => {
  const git = (root: string, ...args: string[]) => {
    const ran = spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", ...args], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
    });
    if (ran.status !== 0) throw new Error(`git ${args.join(" ")}: ${ran.stdout}${ran.stderr}`);
  };
  const commit = (root: string) => {
    git(root, "add", "-A");
    git(root, "commit", "-qm", "x");
  };

  it("are merged by git: both sides are kept, order by parent, and the next record joins them", async () => {
    const root = newFolder();
    git(root, "init", "-q", "-b", "main");
    writeFileSync(path.join(root, ".gitattributes"), ".surety/ledger/*.jsonl merge=union\n");
    const all: string[] = [];
    const add = async (name: string, times = 1) => {
      for (let at = 0; at < times; at++) all.push((await appendRecord(root, note(`${name}${at}`), 0)).hash);
      commit(root);
    };
    mkdirSync(path.join(root, "x"));
    await add("base", 2);
    git(root, "checkout", "-qb", "a");
    await add("a", 3);
    git(root, "checkout", "-qb", "b", "main");
    await add("b", 2);
    // Both merge the other, so that the same records come in another order, and go on.
    git(root, "checkout", "-qb", "a2", "a");
    git(root, "merge", "-q", "--no-edit", "b");
    expect(judge(root)).toMatchObject({ problems: [], heads: [{}, {}] });
    await add("a2", 2);
    expect(judge(root)).toMatchObject({ problems: [], heads: [{}] });
    git(root, "checkout", "-q", "b");
    git(root, "merge", "-q", "--no-edit", "a");
    await add("b2", 1);
    git(root, "merge", "-q", "--no-edit", "a2");
    // Whether git leaves them in order hangs on which of two bases it takes for the other, and that on hashes.
    const isInOrder = judge(root).problems.length === 0;
    expect(await putInOrder(root)).toBe(!isInOrder);
    const merged = judge(root);
    expect(merged.problems).toEqual([]);
    expect(merged.hashes).toEqual(new Set(all));
    await add("end");
    expect(judge(root)).toMatchObject({ problems: [], heads: [{ hash: all.at(-1) }] });
    expect(judge(root).hashes).toEqual(new Set(all));
  });
});
