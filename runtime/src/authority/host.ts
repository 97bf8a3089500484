/**
 * What the guards themselves use of the host, captured when this file loads: after that the program may replace what it likes. No import of
 * Node's: what runs in a browser finds no `process`, and has no files to guard.
 */
import { apply, getOwnPropertyDescriptor } from "../primordials";

export type Callable = (...args: unknown[]) => unknown;
export type Members = Record<PropertyKey, unknown>;

interface Process {
  readonly env: Members;
  readonly platform: string;
  readonly execPath: string;
  cwd(): string;
  exit?(code: number): never;
  getBuiltinModule?(name: string): unknown;
}

const host = globalThis as unknown as { process?: Process };
export const rawProcess: Process | undefined = typeof host.process === "object" ? host.process : undefined;
const getBuiltin = rawProcess?.getBuiltinModule;

/** A built-in module, or undefined where there is none of that name. */
export function builtin(name: string): Members | undefined {
  return getBuiltin === undefined ? undefined : (apply(getBuiltin, rawProcess, [name]) as Members | undefined);
}

/** A copy of what a module holds now. */
function captured(name: string): Members {
  const found = builtin(name);
  const copy = Object.create(null) as Members;
  if (found === undefined) return copy;
  const keys = Reflect.ownKeys(found);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as PropertyKey;
    const one = getOwnPropertyDescriptor(found, key);
    copy[key] = one?.get === undefined ? one?.value : apply(one.get, found, []);
  }
  return copy;
}

export const fs = captured("fs");
export const fsPromises = captured("fs/promises");
export const path = captured("path");
export const url = captured("url");
export const os = captured("os");
export const util = captured("util");
export const promisifyCustom = Symbol.for("nodejs.util.promisify.custom");

const isProxyOf = (util["types"] as { isProxy?: (value: unknown) => boolean } | undefined)?.isProxy;
/** Undecidable in a browser, where nothing depends on it. */
export const isProxy = (value: unknown): boolean => isProxyOf !== undefined && isProxyOf(value);

export const isLinux = rawProcess?.platform === "linux";
const getCwd = rawProcess?.cwd;
export const cwd = (): string => (getCwd === undefined ? "/" : apply(getCwd, rawProcess, []));
const exitOf = rawProcess?.exit;
export const exit = exitOf === undefined ? undefined : (code: number): unknown => apply(exitOf, rawProcess, [code]);

/** A name of the host's environment, as set when the program started. */
const initial = { root: rawProcess?.env["SURETY_ROOT"], home: (os["homedir"] as (() => string) | undefined)?.() };
export const givenRoot: string | null = typeof initial.root === "string" && initial.root !== "" ? initial.root : null;
export const home: string | null = typeof initial.home === "string" && initial.home.length > 1 ? initial.home : null;

const classes = globalThis as unknown as {
  readonly URL: new (text: string, base?: string) => { readonly href: string };
  readonly TextDecoder: new (label: string, options: object) => object;
};
export const RawURL = classes.URL;
export const RawTextDecoder = classes.TextDecoder;
const hrefOf = getOwnPropertyDescriptor((RawURL as unknown as { prototype: object }).prototype, "href")?.get;
const partOf = (name: string): ((of: object) => string) => {
  const get = getOwnPropertyDescriptor((RawURL as unknown as { prototype: object }).prototype, name)?.get;
  return (of) => (get === undefined ? "" : (apply(get, of, []) as string));
};
export const urlProtocol = partOf("protocol");
export const urlHostname = partOf("hostname");
export const urlPort = partOf("port");
export const urlHref = partOf("href");

/** The text of a genuine URL object; null for everything else. */
export function genuineHref(value: unknown): string | null {
  if (hrefOf === undefined || typeof value !== "object" || value === null) return null;
  try {
    return apply(hrefOf, value, []) as string;
  } catch (refusal) {
    // The brand is missing: it only looks like one.
    if (refusal instanceof TypeError) return null;
    throw refusal;
  }
}

/** Own and inherited enumerable properties, each read once, in an object without a prototype: what is checked is what is used. */
export function snapshot(options: unknown): Members {
  const copy = Object.create(null) as Members;
  if (typeof options !== "object" || options === null) return copy;
  for (const key in options) copy[key] = (options as Members)[key];
  return copy;
}
