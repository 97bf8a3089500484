/**
 * Several processes on one cache, killed at any moment: nothing is wrong, and of what a flush acknowledged nothing is lost but the last
 * batch of each process that was killed. `SURETY_KILL_ROUNDS` is how often, 2 by default; 100 were made by hand.
 */
import { fork, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { freshFolder, openStore, randomFrom, recall } from "../cache-folder.js";

const WRITER = fileURLToPath(new URL("../fixtures/writer.mjs", import.meta.url));
const ROUNDS = Number(process.env["SURETY_KILL_ROUNDS"] ?? "2");
const PROCESSES = 8;
/** Nothing is given up for space. */
const MAX_BYTES = 2 ** 30;

interface Told {
  readonly stored: Set<string>;
  /** The last batches of those that were killed: stored or not. */
  readonly last: Set<string>;
  readonly wrong: string[];
  readonly incidents: string[];
}

type Message =
  | { readonly kind: "stored"; readonly names: readonly string[]; readonly wrong: readonly string[] }
  | { readonly kind: "incidents"; readonly incidents: readonly string[] };

/** The processes whose parent is `pid`: the one that holds the database. */
function childrenOf(pid: number): readonly number[] {
  const tasks = `/proc/${String(pid)}/task`;
  return readdirSync(tasks).flatMap((task) =>
    readFileSync(`${tasks}/${task}/children`, "utf8")
      .split(" ")
      .filter((one) => one !== "")
      .map(Number),
  );
}

/** Kills the writer, or its process with the database, or both, some time after it has acknowledged `batches` batches. */
async function runUntilKilled(args: readonly string[], batches: number, victim: number, told: Told): Promise<void> {
  const child: ChildProcess = fork(WRITER, args, { execArgv: [] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let left = batches;
  child.on("message", (message: Message) => {
    if (message.kind === "incidents") told.incidents.push(...message.incidents);
    else {
      for (const name of message.names) told.stored.add(name);
      told.wrong.push(...message.wrong);
      left--;
    }
    if (left !== 0 || message.kind === "incidents") return;
    for (const name of message.names) told.last.add(name);
    const pid = child.pid ?? 0;
    const servers = victim === 0 ? [] : childrenOf(pid);
    if (victim < 2) process.kill(pid, "SIGKILL");
    for (const server of servers) process.kill(server, "SIGKILL");
  });
  await ended;
}

it.skipIf(process.platform !== "linux")(
  `kill -9 at any moment, ${String(ROUNDS)} rounds of ${String(PROCESSES)} processes (reads /proc): nothing wrong`,
  async () => {
    const folder = freshFolder();
    const random = randomFrom(1);
    // A reader that stays throughout.
    const watcher = openStore(folder, MAX_BYTES);
    const told: Told = { stored: new Set(), last: new Set(), wrong: [], incidents: [] };
    for (let round = 0; round < ROUNDS; round++) {
      await Promise.all(
        Array.from({ length: PROCESSES }, (_, at) =>
          runUntilKilled(
            [folder, `${String(round)}/${String(at)}`, String(MAX_BYTES)],
            1 + Math.floor(random() * 6),
            Math.floor(random() * 3),
            told,
          ),
        ),
      );
      const later = openStore(folder, MAX_BYTES);
      const names = [...told.stored];
      for (const store of [watcher, later]) {
        const { found, wrong } = await recall(store, names);
        const there = new Set(found);
        const lost = names.filter((name) => !there.has(name) && !told.last.has(name));
        expect({ round, wrong }).toEqual({ round, wrong: [] });
        const some = lost.slice(0, 20);
        expect({ round, lost: lost.length, some, incidents: store.incidents }).toEqual({
          round,
          lost: 0,
          some: [],
          incidents: [],
        });
      }
      await later.close();
    }
    await watcher.close();
    expect(told.wrong).toEqual([]);
    // Of those whose database was killed alone, or is damaged.
    expect(told.incidents.filter((text) => !/ is not used: | was damaged and starts anew /u.test(text))).toEqual([]);
  },
  60_000 + ROUNDS * 30_000,
);
