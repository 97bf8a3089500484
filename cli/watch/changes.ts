/** What happens to the files of a program, as sets of changes: events that come together are one change. */
import path from "node:path";
import { watch as watchFiles } from "chokidar";
import type { Changes } from "../../compiler/incremental/front-end.js";

export interface WatchedPlace {
  /** Folders and files, absolute. Folders are watched with all that is in them. */
  readonly roots: readonly string[];
  /** Absolute: what is written there is not the program. */
  readonly ignored: readonly string[];
}

export interface ChangeSource {
  /** The next change; null when the source was closed. */
  next(): Promise<Changes | null>;
  /** Calls `listener` at the first event from now on. */
  onEvent(listener: () => void): void;
  /** Watches these, too. */
  add(roots: readonly string[]): void;
  close(): Promise<void>;
}

/** Editors write in several steps, `git switch` in thousands. */
const SETTLE_MILLISECONDS = 15;
const LONGEST_MILLISECONDS = 300;
const IGNORED_NAMES: ReadonlySet<string> = new Set(["node_modules", ".git", ".hg", ".svn"]);
/** What may have a say in a program: sources, configurations, and the ledger of its overrides. */
const RELEVANT = /\.(?:[cm]?[jt]sx?|json)$|[\\/]\.surety[\\/]ledger[\\/]\w+\.jsonl$/u;

/** Resolves when the watcher is ready: what happens from then on is seen. `isSource`: a file whose text alone counts. */
export async function watchChanges(place: WatchedPlace, isSource: (file: string) => boolean): Promise<ChangeSource> {
  const state: State = { texts: new Set(), anything: false, first: 0, timer: null, waiting: null, listeners: [], closed: false };
  const ignored = (file: string): boolean =>
    place.ignored.some((folder) => file === folder || file.startsWith(`${folder}${path.sep}`)) ||
    (!place.roots.includes(file) && IGNORED_NAMES.has(path.basename(file)));
  const watcher = watchFiles([...place.roots], { ignored, ignoreInitial: true, followSymlinks: true });
  const settle = (): void => {
    state.timer = null;
    state.waiting?.();
  };
  const happened = (): void => {
    const now = performance.now();
    if (state.timer === null) state.first = now;
    else clearTimeout(state.timer);
    const wait = Math.max(0, Math.min(SETTLE_MILLISECONDS, state.first + LONGEST_MILLISECONDS - now));
    state.timer = setTimeout(settle, wait);
    for (const listener of state.listeners.splice(0)) listener();
  };
  watcher.on("all", (event, file) => {
    if (event === "change" && isSource(file)) state.texts.add(file);
    else if (event === "addDir" || event === "unlinkDir" || RELEVANT.test(file)) state.anything = true;
    else return;
    happened();
  });
  // Of two changes of a file within 50 ms chokidar tells the first only, when the second is the one that stays.
  watcher.on("raw", (_event, name, details: unknown) => {
    const file = rawPath(name, details);
    if (file === null || ignored(file)) return;
    if (isSource(file)) state.texts.add(file);
    else if (RELEVANT.test(file)) state.anything = true;
    else return;
    happened();
  });
  // A folder that cannot be watched is looked at with every other change.
  watcher.on("error", () => {
    state.anything = true;
  });
  await new Promise<void>((resolve) => {
    watcher.once("ready", resolve);
  });
  const isReady = (): boolean => state.timer === null && (state.anything || state.texts.size > 0);
  return {
    next: async () => {
      while (!isReady() && !state.closed)
        await new Promise<void>((resolve) => {
          state.waiting = resolve;
        });
      state.waiting = null;
      if (state.closed) return null;
      const changes: Changes = state.anything ? { kind: "anything" } : { kind: "texts", files: state.texts };
      state.texts = new Set();
      state.anything = false;
      return changes;
    },
    onEvent: (listener) => {
      if (state.anything || state.texts.size > 0) listener();
      else state.listeners.push(listener);
    },
    add: (roots) => {
      watcher.add([...roots]);
    },
    close: async () => {
      state.closed = true;
      if (state.timer !== null) clearTimeout(state.timer);
      state.waiting?.();
      // What chokidar was asking of files that have gone makes it watch their folder anew, closed or not, and the process would never end.
      watcher.add = () => watcher;
      await watcher.close();
    },
  };
}

interface State {
  texts: Set<string>;
  anything: boolean;
  /** When the first event of those that come together came. */
  first: number;
  timer: ReturnType<typeof setTimeout> | null;
  waiting: (() => void) | null;
  readonly listeners: (() => void)[];
  closed: boolean;
}

/** What an event of the system is about: a file that is watched itself, or one in a folder that is. */
function rawPath(name: string, details: unknown): string | null {
  if (typeof details !== "object" || details === null || !("watchedPath" in details)) return null;
  const { watchedPath } = details;
  if (typeof watchedPath !== "string" || typeof name !== "string") return null;
  return path.basename(watchedPath) === name ? watchedPath : path.join(watchedPath, name);
}
