/** `node:fs` and `node:fs/promises`: what the general rule for path arguments does not say. */
import { apply, hasOwn } from "../primordials";
import { tameConstructor } from "./constructors";
import { fs, fsPromises, snapshot } from "./host";
import type { Callable, Members } from "./host";
import {
  ADD,
  CHANGE,
  READ,
  WRITE,
  flagBits,
  isOpened,
  nowClosed,
  nowOpen,
  openNow,
  openForStream,
  prepareOpen,
  refusalOf,
} from "./opening";
import { canonical, canonicalParent, checkedPath, folderOf, fromFolder, nameOf, pathText, within } from "./paths";
import { callbackOf, perform, replaced } from "./use";
import type { Subject } from "./subject";
import type { Handler, Use } from "./use";

const raw = (name: string): Callable => fs[name] as Callable;
const { closeSync, close: closeLater, open: openLater } = fs as Record<string, Callable>;
const openHandle = fsPromises["open"] as Callable;

interface Form {
  /** Bits where no flag is given. */
  readonly bits: number;
  /** Position of the options, or of flags themselves (`open`). */
  readonly options: number;
  readonly option: "flag" | "flags" | null;
}

const bitsOf = ({ bits, options, option }: Form, args: readonly unknown[]): { bits: number | null; given: unknown } => {
  const given = args[options];
  if (option === null) return { bits: flagBits(typeof given === "function" ? undefined : given, bits), given };
  if (typeof given !== "object" || given === null) return { bits, given };
  const copy = snapshot(given);
  return { bits: flagBits(copy[option], bits), given: copy };
};

/** Opens what is named, and does it with the descriptor. A flag that Node would refuse goes to Node, which refuses it. */
const whole = (
  form: Form,
): { readonly sync: Handler; readonly callback: Handler; readonly promise: (work: string) => Handler } => {
  const read = (use: Use) => {
    const { bits, given } = bitsOf(form, use.args);
    // The descriptor is open already; what it is opened for is said.
    if (typeof given === "object" && given !== null) delete (given as Members)["flag"];
    const mode = typeof given === "object" && given !== null ? (given as Members)["mode"] : undefined;
    return { bits, mode, given };
  };
  const prepare = (use: Use) => {
    const { bits, mode, given } = read(use);
    const opening = bits === null ? null : prepareOpen(use.subject, use.args[0], bits);
    return opening === null ? null : { opening, mode, given };
  };
  return {
    sync(use) {
      const { bits, mode, given } = read(use);
      const fd = bits === null ? null : openNow(use.subject, use.args[0], bits, mode);
      if (fd === null) return withDescriptor(use);
      try {
        return perform(use, replaced(use.args, [0, fd], ...optionsAt(form, use.args, given)));
      } finally {
        closeSync?.(fd);
      }
    },
    callback(use) {
      const called = callbackOf(use.args);
      const prepared = called === null ? null : prepare(use);
      if (prepared === null || called === null) return withDescriptor(use);
      const { callback, before } = called;
      openLater?.(prepared.opening.path, prepared.opening.flags, prepared.mode ?? 0o666, (problem: unknown, fd: number) => {
        const refused = problem ? { refusal: problem } : refusalOf(prepared.opening, fd);
        if (refused !== null) {
          callback(refused.refusal);
          return;
        }
        const args = replaced(before, [0, fd], ...optionsAt(form, before, prepared.given));
        args[args.length] = (...results: unknown[]) => {
          closeLater?.(fd, () => {
            apply(callback, undefined, results);
          });
        };
        perform(use, args);
      });
      return undefined;
    },
    promise: (work) => async (use) => {
      const prepared = prepare(use);
      if (prepared === null) return withDescriptor(use);
      const handle = (await openHandle(prepared.opening.path, prepared.opening.flags, prepared.mode)) as FileHandle;
      try {
        prepared.opening.confirm(handle.fd);
        const args: unknown[] = [];
        const given = replaced(use.args, ...optionsAt(form, use.args, prepared.given));
        for (let i = 1; i < given.length; i++) args[i - 1] = given[i];
        return await apply(handle[work] as Callable, handle, args);
      } finally {
        await apply(handle.close, handle, []);
      }
    },
  };
};

interface FileHandle extends Members {
  readonly fd: number;
  readonly close: Callable;
}

const optionsAt = (form: Form, args: readonly unknown[], given: unknown): readonly (readonly [number, unknown])[] =>
  form.option === null || form.options >= args.length ? [] : [[form.options, given]];

/** A descriptor as first argument: it was checked when it was opened. Numbers are easily guessed, so only those that guards opened. */
const withDescriptor: Handler = (use) => {
  const [first] = use.args;
  if (typeof first === "number" && !isOpened(first)) {
    use.subject.check("fs.read", null);
    use.subject.check("fs.write", null);
  }
  return perform(use, use.args);
};

const descriptorUse =
  (action: string): Handler =>
  (use) => {
    if (!isOpened(use.args[0])) use.subject.check(action, null);
    return perform(use, use.args);
  };

const closing: Handler = (use) => {
  if (!isOpened(use.args[0])) use.subject.check("fs.write", null);
  nowClosed(use.args[0]);
  return perform(use, use.args);
};

const OPEN: Form = { bits: READ, options: 1, option: null };

const opensSync: Handler = (use) => {
  const { bits } = bitsOf(OPEN, use.args);
  const fd = bits === null ? null : openNow(use.subject, use.args[0], bits, use.args[2]);
  return fd === null ? perform(use, use.args) : nowOpen(fd);
};

const opensLater: Handler = (use) => {
  const called = callbackOf(use.args);
  const { bits } = bitsOf(OPEN, called?.before ?? use.args);
  const opening = called === null || bits === null ? null : prepareOpen(use.subject, use.args[0], bits);
  if (opening === null || called === null) return perform(use, use.args);
  const { callback, before } = called;
  return perform(use, [
    opening.path,
    opening.flags,
    before[2] ?? 0o666,
    (problem: unknown, fd: number) => {
      const refused = problem ? { refusal: problem } : refusalOf(opening, fd);
      if (refused !== null) callback(refused.refusal);
      else callback(null, nowOpen(fd));
    },
  ]);
};

const opensHandle: Handler = async (use) => {
  const { bits } = bitsOf(OPEN, use.args);
  const opening = bits === null ? null : prepareOpen(use.subject, use.args[0], bits);
  if (opening === null) return perform(use, use.args);
  const handle = (await perform(use, replaced(use.args, [0, opening.path], [1, opening.flags]))) as FileHandle;
  // Its class makes a file of any descriptor.
  tameConstructor((handle as Members)["constructor"]);
  try {
    opening.confirm(handle.fd);
  } catch (refusal) {
    await apply(handle.close, handle, []);
    throw refusal;
  }
  return handle;
};

/** Streams open later, through the functions of the file system that they are given. */
const streams =
  (bits: number): Handler =>
  (use) => {
    const given = use.args[1];
    const options = typeof given === "string" ? snapshot({ encoding: given }) : snapshot(given);
    const { fd } = options;
    if (fd !== undefined && fd !== null) {
      if (typeof fd === "number" && !isOpened(fd)) use.subject.check(bits === READ ? "fs.read" : "fs.write", null);
      return perform(use, [use.args[0], options]);
    }
    // Files of the caller's own making are none of ours.
    if (options["fs"] !== undefined && options["fs"] !== null) return perform(use, [use.args[0], options]);
    const wanted = flagBits(options["flags"], bits) ?? bits;
    const opening = prepareOpen(use.subject, use.args[0], wanted);
    if (opening === null) return perform(use, [use.args[0], options]);
    options["fs"] = {
      open: openForStream(use.subject),
      read: fs["read"],
      write: fs["write"],
      writev: fs["writev"],
      fsync: fs["fsync"],
      close: (closed: unknown, done: unknown) => {
        nowClosed(closed);
        return (closeLater as Callable)(closed, done);
      },
    };
    return perform(use, [opening.path, options]);
  };

interface PathForm {
  /** By position, what is done to the file there. */
  readonly paths: readonly { readonly at: number; readonly actions: readonly string[]; readonly follow: boolean }[];
  /** Position of options whose `recursive` takes in everything below. */
  readonly recursive: number | null;
}

/** Operations on names: canonical paths go in. */
const names =
  ({ paths, recursive }: PathForm): Handler =>
  (use) => {
    const given = recursive === null ? undefined : use.args[recursive];
    const isCopied = typeof given === "object" && given !== null;
    const options = isCopied ? snapshot(given) : undefined;
    const tree = options?.["recursive"] === true;
    if (options?.["dereference"] === true) use.subject.check("fs.read", null);
    const changes: (readonly [number, unknown])[] = [];
    for (let i = 0; i < paths.length; i++) {
      const { at, actions, follow } = paths[i] as PathForm["paths"][number];
      changes[i] = [at, checkedPath(use.subject, use.args[at], actions, { follow, tree })];
      if (typeof changes[i]?.[1] === "number" && !isOpened(changes[i]?.[1])) use.subject.check(actions[0] as string, null);
    }
    if (options !== undefined && recursive !== null) changes[changes.length] = [recursive, options];
    return perform(use, replaced(use.args, ...changes));
  };

const one = (action: string, follow = true, recursive: number | null = null): Handler =>
  names({ paths: [{ at: 0, actions: [action], follow }], recursive });

/** What reads folders below goes through links to folders, too: each has to lead where the grant covers everything below. */
const readsFolders: Handler = (use) => {
  const given = use.args[1];
  if (typeof given !== "object" || given === null) return readsFolder(use);
  const options = snapshot(given);
  const text = options["recursive"] === true ? pathText(use.args[0]) : null;
  if (text === null) return readsFolder({ ...use, args: replaced(use.args, [1, options]) });
  const folder = canonical(text);
  checkTree(use.subject, folder);
  return readsFolder({ ...use, args: replaced(use.args, [0, folder], [1, options]) });
};
const readsFolder = one("fs.read", true, 1);

function checkTree(subject: Subject, folder: string): void {
  const isFolder = (at: string): boolean =>
    (raw("statSync")(at, { throwIfNoEntry: false }) as { isDirectory(): boolean } | undefined)?.isDirectory() === true;
  const seen = Object.create(null) as Record<string, true | undefined>;
  const pending = isFolder(folder) ? [folder] : [];
  for (let i = 0; i < pending.length; i++) {
    const at = pending[i] as string;
    if (seen[at] === true) continue;
    seen[at] = true;
    if (!subject.allowsTree("fs.read", at)) subject.deny("fs.read", at);
    const entries = raw("readdirSync")(at, { withFileTypes: true }) as readonly Entry[];
    for (let j = 0; j < entries.length; j++) {
      const entry = entries[j] as Entry;
      const below = within(at, entry.name);
      if (apply(entry.isDirectory, entry, [])) pending[pending.length] = below;
      else if (apply(entry.isSymbolicLink, entry, []) && isFolder(below)) pending[pending.length] = canonical(below);
    }
  }
}

interface Entry {
  readonly name: string;
  readonly isDirectory: () => boolean;
  readonly isSymbolicLink: () => boolean;
}

/** The target counts as well: the link is a second name for it. */
const symlinks: Handler = (use) => {
  const [target, at] = [pathText(use.args[0]), pathText(use.args[1])];
  if (target === null || at === null) return perform(use, use.args);
  const link = canonicalParent(at);
  use.subject.check("fs.write", link);
  const meant = canonical(fromFolder(folderOf(link), target));
  use.subject.check("fs.read", meant);
  use.subject.check("fs.write", meant);
  // Relative targets stay so: they were worked out from where the link will lie.
  return perform(use, replaced(use.args, [0, target], [1, link]));
};

/** A folder moves with everything in it. */
const renames: Handler = (use) => {
  const [from, to] = [pathText(use.args[0]), pathText(use.args[1])];
  if (from === null || to === null) return perform(use, use.args);
  const source = canonicalParent(from);
  const found = raw("lstatSync")(source, { throwIfNoEntry: false }) as { isDirectory(): boolean } | undefined;
  const options = { follow: false, tree: found?.isDirectory() === true };
  const target = checkedPath(use.subject, to, ["fs.write"], options);
  return perform(use, replaced(use.args, [0, checkedPath(use.subject, source, ["fs.read", "fs.delete"], options)], [1, target]));
};

/** Folders are made from the first that is missing. */
const makesFolders: Handler = (use) => {
  const given = use.args[1];
  const options = typeof given === "object" && given !== null ? snapshot(given) : given;
  const text = pathText(use.args[0]);
  if (text === null) return perform(use, use.args);
  const folder = canonicalParent(text);
  use.subject.check("fs.write", folder);
  if (typeof options === "object" && options !== null && (options as Members)["recursive"] === true) {
    const exists = raw("existsSync");
    for (let above = folderOf(folder); above !== folderOf(above) && exists(above) !== true; above = folderOf(above))
      use.subject.check("fs.write", above);
  }
  return perform(
    use,
    typeof given === "function" ? replaced(use.args, [0, folder]) : replaced(use.args, [0, folder], [1, options]),
  );
};

/** The name gets six characters more. */
const makesTemporary: Handler = (use) => {
  const text = pathText(use.args[0]);
  if (text === null) return perform(use, use.args);
  const last = text[text.length - 1];
  const prefix =
    last === "/"
      ? `${canonical(text)}/`
      : within(canonical(folderOf(fromFolder("/", text[0] === "/" ? text : `${canonical(".")}/${text}`))), nameOf(text));
  use.subject.check("fs.write", `${prefix}XXXXXX`);
  return perform(use, replaced(use.args, [0, prefix]));
};

const table = Object.create(null) as Record<string, Handler>;

function define(text: string, handler: Handler, kinds: "all" | "callback" | "promise" = "all"): void {
  let word = "";
  for (let i = 0; i <= text.length; i++) {
    const next = text[i];
    if (next !== " " && next !== undefined) word += next;
    else {
      if (kinds !== "promise") {
        table[`fs.${word}`] = handler;
        table[`fs.${word}Sync`] = handler;
      }
      if (kinds !== "callback") {
        table[`fs/promises.${word}`] = rejecting(handler);
        table[`fs.promises.${word}`] = table[`fs/promises.${word}`] as Handler;
      }
      word = "";
    }
  }
}

/** What promises a result refuses by that promise. */
export const rejecting =
  (handler: Handler): Handler =>
  async (use) =>
    await handler(use);

const FORMS: readonly (readonly [string, Form])[] = [
  ["readFile", { bits: READ, options: 1, option: "flag" }],
  ["writeFile", { bits: WRITE, options: 2, option: "flag" }],
  ["appendFile", { bits: ADD, options: 2, option: "flag" }],
];
for (let i = 0; i < FORMS.length; i++) {
  const [name, form] = FORMS[i] as readonly [string, Form];
  const made = whole(form);
  table[`fs.${name}`] = made.callback;
  table[`fs.${name}Sync`] = made.sync;
  table[`fs/promises.${name}`] = made.promise(name);
  table[`fs.promises.${name}`] = made.promise(name);
}
const cut = whole({ bits: CHANGE, options: 9, option: null });
const cutHandle = cut.promise("truncate");
table["fs.truncate"] = table["fs.truncateSync"] = one("fs.write");
table["fs/promises.truncate"] = table["fs.promises.truncate"] = cutHandle;
define("access exists lstat readlink stat statfs realpath openAsBlob", one("fs.read"));
define("lstat readlink", one("fs.read", false));
define("readdir opendir", readsFolders);
define("watch watchFile unwatchFile", one("fs.watch", true, 1));
define("chmod chown utimes lchmod", one("fs.write"));
define("lchown lutimes", one("fs.write", false));
define("rm rmdir unlink", one("fs.delete", false, 1));
define("mkdir", makesFolders);
define("mkdtemp mkdtempDisposable", makesTemporary);
define("symlink", symlinks);
define(
  "copyFile",
  names({
    paths: [
      { at: 0, actions: ["fs.read"], follow: true },
      { at: 1, actions: ["fs.write"], follow: true },
    ],
    recursive: null,
  }),
);
define(
  "cp",
  names({
    paths: [
      { at: 0, actions: ["fs.read"], follow: true },
      { at: 1, actions: ["fs.write"], follow: true },
    ],
    recursive: 2,
  }),
);
define("rename", renames);
define(
  "link",
  names({
    paths: [
      { at: 0, actions: ["fs.read", "fs.write"], follow: false },
      { at: 1, actions: ["fs.write"], follow: false },
    ],
    recursive: null,
  }),
);
define("fstat read readv", descriptorUse("fs.read"), "callback");
define("fchmod fchown fdatasync fsync ftruncate futimes write writev", descriptorUse("fs.write"), "callback");
define("close", closing, "callback");
table["fs.open"] = opensLater;
table["fs.openSync"] = opensSync;
table["fs/promises.open"] = table["fs.promises.open"] = opensHandle;
table["fs.createReadStream"] = table["fs.ReadStream"] = table["fs.FileReadStream"] = streams(READ);
table["fs.createWriteStream"] = table["fs.WriteStream"] = table["fs.FileWriteStream"] = streams(WRITE);

/** By module and member. */
export const fileHandler = (name: string): Handler | null => (hasOwn(table, name) ? (table[name] as Handler) : null);
