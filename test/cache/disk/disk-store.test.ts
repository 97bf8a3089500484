import { statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { databaseFile } from "../../../cache/disk/database-file.js";
import { diskStore } from "../../../cache/disk/disk-store.js";
import { cacheKey, digestOf } from "../../../cache/key.js";
import { createSeal } from "../../../cache/seal.js";
import { bytes, freshFolder, MAX_BYTES, namesOf, openStore, putAll, recall, SEAL, valueOf } from "../cache-folder.js";

const SOUND = { wrong: [] } as const;

it("finds what was put: at once after a flush, from another process, and later", async () => {
  const folder = path.join(freshFolder(), "made/when/needed");
  const names = namesOf("n", 450);
  const first = openStore(folder);
  const second = openStore(folder);
  expect(await recall(second, names)).toEqual({ ...SOUND, found: [] });
  await putAll(first, names);
  expect([await recall(first, names), await recall(second, names)]).toEqual([
    { ...SOUND, found: names },
    { ...SOUND, found: names },
  ]);
  await first.close();
  await second.close();
  const third = openStore(folder);
  expect(await recall(third, [...names, "unknown"])).toEqual({ ...SOUND, found: names });
  expect(await third.fetch([])).toEqual(new Map());
  await third.close();
  expect([first, second, third].flatMap(({ incidents }) => incidents)).toEqual([]);
});

it("closes without a flush: what was put is there", async () => {
  const folder = freshFolder();
  const first = openStore(folder);
  for (const name of namesOf("n", 30)) first.put(digestOf(name), valueOf(name));
  await first.close();
  const second = openStore(folder);
  expect(await recall(second, namesOf("n", 30))).toEqual({ ...SOUND, found: namesOf("n", 30) });
  await second.close();
});

it("after `close` everything is missed, and nothing rejects", async () => {
  const store = openStore(freshFolder());
  await putAll(store, ["a"]);
  await store.close();
  await store.close();
  expect(await recall(store, ["a"])).toEqual({ ...SOUND, found: [] });
  await putAll(store, ["b"]);
  expect([await store.statistics(), await store.clear(), await store.remove(["a"])]).toEqual([null, false, false]);
});

it("lists, counts, removes and clears", async () => {
  const store = openStore(freshFolder());
  const names = namesOf("n", 501);
  await putAll(store, names);
  const listed: string[] = [];
  for await (const { key, value } of store.entries()) if (value !== null) listed.push(key);
  expect(listed).toEqual(names.map((name) => digestOf(name)).sort());
  const [one = "", two = ""] = names;
  expect(await store.remove([digestOf(one), digestOf(two), "no key of ours"])).toBe(true);
  expect(await store.statistics()).toEqual({ entries: 499, bytes: expect.any(Number) });
  expect(await store.clear()).toBe(true);
  expect(await store.statistics()).toEqual({ entries: 0, bytes: 0 });
  expect(await recall(store, names)).toEqual({ ...SOUND, found: [] });
  await putAll(store, [one]);
  expect(await recall(store, names)).toEqual({ ...SOUND, found: [one] });
  await store.close();
});

it("another secret's entries are missed, and told apart", async () => {
  const folder = freshFolder();
  const theirs = diskStore({ folder, maxBytes: MAX_BYTES }, createSeal(bytes("another")));
  await putAll(theirs, ["a", "b"]);
  await theirs.close();
  const ours = openStore(folder);
  await putAll(ours, ["b"]);
  expect(await recall(ours, ["a", "b"])).toEqual({ ...SOUND, found: ["b"] });
  const listed: (readonly [string, boolean])[] = [];
  for await (const { key, value } of ours.entries()) listed.push([key, value !== null]);
  expect(new Map(listed)).toEqual(
    new Map([
      [digestOf("a"), false],
      [digestOf("b"), true],
    ]),
  );
  await ours.close();
});

it("an entry under another key is missed", async () => {
  const folder = freshFolder();
  const copying = diskStore({ folder, maxBytes: MAX_BYTES }, { ...SEAL, close: (_, value) => SEAL.close(digestOf("b"), value) });
  copying.put(cacheKey(digestOf("a"))!, valueOf("a"));
  await copying.close();
  const store = openStore(folder);
  expect(await recall(store, ["a"])).toEqual({ ...SOUND, found: [] });
  await store.close();
});

it("keeps below its limit, keeps what is used, and forgets what is not", async () => {
  const folder = freshFolder();
  const limit = 1 << 20;
  const store = openStore(folder, limit);
  const used = namesOf("used", 20);
  await putAll(store, used);
  const sizes: number[] = [];
  for (let round = 0; round < 25; round++) {
    await putAll(store, namesOf(`round ${String(round)}`, 150));
    expect((await recall(store, used)).found).toEqual(used);
    sizes.push((await store.statistics())?.bytes ?? Infinity);
  }
  // What is used is written once more when the answer is out.
  expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
  expect((await recall(store, namesOf("round 24", 150))).found).toEqual(namesOf("round 24", 150));
  expect((await recall(store, namesOf("round 0", 150))).found).toEqual([]);
  expect(statSync(databaseFile(folder)).size).toBeLessThanOrEqual(3 * limit);
  expect(store.incidents).toEqual([]);
  await store.close();
});

it("takes more at once than its limit, and keeps below it", async () => {
  const store = openStore(freshFolder(), 1 << 18);
  await putAll(store, namesOf("n", 3000));
  expect((await store.statistics())?.bytes).toBeLessThanOrEqual(1 << 18);
  expect((await recall(store, namesOf("n", 3000))).wrong).toEqual([]);
  await putAll(store, ["last"]);
  expect((await recall(store, ["last"])).found).toEqual(["last"]);
  expect(store.incidents).toEqual([]);
  await store.close();
});
