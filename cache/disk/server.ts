/**
 * The process that holds the database. A file that was truncated or scribbled on can bring down whoever maps it into memory: so that is
 * never the process that verifies. Ends when its parent goes.
 */
import { openDatabase, type EntryDatabase } from "./database.js";
import type { DiskAnswer, DiskOptions, DiskRequest } from "./messages.js";

/** LMDB's own codes for what is no sound database: page not found, corrupted, panic, wrong version, invalid, incompatible, bad transaction. */
const DAMAGE: ReadonlySet<unknown> = new Set([-30797, -30796, -30795, -30794, -30793, -30784, -30782, -30781]);

const [folder = "", maxBytes = ""] = process.argv.slice(2);
const options: DiskOptions = { folder, maxBytes: Number(maxBytes) };
const state: { database: EntryDatabase | null } = { database: null };
const running = new Set<Promise<void>>();

async function answerTo(request: DiskRequest, database: EntryDatabase): Promise<Omit<DiskAnswer, "id">> {
  switch (request.kind) {
    case "fetch":
      return { values: request.keys.map((key) => database.get(key)) };
    case "put":
      await database.putAll(request.entries);
      return {};
    case "remove":
      await database.removeAll(request.keys);
      return {};
    case "clear":
      await database.clear();
      return {};
    case "list":
      return { entries: database.list(request.after, request.most) };
    case "statistics":
      return { statistics: database.statistics() };
  }
}

async function serve(request: DiskRequest): Promise<void> {
  const answer = (rest: Omit<DiskAnswer, "id">): void => {
    process.send?.({ id: request.id, ...rest });
  };
  try {
    state.database ??= openDatabase(options);
    answer(await answerTo(request, state.database));
  } catch (error) {
    const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : null;
    const message = error instanceof Error ? error.message : String(error);
    answer({
      error: message,
      damaged: DAMAGE.has(code) || /MDB_(?:CORRUPTED|INVALID|PAGE_NOTFOUND|PANIC|VERSION)/u.test(message),
    });
  }
}

process.on("message", (message) => {
  // Made by disk-store.ts of the same build.
  const work = serve(message as DiskRequest);
  running.add(work);
  void work.finally(() => running.delete(work));
});
process.on("disconnect", () => {
  void Promise.allSettled([...running])
    .then(() => state.database?.close())
    .finally(() => process.exit(0));
});
// The terminal sends Ctrl-C to the whole group; the parent decides when this ends.
process.on("SIGINT", () => undefined);
