/**
 * Attenuated objects: what a module gets in the place of `fs`, `process`, `fetch`. They look like the originals, and ask the grant of the
 * module at each use. Whoever they are handed to uses that grant, as with any object capability. One original has one view a module, so
 * identity holds.
 */
import { apply, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, ownKeys, sliceText } from "../primordials";
import { entryOf, globalEntry, metaEntry, moduleEntry, requireEntry } from "./catalogue";
import type { Entry, Need } from "./catalogue";
import { connectionHandler } from "./connections";
import { connectsByUrl, fetchHandler } from "./fetching";
import { fileHandler, rejecting } from "./files";
import { builtin, isProxy, promisifyCustom, rawProcess } from "./host";
import type { Callable, Members } from "./host";
import { builtinName, checkModule, requireModule } from "./loading";
import { checkedPath } from "./paths";
import { environmentView, listenerFor, programHandler } from "./programs";
import type { Subject } from "./subject";
import { fits } from "./text";
import { perform, replaced } from "./use";
import type { Handler, Use } from "./use";

const { get: lookUp, set: keep } = WeakMap.prototype;

export interface Views {
  /** The view of a root, or of a member that an import names. */
  of(
    raw: unknown,
    root: { readonly kind: "global" | "module" | "syntax"; readonly name: string },
    bound: readonly string[],
  ): unknown;
  builtin(name: string, raw: unknown): unknown;
}

const HARMLESS: Entry = { kind: "harmless" };

/** What a function is a member of, and what it holds itself. */
interface FunctionPlace {
  readonly holder: Holder;
  readonly statics: Entry | null;
}

interface Holder {
  /** `fs`, `process`: for messages, and handlers by name. */
  readonly name: string;
  /** Methods need the object itself as `this`. */
  readonly live: boolean;
}

export function createViews(subject: Subject): Views {
  const views = new WeakMap<object, object>();
  const known = (raw: object): object | undefined => apply(lookUp, views, [raw]) as object | undefined;
  /** From views of objects to the originals, for methods that are called on a view. */
  const originals = new WeakMap<object, object>();
  const remember = <T extends object>(raw: object, view: T): T => {
    apply(keep, views, [raw, view]);
    apply(keep, originals, [view, raw]);
    return view;
  };
  const isObject = (value: unknown): value is object =>
    (typeof value === "object" && value !== null) || typeof value === "function";

  const view = (raw: unknown, entry: Entry, holder: Holder): unknown => {
    if (!isObject(raw)) return raw;
    const found = known(raw);
    if (found !== undefined) return found;
    switch (entry.kind) {
      case "harmless":
        return raw;
      case "environment":
        return remember(raw, environmentView(subject, raw as Members));
      case "global":
        return remember(raw, objectView(raw as Members, globalEntry, { name: "", live: false }));
      case "object":
        if (typeof raw === "function") return guardedFunction(raw as Callable, HARMLESS, { holder, statics: entry });
        return remember(
          raw,
          objectView(raw as Members, (key) => entryOf(entry, key), holder),
        );
      case "operation":
        if (typeof raw === "function") return guardedFunction(raw as Callable, entry, { holder, statics: null });
        // No call will ask: having it is using it.
        checkNeeds(entry.needs);
        return raw;
    }
  };

  const checkNeeds = (needs: readonly Need[]): void => {
    for (let i = 0; i < needs.length; i++) subject.check((needs[i] as Need).action, null);
  };

  const checkWrite = (name: string): void => {
    // How the process ends, no more.
    if (name === "process.exitCode") {
      subject.check("process.exit", null);
      return;
    }
    subject.check("global.write", name);
    // The loader runs what is put there on the text of every module that is loaded from then on.
    if (fits(/^(?:module|require)\./, name)) subject.check("code.dynamic-import", null);
  };

  /** A method that needs the object itself: called on the view, it is called on the original. */
  const method = (raw: Callable, live: object): Callable => {
    const found = known(raw);
    if (found !== undefined) return found as Callable;
    return remember(
      raw,
      new Proxy(raw, {
        apply: (target, self, args) => {
          const result = apply(target, self === known(live) ? live : self, args);
          return result === live ? known(live) : result;
        },
      }),
    );
  };

  const objectView = (raw: Members, entryFor: (key: string) => Entry, holder: Holder): object => {
    const pathOf = (key: string): string => (holder.name === "" ? key : `${holder.name}.${key}`);
    const isLive = raw === (rawProcess as unknown) || holder.live;
    /** Members as they were read last, and their views: nothing else decides what a view is. */
    const kept = Object.create(null) as Record<string, { readonly value: unknown; readonly view: unknown } | undefined>;
    const read = (key: PropertyKey): unknown => {
      const value = raw[key];
      if (!isObject(value)) return value;
      if (typeof key === "symbol") return readNow(key, value);
      const last = kept[key as string];
      if (last !== undefined && last.value === value) return last.view;
      const found = readNow(key, value);
      // Only a function asks again each time: any other view is one of having it, which is asked for now.
      if (typeof value === "function") kept[key as string] = { value, view: found };
      return found;
    };
    const readNow = (key: PropertyKey, value: object): unknown => {
      if (typeof key === "symbol") {
        // Registries of the host hide behind symbols; what every object has does not.
        if (hasOwn(raw, key)) subject.check("code.dynamic", null);
        return value;
      }
      const name = key as string;
      if (value === raw) return known(raw);
      if ((name === "default" || name === "module.exports") && !isLive && holder.name !== "")
        return view(value, moduleEntry(holder.name), holder);
      if (!hasOwn(raw, name) && isInherited(raw, name)) return value;
      const entry = entryFor(name);
      if (
        entry.kind === "harmless" &&
        typeof value === "function" &&
        name !== "constructor" &&
        (isLive || needsThis(value, holder))
      )
        return method(value as Callable, raw);
      // A member of a live object is a live object of its own name: `process.env` under `globalThis`.
      return view(value, entry, { name: pathOf(name), live: isLive || holder.name === "" });
    };
    const write = (key: PropertyKey): void => checkWrite(pathOf(String(key)));
    return new Proxy(Object.create(null) as Members, {
      get: (_, key) => read(key),
      has: (_, key) => key in raw,
      set(_, key, value) {
        write(key);
        return Reflect.set(raw, key, value);
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
        const found = getOwnPropertyDescriptor(raw, key);
        if (found === undefined) return undefined;
        // Read when it is asked for: describing a member is not using it.
        return {
          get: () => read(key),
          set: (value: unknown) => {
            write(key);
            raw[key] = value;
          },
          enumerable: found.enumerable === true,
          configurable: true,
        };
      },
      ownKeys: () => ownKeys(raw),
      getPrototypeOf: () => getPrototypeOf(raw) as object | null,
      setPrototypeOf: () => false,
      preventExtensions: () => false,
    });
  };

  const guardedFunction = (raw: Callable, entry: Entry, { holder, statics }: FunctionPlace): Callable => {
    const found = known(raw);
    if (found !== undefined) return found as Callable;
    const handler = entry.kind === "operation" ? handlerOf(holder.name, entry.needs) : (use: Use) => perform(use, use.args);
    const guard = (use: Use): unknown => {
      const result = handler(use);
      return isObject(result) && known(result) !== undefined ? known(result) : result;
    };
    const original = (self: unknown): unknown => (isObject(self) ? (apply(lookUp, originals, [self]) ?? self) : self);
    const target = (made: unknown): Callable => (made === known(raw) ? raw : (made as Callable));
    const write = (key: PropertyKey): void => checkWrite(`${holder.name}.${String(key)}`);
    const read = (key: PropertyKey): unknown => {
      const value = Reflect.get(raw, key) as unknown;
      if (!isObject(value) || key === "prototype" || key === "constructor" || !isOwnStatic(raw, key)) return value;
      if (statics !== null && typeof key === "string")
        return view(value, entryOf(statics, key), { name: `${holder.name}.${key}`, live: false });
      if (holder.name === "require" && typeof key === "string")
        return view(value, requireEntry(key), { name: `require.${key}`, live: false });
      if (typeof value === "function") {
        const name = key === promisifyCustom ? `${holder.name}!` : holder.name;
        return guardedFunction(value as Callable, entry, { holder: { name, live: false }, statics: null });
      }
      if (entry.kind === "operation") checkNeeds(entry.needs);
      return value;
    };
    return remember(
      raw,
      new Proxy(shadowOf(raw), {
        apply: (_, self, args: unknown[]) => guard({ subject, raw, self: original(self), args, target: null }),
        construct: (_, args: unknown[], made) => guard({ subject, raw, self: undefined, args, target: target(made) }) as object,
        get: (_, key) => read(key),
        has: (_, key) => key in raw,
        set(_, key, value) {
          write(key);
          return Reflect.set(raw, key, value);
        },
        defineProperty(_, key, description) {
          // `promisify` marks what it returns, which says nothing new.
          if (key === promisifyCustom && description.value === known(raw)) return true;
          write(key);
          return Reflect.defineProperty(raw, key, description);
        },
        deleteProperty(_, key) {
          write(key);
          return Reflect.deleteProperty(raw, key);
        },
        getOwnPropertyDescriptor(_, key) {
          const found = getOwnPropertyDescriptor(raw, key);
          if (found === undefined) return undefined;
          const enumerable = found.enumerable === true;
          // The one that a shadow has itself, and cannot lose.
          if (key === "prototype") return { value: read(key), writable: true, enumerable, configurable: false };
          if (!isObject(Reflect.get(raw, key))) return { value: read(key), writable: false, enumerable, configurable: true };
          return { get: () => read(key), enumerable, configurable: true };
        },
        ownKeys: () => ownKeys(raw),
        // The class that this one extends is as privileged as it is.
        getPrototypeOf: () => Function.prototype,
        setPrototypeOf: () => false,
        preventExtensions: () => false,
      }),
    );
  };

  const handlerOf = (path: string, needs: readonly Need[]): Handler => {
    const name = fits(/!$/, path) ? sliceText(path, 0, -1) : path;
    const special = specialHandler(name);
    const handler =
      special ??
      fileHandler(name) ??
      connectionHandler(name) ??
      fetchHandler(name) ??
      programHandler(name) ??
      generalHandler(needs);
    // `exec[promisify.custom]` takes what `exec` takes, but for the callback, and promises what comes of it.
    return name !== path || fits(/^(?:dns|fs)(?:\/|\.)promises\./, path) ? rejecting(handler) : handler;
  };

  const specialHandler = (name: string): Handler | null => {
    if (name === "require" || name === "module.require")
      return (use) => {
        const specifier = String(use.args[0]);
        return requireModule(subject, use.raw, { specifier, self: use.self, attenuated });
      };
    if (name === "module.createRequire")
      return (use) => view(perform(use, use.args), globalEntry("require"), { name: "require", live: false });
    if (name === "process.getBuiltinModule")
      return (use) => {
        const specifier = String(use.args[0]);
        const found = builtinName(specifier);
        return found === null ? undefined : attenuated(found, builtin(specifier));
      };
    if (name === "process.dlopen")
      return (use) => {
        const file = String(use.args[1]);
        checkModule(subject, file, file);
        return perform(use, replaced(use.args, [1, file]));
      };
    if (fits(LISTENERS, name))
      return (use) => {
        const event = typeof use.args[0] === "symbol" ? null : String(use.args[0]);
        subject.check("global.write", event === null ? null : `process:${event}`);
        const given = event === null ? use.args : replaced(use.args, [0, event]);
        const listener = given[1];
        const args =
          typeof listener !== "function"
            ? given
            : replaced(given, [1, listenerFor(listener as Callable, rawProcess, () => known(rawProcess as object))]);
        return perform(use, args);
      };
    if (name === "navigator.sendBeacon") return connectsByUrl;
    return null;
  };

  const attenuated = (name: string, raw: unknown): unknown => view(raw, moduleEntry(name), { name, live: name === "process" });

  /** What the catalogue says: paths are made canonical, names become text once, everything else is needed as a whole. */
  const generalHandler =
    (needs: readonly Need[]): Handler =>
    (use) => {
      const changes: (readonly [number, unknown])[] = [];
      for (let i = 0; i < needs.length; i++) {
        const { action, argument, form } = needs[i] as Need;
        if (argument === null) subject.check(action, null);
        else if (form === "path")
          changes[changes.length] = [argument, checkedPath(subject, use.args[argument], [action], { follow: true, tree: false })];
        else if (form === "name" || form === "specifier") {
          const text = String(use.args[argument]);
          subject.check(action, text);
          changes[changes.length] = [argument, text];
        } else subject.check(action, null);
      }
      return perform(use, replaced(use.args, ...changes));
    };

  const of: Views["of"] = (raw, root, bound) => {
    // `this` of a sloppy function is the global object where it is called on nothing.
    if (root.kind === "syntax" && root.name !== "import.meta")
      return raw === globalThis ? view(raw, { kind: "global" }, { name: "", live: false }) : raw;
    if (root.kind === "syntax") return view(raw, metaEntry(), { name: root.name, live: false });
    if (root.kind === "global") {
      if (root.name === "globalThis") return view(raw, { kind: "global" }, { name: "", live: false });
      return member(globalEntry(root.name), { name: root.name, live: root.name !== "module" }, { raw, bound });
    }
    const name = builtinName(root.name) ?? root.name;
    return member(moduleEntry(name), { name, live: name === "process" }, { raw, bound });
  };

  const member = (
    entry: Entry,
    holder: Holder,
    { raw, bound }: { readonly raw: unknown; readonly bound: readonly string[] },
  ): unknown => {
    let found = entry;
    let { name } = holder;
    for (let i = 0; i < bound.length; i++) {
      const key = bound[i] as string;
      if (key === "default" && i === 0) continue;
      found = entryOf(found, key);
      name = `${name}.${key}`;
    }
    return view(raw, found, { name, live: holder.live });
  };

  return { of, builtin: attenuated };
}

const LISTENERS = /^process\.(?:on|once|addListener|prependListener|prependOnceListener|off|removeListener)$/;

/**
 * What a proxy stands on: not the original, whose permanent properties it would have to show as they are. Constructors have a `prototype`
 * that is permanent in the shadow too.
 */
const shadowOf = (raw: Callable): Callable =>
  hasOwn(raw, "prototype")
    ? function shadow() {
        return undefined;
      }
    : () => undefined;

/** Own, or of a class that it extends; not what every function has. */
function isOwnStatic(target: object, key: PropertyKey): boolean {
  for (
    let at: object | null = target;
    at !== null && at !== Function.prototype && at !== Object.prototype;
    at = getPrototypeOf(at) as object | null
  )
    if (hasOwn(at, key)) return true;
  return false;
}

/** Whether `name` comes from a prototype that everybody can reach. */
function isInherited(raw: object, name: string): boolean {
  for (let at = getPrototypeOf(raw) as object | null; at !== null; at = getPrototypeOf(at) as object | null) {
    if (hasOwn(at, name)) return at === Object.prototype || at === Function.prototype;
  }
  return false;
}

/** Functions of the global object in browsers refuse another `this`; constructors must stay themselves. */
const needsThis = (value: object, { name }: Holder): boolean => name === "" && !hasOwn(value, "prototype") && !isProxy(value);
