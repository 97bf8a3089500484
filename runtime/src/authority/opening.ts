/**
 * Opening: what was checked is what is used, whoever moves links about meanwhile. A file that exists is opened first, in a way that changes nothing,
 * and the grant is asked about the path that the system itself gives for the open descriptor; from then on the descriptor is used, and what has to
 * be empty is cut only now. What is created goes by its canonical path, which must not be a link by then (O_NOFOLLOW), and is checked again by
 * its descriptor. Only Linux tells the path of a descriptor; elsewhere the canonical path is worked out again once the file is open.
 */
import { apply } from "../primordials";
import { fs, isLinux } from "./host";
import type { Callable } from "./host";
import { canonical, absolute, pathText } from "./paths";
import type { Subject } from "./subject";
import { ends, starts } from "./text";
import { sliceText } from "../primordials";

const C = (fs["constants"] ?? {}) as Readonly<Record<string, number>>;
const WRONLY = C["O_WRONLY"] ?? 1;
const RDWR = C["O_RDWR"] ?? 2;
const CREAT = C["O_CREAT"] ?? 64;
const EXCL = C["O_EXCL"] ?? 128;
const TRUNC = C["O_TRUNC"] ?? 512;
const APPEND = C["O_APPEND"] ?? 1024;
const SYNC = C["O_SYNC"] ?? 0;
const NOFOLLOW = C["O_NOFOLLOW"] ?? 0;

const { openSync, closeSync, readlinkSync, ftruncateSync, fstatSync, existsSync } = fs as {
  existsSync: (path: string) => boolean;
  openSync: (path: string, flags: number, mode?: unknown) => number;
  closeSync: (fd: number) => void;
  readlinkSync: (path: string) => string;
  ftruncateSync: (fd: number, length: number) => void;
  fstatSync: (fd: number) => { nlink: number };
};

/** Descriptors that guards opened: their numbers may be used. Those of the standard streams always may. */
const opened = new Set<number>();
const { add, delete: remove, has } = Set.prototype;
export const isOpened = (fd: unknown): boolean => typeof fd === "number" && ((fd >= 0 && fd <= 2) || apply(has, opened, [fd]));
export const nowOpen = (fd: number): number => {
  apply(add, opened, [fd]);
  return fd;
};
export const nowClosed = (fd: unknown): void => {
  apply(remove, opened, [fd]);
};

/** `r+`, `wx`, …, or numbers. What is neither is left to Node to refuse. */
export function flagBits(flags: unknown, otherwise: number): number | null {
  if (flags === undefined || flags === null) return otherwise;
  if (typeof flags === "number") return flags;
  if (typeof flags !== "string") return null;
  let bits = 0;
  for (let i = 0; i < flags.length; i++) {
    const one = flags[i];
    if (one === "r" && i === 0) continue;
    else if (one === "w" && i === 0) bits = WRONLY | CREAT | TRUNC;
    else if (one === "a" && i === 0) bits = WRONLY | CREAT | APPEND;
    else if (one === "+" && i > 0) bits = (bits & ~WRONLY) | RDWR;
    else if (one === "x" && i > 0) bits |= EXCL;
    else if (one === "s" && i > 0) bits |= SYNC;
    else return null;
  }
  return flags === "" ? null : bits;
}

export const READ = 0;
export const WRITE = WRONLY | CREAT | TRUNC;
export const ADD = WRONLY | CREAT | APPEND;
export const CHANGE = RDWR;

/** What opening with these bits needs. */
export function actionsOf(bits: number): readonly string[] {
  const access = bits & (WRONLY | RDWR);
  const writes = access !== 0 || (bits & (CREAT | TRUNC)) !== 0;
  return access === WRONLY ? ["fs.write"] : writes ? ["fs.read", "fs.write"] : ["fs.read"];
}

export interface Opening {
  /** To be opened with `flags`, and then handed to `confirm`. */
  readonly path: string;
  readonly flags: number;
  /** Throws when the descriptor is of something else than the grant covers; the caller closes it then. */
  confirm(fd: number): void;
}

/** What to open for `argument`, or null when it is no path. Throws when the grant does not cover it. */
export function prepareOpen(subject: Subject, argument: unknown, bits: number): Opening | null {
  const text = pathText(argument);
  if (text === null) return null;
  const plain = absolute(text);
  if (isLinux && (bits & CREAT) === 0 && allowsAll(subject, plain, bits)) return openingOf(subject, plain, bits);
  const target = canonical(plain);
  checkAll(subject, target, bits);
  return openingOf(subject, target, bits | NOFOLLOW);
}

function allowsAll(subject: Subject, path: string, bits: number): boolean {
  const actions = actionsOf(bits);
  for (let i = 0; i < actions.length; i++) if (!subject.allows(actions[i] as string, path)) return false;
  return true;
}

function checkAll(subject: Subject, path: string, bits: number): void {
  const actions = actionsOf(bits);
  for (let i = 0; i < actions.length; i++) subject.check(actions[i] as string, path);
}

function openingOf(subject: Subject, path: string, bits: number): Opening {
  const isCut = (bits & TRUNC) !== 0 && (bits & EXCL) === 0;
  return {
    path,
    flags: isCut ? bits & ~TRUNC : bits,
    confirm(fd) {
      const real = realPathOf(fd, path);
      if (real !== path) checkAll(subject, real, bits);
      if (isCut) cut(fd);
    },
  };
}

/**
 * Opens at once; null when `argument` is no path. The descriptor is the caller's to close. A file that is there already is opened in the place of
 * being made: that changes nothing, so that the descriptor can be asked before anything else. Should it be gone by then, it is made after all.
 */
export function openNow(subject: Subject, argument: unknown, bits: number, mode: unknown): number | null {
  const text = pathText(argument);
  if (text === null) return null;
  const plain = absolute(text);
  if (isLinux && (bits & CREAT) !== 0 && (bits & EXCL) === 0 && allowsAll(subject, plain, bits) && existsSync(plain)) {
    try {
      return openChecked(openingOf(subject, plain, bits & ~CREAT), mode);
    } catch (problem) {
      if ((problem as { code?: unknown }).code !== "ENOENT") throw problem;
    }
  }
  const opening = prepareOpen(subject, text, bits);
  return opening === null ? null : openChecked(opening, mode);
}

/** What O_TRUNC does, which is nothing to what is no file. */
function cut(fd: number): void {
  try {
    ftruncateSync(fd, 0);
  } catch (problem) {
    if ((problem as { code?: unknown }).code !== "EINVAL") throw problem;
  }
}

/** The path of what `fd` is open on. `asked`: what it was opened by. */
function realPathOf(fd: number, asked: string): string {
  if (!isLinux) return canonical(asked);
  const real = readlinkSync(`/proc/self/fd/${fd}`);
  // Pipes, terminals of others and memory have no path: `asked` is the only name there is.
  if (!starts(real, "/")) return asked;
  return ends(real, " (deleted)") && fstatSync(fd).nlink === 0 ? sliceText(real, 0, -10) : real;
}

function openChecked(opening: Opening, mode: unknown): number {
  const fd = openSync(opening.path, opening.flags, mode);
  try {
    opening.confirm(fd);
  } catch (refusal) {
    closeSync(fd);
    throw refusal;
  }
  return fd;
}

/** `open` of a file system as streams take it: `(path, flags, mode, callback)`. */
export function openForStream(subject: Subject): Callable {
  const open = fs["open"] as Callable;
  return (path, flags, mode, callback): void => {
    const done = callback as (problem: unknown, fd?: number) => void;
    let opening: Opening | null;
    try {
      opening = prepareOpen(subject, path, flagBits(flags, READ) ?? READ);
    } catch (refusal) {
      done(refusal);
      return;
    }
    if (opening === null) {
      open(path, flags, mode, callback);
      return;
    }
    open(opening.path, opening.flags, mode, (problem: unknown, fd: number) => {
      if (problem) {
        done(problem);
        return;
      }
      const refused = refusalOf(opening, fd);
      if (refused !== null) done(refused.refusal);
      else done(null, nowOpen(fd));
    });
  };
}

/** Confirms, and closes what must not be. */
export function refusalOf(opening: Opening, fd: number): { readonly refusal: unknown } | null {
  try {
    opening.confirm(fd);
    return null;
  } catch (refusal) {
    closeSync(fd);
    return { refusal };
  }
}
