/**
 * The process that holds the database. A file that was truncated or scribbled on can bring down whoever maps it into memory: so that is
 * never the process that verifies. Ends when its parent goes.
 */
import { constants } from "node:os";
import { openDatabase, type EntryDatabase } from "./database.js";
import type { DatabaseOptions, DiskAnswer, DiskRequest } from "./messages.js";
import { inTurn } from "./turns.js";

/** Failures of the surroundings: another file would fare no better. Whatever else goes wrong with a database is its own fault. */
const SURROUNDINGS = [
  "EACCES",
  "EAGAIN",
  "EDQUOT",
  "EEXIST",
  "EFBIG",
  "EIO",
  "ELOOP",
  "EMFILE",
  "ENAMETOOLONG",
  "ENFILE",
  "ENODEV",
  "ENOENT",
  "ENOLCK",
  "ENOMEM",
  "ENOSPC",
  "ENOTDIR",
  "EPERM",
  "EROFS",
] as const;
/** LMDB's own: map full, too many databases, too many readers, transaction too big, map resized. */
const LIMITS = [-30792, -30791, -30790, -30788, -30785];
const BLAMELESS: ReadonlySet<unknown> = new Set<unknown>([
  ...SURROUNDINGS,
  ...SURROUNDINGS.map((name) => constants.errno[name]),
  ...LIMITS,
]);

const [file = "", maxBytes = ""] = process.argv.slice(2);
const options: DatabaseOptions = { file, maxBytes: Number(maxBytes) };
const state: { database: EntryDatabase | null; last: Promise<void> } = { database: null, last: Promise.resolve() };

type Answer = (rest: Omit<DiskAnswer, "id">) => void;

/** Requests are served one after the other, in the order they came. */
async function perform(request: DiskRequest, database: EntryDatabase, answer: Answer): Promise<void> {
  switch (request.kind) {
    case "fetch": {
      const { values, aging } = database.getAll(request.keys);
      answer({ values });
      if (aging.length > 0) await inTurn(file, () => keepAlive(aging, database));
      return;
    }
    case "put":
      await inTurn(file, () => {
        database.putAll(request.entries);
      });
      answer({});
      return;
    case "remove":
      await inTurn(file, () => {
        database.removeAll(request.keys);
      });
      answer({});
      return;
    case "clear":
      await inTurn(file, () => {
        database.clear();
      });
      answer({});
      return;
    case "list":
      answer({ entries: database.list(request.after, request.most) });
      return;
    case "statistics":
      answer({ statistics: database.statistics() });
  }
}

/** Where that fails they are missed some day, which is all: the answer is out. True when it did not. */
function keepAlive(aging: Parameters<EntryDatabase["putAll"]>[0], database: EntryDatabase): boolean {
  try {
    database.putAll(aging);
    return true;
  } catch (error) {
    return !(error instanceof Error);
  }
}

async function serve(request: DiskRequest): Promise<void> {
  const answer: Answer = (rest) => {
    // A parent that has gone wants no answer.
    if (process.connected) process.send?.({ id: request.id, ...rest });
  };
  try {
    // Opening makes the two generations where they are missing.
    state.database ??= await inTurn(file, () => openDatabase(options));
    await perform(request, state.database, answer);
  } catch (error) {
    const failure = rootOf(error);
    const code: unknown = typeof failure === "object" && failure !== null && "code" in failure ? failure.code : null;
    answer({ error: failure instanceof Error ? failure.message : String(failure), damaged: !BLAMELESS.has(code) });
  }
}

/** What lmdb says of a write that failed is that it failed. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && "commitError" in error && error.commitError !== undefined ? error.commitError : error;
}

process.on("message", (message) => {
  // Made by disk-store.ts of the same build.
  state.last = state.last.then(() => serve(message as DiskRequest));
});
process.on("disconnect", () => {
  void state.last.then(() => state.database?.close()).finally(() => process.exit(0));
});
// The terminal sends Ctrl-C to the whole group; the parent decides when this ends.
process.on("SIGINT", () => undefined);
