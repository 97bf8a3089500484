/**
 * Paths at use. An argument becomes text once; the text becomes the canonical path, symbolic links resolved; that path is what the grant is
 * asked about, and what is passed on. What another process changes between those two steps is out of reach for operations that take paths
 * only (docs/SOUNDNESS.md, "Authority at run time"); what is opened is checked again by its descriptor (`opening.ts`).
 */
import { apply, typedArrayBrand } from "../primordials";
import { RawTextDecoder, fs, genuineHref, isProxy, path, url } from "./host";
import type { Callable, Members } from "./host";
import type { Subject } from "./subject";

const realpath = (fs["realpathSync"] as { native?: (path: string) => string } | undefined)?.native;
const { lstatSync, readlinkSync, existsSync } = fs as {
  existsSync?: (path: string) => boolean;
  lstatSync?: (path: string, options: { throwIfNoEntry: false }) => { isSymbolicLink(): boolean } | undefined;
  readlinkSync?: (path: string) => string;
};
const { resolve, dirname, basename, join } = path as Record<string, (...parts: string[]) => string>;
const fileURLToPath = url["fileURLToPath"] as ((url: string) => string) | undefined;
const bytesToText = (() => {
  const decoder = new RawTextDecoder("utf-8", { fatal: true, ignoreBOM: true }) as { readonly decode: Callable };
  const { decode } = decoder;
  return (bytes: unknown): string => apply(decode, decoder, [bytes]) as string;
})();

export const toPath = (text: string): string => (fileURLToPath === undefined ? text : fileURLToPath(text));
export const absolute = (text: string): string => (resolve as Callable)(text) as string;
export const folderOf = (text: string): string => (dirname as Callable)(text) as string;
export const nameOf = (text: string): string => (basename as Callable)(text) as string;
export const within = (folder: string, name: string): string => (join as Callable)(folder, name) as string;
export const fromFolder = (folder: string, text: string): string => (resolve as Callable)(folder, text) as string;

/** A path argument as text; null for what is no path (descriptors, file handles, nothing), which is passed on as it is. */
export function pathText(argument: unknown): string | null {
  if (typeof argument === "string") return argument;
  if (typeof argument !== "object" || argument === null) return null;
  // By its brand, as Node does: prototypes can be changed.
  if (typedArrayBrand(argument) === "Uint8Array") return bytesToText(argument);
  const href = genuineHref(argument);
  if (href !== null) return toPath(href);
  // Node takes whatever has `href` and `protocol` for a URL: read once, it is one, or none.
  if (!isProxy(argument) && !("href" in argument)) return null;
  const claimed = (argument as Members)["href"];
  if (typeof claimed !== "string") throw new TypeError("a path is a string, bytes or a URL");
  return toPath(claimed);
}

const isMissing = (problem: unknown): boolean => {
  const code = (problem as { code?: unknown } | null)?.code;
  return code === "ENOENT" || code === "ENOTDIR";
};

/** The path without symbolic links; of what does not exist, the nearest folder that does, and the rest as it stands. */
export function canonical(text: string, depth = 0): string {
  const whole = absolute(text);
  if (realpath === undefined) return whole;
  try {
    // To ask first costs less than an exception, and decides nothing.
    if (existsSync?.(whole) !== false) return realpath(whole);
  } catch (problem) {
    if (!isMissing(problem)) return canonicalParent(whole, depth);
  }
  if (depth > 40) return whole;
  // A link to what does not exist yet: creating it creates the target.
  const link = lstatSync?.(whole, { throwIfNoEntry: false });
  if (link?.isSymbolicLink() === true && readlinkSync !== undefined)
    return canonical(fromFolder(canonicalFolder(whole, depth), readlinkSync(whole)), depth + 1);
  return canonicalParent(whole, depth);
}

const canonicalFolder = (whole: string, depth: number): string => canonical(folderOf(whole), depth + 1);

/** The same, a link at the end left as it is: for what works on the link itself. */
export function canonicalParent(text: string, depth = 0): string {
  const whole = absolute(text);
  const folder = folderOf(whole);
  return folder === whole ? whole : within(canonical(folder, depth + 1), nameOf(whole));
}

/** `argument` checked for `actions` and made canonical; what is no path stays. */
export function checkedPath(
  subject: Subject,
  argument: unknown,
  actions: readonly string[],
  options: { readonly follow: boolean; readonly tree: boolean },
): unknown {
  const text = pathText(argument);
  if (text === null) return argument;
  const found = options.follow ? canonical(text) : canonicalParent(text);
  for (let i = 0; i < actions.length; i++) {
    const action = actions[i] as string;
    if (options.tree ? !subject.allowsTree(action, found) : !subject.allows(action, found)) subject.deny(action, found);
  }
  return found;
}
