/** Files that are damaged, foreign or in the way, and a disk that is full: never a crash, never a wrong value. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../../cache/disk/connection.js";
import { databaseFile } from "../../../cache/disk/database-file.js";
import { diskStore } from "../../../cache/disk/disk-store.js";
import { freshFolder, MAX_BYTES, namesOf, openStore, putAll, randomFrom, recall, SEAL } from "../cache-folder.js";

const NAMES = namesOf("n", 250);
const ALL = { found: NAMES, wrong: [] };
const SEEDS = Number(process.env["SURETY_DAMAGE_SEEDS"] ?? "2");

const made: { sound: Buffer } = { sound: Buffer.alloc(0) };

beforeAll(async () => {
  const folder = freshFolder();
  const store = openStore(folder);
  await putAll(store, NAMES);
  await store.close();
  made.sound = readFileSync(databaseFile(folder));
});

function folderWith(content: Uint8Array): string {
  const folder = freshFolder();
  writeFileSync(databaseFile(folder), content);
  return folder;
}

/** Nothing wrong is found; what is put then is found, now and by the next process, unless an incident says that nothing is kept. */
async function expectRecovery(folder: string): Promise<readonly string[]> {
  const store = openStore(folder);
  expect((await recall(store, NAMES)).wrong).toEqual([]);
  await putAll(store, NAMES);
  const again = await recall(store, NAMES);
  for await (const entry of store.entries()) expect(typeof entry.key).toBe("string");
  await putAll(store, NAMES);
  await store.close();
  const later = openStore(folder);
  const found = await recall(later, NAMES);
  await later.close();
  const incidents = [...store.incidents, ...later.incidents];
  expect([...again.wrong, ...found.wrong]).toEqual([]);
  // A few entries of a tree that is out of order may be missed each time: that is no wrong answer.
  if (!incidents.some((text) => text.includes("is not used"))) expect(found.found.length).toBeGreaterThan(NAMES.length * 0.9);
  return incidents;
}

describe("a database that is damaged", () => {
  it.each(Array.from({ length: SEEDS }, (_, seed) => seed))("bits flipped anywhere, seed %i", async (seed) => {
    const random = randomFrom(seed);
    const content = Buffer.from(made.sound);
    for (let left = 1 + Math.floor(random() * 200); left > 0; left--) {
      const at = Math.floor(random() * content.length);
      content[at] = content[at]! ^ (1 << Math.floor(random() * 8));
    }
    await expectRecovery(folderWith(content));
  });

  it.each(Array.from({ length: SEEDS }, (_, seed) => seed))("heads of pages overwritten, seed %i", async (seed) => {
    const random = randomFrom(100 + seed);
    const content = Buffer.from(made.sound);
    for (let page = 0; page < content.length; page += 4096)
      if (random() < 0.3)
        for (let left = 4; left > 0; left--) content[page + Math.floor(random() * 64)] = Math.floor(random() * 256);
    await expectRecovery(folderWith(content));
  });

  it.each(Array.from({ length: SEEDS }, (_, seed) => seed))("cut short anywhere, seed %i", async (seed) => {
    const length = Math.floor(randomFrom(200 + seed)() * made.sound.length);
    await expectRecovery(folderWith(made.sound.subarray(0, length)));
  });

  it.each([
    ["garbage", () => Buffer.alloc(100_000, 7)],
    ["a short text", () => Buffer.from("hello")],
    ["zeros", () => Buffer.alloc(65_536)],
  ])("%s in its place: a successor, which is said", async (_, content) => {
    const folder = folderWith(content());
    expect(await expectRecovery(folder)).toEqual([expect.stringContaining("was damaged and starts anew")]);
    const next = openStore(folder);
    expect(await recall(next, NAMES)).toEqual(ALL);
    await next.close();
    expect(next.incidents).toEqual([]);
  });

  it("an empty file is an empty database, and a lock file of garbage is none", async () => {
    const folder = folderWith(Buffer.alloc(0));
    writeFileSync(`${databaseFile(folder)}-lock`, Buffer.alloc(10_000, 7));
    expect(await expectRecovery(folder)).toEqual([]);
  });

  it("a folder of its name: a successor beside it", async () => {
    const folder = freshFolder();
    mkdirSync(path.join(databaseFile(folder), "inner"), { recursive: true });
    expect(await expectRecovery(folder)).toEqual([expect.stringContaining("was damaged and starts anew")]);
  });
});

describe("surroundings that do not serve: everything is missed, and an incident says why", () => {
  it("a file in the place of the folder", async () => {
    const file = path.join(freshFolder(), "file");
    writeFileSync(file, "");
    const store = openStore(file);
    await putAll(store, NAMES);
    expect(await recall(store, NAMES)).toEqual({ found: [], wrong: [] });
    await store.close();
    expect(store.incidents).toEqual([expect.stringContaining(`the cache in ${file} is not used: EEXIST`)]);
  });

  it.skipIf(process.getuid?.() === 0)("a file without permission (skipped for root, whom no permission stops)", async () => {
    const folder = folderWith(made.sound);
    chmodSync(databaseFile(folder), 0);
    expect(await expectRecovery(folder)).toEqual([
      expect.stringContaining("is not used"),
      expect.stringContaining("is not used"),
    ]);
  });

  it("a process that does not answer is ended, tried once more, and given up", async () => {
    const folder = freshFolder();
    const script = path.join(folder, "silent.mjs");
    writeFileSync(script, 'process.on("message", () => undefined); process.on("disconnect", () => process.exit(0));\n');
    const store = diskStore({ folder, maxBytes: MAX_BYTES }, SEAL, (options) =>
      connect(options, { server: new URL(`file://${script}`), answerLimit: 300 }),
    );
    await putAll(store, ["a"]);
    expect(await recall(store, ["a"])).toEqual({ found: [], wrong: [] });
    await store.close();
    expect(store.incidents).toEqual([`the cache in ${folder} is not used: it did not answer for 0.3 s`]);
  });

  it("a full disk (skipped where no tmpfs can be mounted)", async ({ onTestFinished, skip }) => {
    const folder = freshFolder();
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=400k", "surety-test", folder], { stdio: "ignore" });
    } catch (error) {
      skip(`no tmpfs: ${String(error)}`);
    }
    onTestFinished(() => {
      execFileSync("umount", ["-l", folder]);
    });
    const store = openStore(folder);
    await putAll(store, NAMES);
    expect((await recall(store, NAMES)).wrong).toEqual([]);
    await store.close();
    expect(store.incidents).toEqual([expect.stringMatching(/is not used: (No space left on device|Input\/output error)/)]);
    rmSync(databaseFile(folder), { force: true });
    rmSync(`${databaseFile(folder)}-lock`, { force: true });
    const later = openStore(folder);
    await putAll(later, ["a"]);
    expect(await recall(later, ["a"])).toEqual({ found: ["a"], wrong: [] });
    await later.close();
  });
});
