/** Starting programs and threads, signals, and the environment. */
import { apply, hasOwn, isArray } from "../primordials";
import { fs, genuineHref, path, rawProcess, snapshot } from "./host";
import type { Callable, Members } from "./host";
import { belongTo } from "./connections";
import { tameThread } from "./handles";
import { canonical, fromFolder, toPath } from "./paths";
import type { Subject } from "./subject";
import { has, match, pieces, starts } from "./text";
import { perform, replaced } from "./use";
import type { Handler } from "./use";

const access = fs["accessSync"] as ((path: string, mode: number) => void) | undefined;
const EXECUTABLE = ((fs["constants"] ?? {}) as Record<string, number>)["X_OK"] ?? 1;
const env: Members = rawProcess?.env ?? (Object.create(null) as Members);

const isExecutable = (file: string): boolean => {
  try {
    access?.(file, EXECUTABLE);
    return true;
  } catch (problem) {
    // Missing, or not to be run by us: the search goes on, as the system's own does.
    if (typeof (problem as { code?: unknown }).code === "string") return false;
    throw problem;
  }
};

/**
 * The file of a program. Names are looked up along the PATH of this process; that of the options is the caller's, and could make any file out
 * of an allowed name.
 */
function programFile(name: string, folder: string): string {
  if (has(name, "/")) return canonical(fromFolder(folder, name));
  const folders = pieces(typeof env["PATH"] === "string" ? env["PATH"] : "/usr/bin:/bin", path["delimiter"] as string);
  let first: string | null = null;
  for (let i = 0; i < folders.length; i++) {
    const at = folders[i] as string;
    if (at === "") continue;
    const file = fromFolder(at, name);
    first ??= file;
    if (isExecutable(file)) return file;
  }
  return first ?? name;
}

/** Variables by which a system's loader, or Node, runs code of the caller's in any program whatever. */
const INJECTING =
  /^(?:LD_|DYLD_|GCONV_PATH$|LOCPATH$|NODE_OPTIONS$|NODE_PATH$|BASH_ENV$|BASH_FUNC_|BASHOPTS$|SHELLOPTS$|PS4$|ENV$|PATH$)/;

function checkEnvironment(subject: Subject, options: Members): void {
  const given = options["env"];
  if (typeof given !== "object" || given === null) return;
  const copy = snapshot(given);
  options["env"] = copy;
  for (const name in copy) {
    if (match(INJECTING, name) !== null && copy[name] !== undefined && copy[name] !== env[name])
      subject.check("process.spawn", null);
  }
}

function checkProgram(subject: Subject, name: string, folder: string): string {
  const file = programFile(name, folder);
  if (!subject.allows("process.spawn", name) || has(name, "/")) {
    const real = canonical(file);
    if (!subject.allows("process.spawn", real)) subject.deny("process.spawn", has(name, "/") ? real : name);
  }
  return file;
}

/** `spawn(file, args, options)` and its relatives. A shell runs any program. */
const spawns: Handler = (use) => {
  const { subject, args } = use;
  const at = isArray(args[1]) || args[1] === undefined || args[1] === null ? 2 : 1;
  const given = args[at];
  const options = snapshot(typeof given === "function" ? undefined : given);
  const name = args[0];
  if (typeof name !== "string") return perform(use, args);
  checkEnvironment(subject, options);
  const isShell = options["shell"] !== undefined && options["shell"] !== false && options["shell"] !== null;
  if (isShell) subject.check("process.spawn", null);
  const folder = options["cwd"];
  const from = typeof folder === "string" ? folder : genuineHref(folder);
  let file = name;
  if (!isShell) {
    file = checkProgram(subject, name, from === null ? "." : starts(from, "file:") ? toPath(from) : from);
    // One file may be many programs, and go by the name that it is called by.
    if (options["argv0"] !== undefined && options["argv0"] !== name) subject.check("process.spawn", null);
    options["argv0"] = name;
  }
  const passed: unknown[] = [file, at === 2 ? (args[1] ?? []) : [], options];
  const rest = typeof given === "function" ? at : at + 1;
  for (let i = rest; i < args.length; i++) passed[passed.length] = args[i];
  return belongTo(perform(use, passed), subject);
};

/** Plain words, the first of which is no assignment: any shell runs that program (as `shellProgram` of compiler/authority/resource.ts). */
const COMMAND = /^( *)([A-Za-z0-9_./-]+)((?: [A-Za-z0-9_./:=@,+ -]*)?)$/;

/** `exec(command, options, callback)`. A shell can run any program, but for one plain command. */
const shells: Handler = (use) => {
  const { subject, args } = use;
  const at = typeof args[1] === "function" ? -1 : 1;
  const options = snapshot(at === 1 ? args[1] : undefined);
  checkEnvironment(subject, options);
  const words = typeof args[0] === "string" ? match(COMMAND, args[0]) : null;
  const isOwnShell = options["shell"] !== undefined && options["shell"] !== null;
  if (words === null || isOwnShell || options["cwd"] !== undefined) subject.check("process.spawn", null);
  else {
    const name = words[2] as string;
    const file = checkProgram(subject, name, ".");
    // Where the file was checked, it is that one which is run; a name that is granted is for the shell to find.
    const isByName = !has(name, "/") && subject.allows("process.spawn", name);
    const command = isByName ? (args[0] as string) : `${file}${words[3] as string}`;
    if (match(COMMAND, command) === null) subject.check("process.spawn", null);
    return perform(use, at === 1 ? replaced(args, [0, command], [1, options]) : replaced(args, [0, command]));
  }
  return perform(use, at === 1 ? replaced(args, [1, options]) : args);
};

/** Another Node, with another module: what that one may do is its own affair, as for a thread. */
const forks: Handler = (use) => {
  const at = isArray(use.args[1]) || use.args[1] === undefined || use.args[1] === null ? 2 : 1;
  const options = snapshot(use.args[at]);
  checkEnvironment(use.subject, options);
  const program = options["execPath"] ?? rawProcess?.execPath;
  const isNode = program === rawProcess?.execPath && use.subject.allows("process.spawn", "node");
  if (typeof program !== "string") use.subject.check("process.spawn", null);
  else if (!isNode) checkProgram(use.subject, program, ".");
  if (options["execArgv"] !== undefined) use.subject.check("process.spawn", null);
  return perform(use, at === 2 ? [use.args[0], use.args[1] ?? [], options] : [use.args[0], options]);
};

/** `new Worker(file, options)`. Text as code is code of the caller's. */
const threads: Handler = (use) => {
  const thread = startedThread(use);
  tameThread(thread);
  return thread;
};

const startedThread: Handler = (use) => {
  const [first, given] = use.args;
  const options = snapshot(given);
  const href = genuineHref(first);
  const text = href ?? (typeof first === "string" ? first : String(first));
  // A thread takes options of Node from its environment too.
  const environment = options["env"];
  if (typeof environment === "object" && environment !== null) {
    const copy = snapshot(environment);
    options["env"] = copy;
    if (copy["NODE_OPTIONS"] !== undefined && copy["NODE_OPTIONS"] !== env["NODE_OPTIONS"])
      use.subject.check("code.dynamic-import", null);
  }
  if (options["eval"] === true || options["eval"] === 1 || starts(text, "data:")) {
    use.subject.check("code.eval", null);
    use.subject.check("worker.spawn", null);
    return perform(use, replaced(use.args, [1, options]));
  }
  if (options["execArgv"] !== undefined) use.subject.check("code.dynamic-import", null);
  if (href !== null && !starts(href, "file:")) {
    use.subject.check("worker.spawn", null);
    return perform(use, replaced(use.args, [1, options]));
  }
  const file = canonical(href === null ? text : toPath(href));
  use.subject.check("worker.spawn", file);
  // eval is what it was when it was asked for.
  options["eval"] = false;
  return perform(use, replaced(use.args, [0, file], [1, options]));
};

const table: Record<string, Handler> = {
  "child_process.spawn": spawns,
  "child_process.spawnSync": spawns,
  "child_process.execFile": spawns,
  "child_process.execFileSync": spawns,
  "child_process.exec": shells,
  "child_process.execSync": shells,
  "child_process.fork": forks,
  "worker_threads.Worker": threads,
};

/** By module and member. */
export const programHandler = (name: string): Handler | null => (hasOwn(table, name) ? (table[name] as Handler) : null);

/** `process.env`, one variable at a time. Listing the names is reading any of them. */
export function environmentView(subject: Subject, raw: Members): object {
  const named = (key: PropertyKey): string | null => (typeof key === "string" ? key : null);
  const write = (key: PropertyKey): void => {
    const name = named(key);
    if (name !== null) subject.check("env.write", name);
  };
  const read = (key: PropertyKey): void => {
    const name = named(key);
    // What every object has is no variable.
    if (name !== null && (hasOwn(raw, name) || !(name in raw))) subject.check("env.read", name);
  };
  return new Proxy(Object.create(null) as Members, {
    get(_, key) {
      read(key);
      return raw[key];
    },
    has(_, key) {
      read(key);
      return key in raw;
    },
    set(_, key, value) {
      write(key);
      raw[key] = value;
      return true;
    },
    deleteProperty(_, key) {
      write(key);
      return Reflect.deleteProperty(raw, key);
    },
    defineProperty(_, key, description) {
      write(key);
      return Reflect.defineProperty(raw, key, description);
    },
    getOwnPropertyDescriptor(_, key) {
      read(key);
      const found = Reflect.getOwnPropertyDescriptor(raw, key);
      return found === undefined ? undefined : { ...found, configurable: true };
    },
    ownKeys() {
      const keys = Reflect.ownKeys(raw);
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i] as string;
        if (!subject.allows("env.read", key)) {
          subject.check("env.read", null);
          break;
        }
      }
      return keys;
    },
    getPrototypeOf: () => Object.prototype,
    setPrototypeOf: () => false,
    preventExtensions: () => false,
  });
}

/** Functions that call `listener` back with the object itself as `this`, which must be the view. */
export function listenerFor(listener: Callable, raw: unknown, view: () => unknown): Callable {
  const known = apply(lookUp, wrappers, [listener]) as Callable | undefined;
  if (known !== undefined) return known;
  const wrapper = function (this: unknown, ...args: unknown[]): unknown {
    return apply(listener, this === raw ? view() : this, args);
  };
  apply(keep, wrappers, [listener, wrapper]);
  return wrapper;
}
const wrappers = new WeakMap<Callable, Callable>();
const { get: lookUp, set: keep } = WeakMap.prototype;
