/**
 * What a grant covers. The decisions are those of policy/capabilities/match.ts, which the build uses; this is a copy that needs nothing, and a
 * test compares the two on the same questions. Here every resource is fully known text, and paths are absolute.
 */
import { sliceText } from "../primordials";
import { RawURL, path, urlHostname, urlPort } from "./host";
import { ends, fits, has, indexIn, match, pieces, starts, swapped } from "./text";

export type GrantText = readonly [action: string, pattern: string | null];

export interface Grant {
  /** Whether `action` is allowed on `resource`; null: on whatever there is. */
  allows(action: string, resource: string | null): boolean;
  /** Whether it is allowed on something. */
  allowsSome(action: string): boolean;
  /** Whether it is allowed on a folder and everything below it. */
  allowsTree(action: string, folder: string): boolean;
}

type Segments = readonly string[];
type Test = (resource: string) => boolean;

interface Rule {
  readonly action: string;
  readonly test: Test | null;
  readonly tree: Test | null;
}

/** `root`: absolute, the folder that relative paths start from. Patterns that make no sense cover nothing. */
export function grantOf(texts: readonly GrantText[], root: string): Grant {
  const byAction = Object.create(null) as Record<string, Rule[] | undefined>;
  for (let i = 0; i < texts.length; i++) {
    const one = texts[i] as GrantText;
    const action = one[0];
    const pattern = one[1];
    const rules = (byAction[action] ??= []);
    rules[rules.length] = pattern === null ? { action, test: null, tree: null } : ruleOf(action, pattern, root);
  }
  const some = (action: string, ask: (rule: Rule) => boolean): boolean => {
    const rules = byAction[action];
    if (rules === undefined) return false;
    for (let i = 0; i < rules.length; i++) if (ask(rules[i] as Rule)) return true;
    return false;
  };
  return {
    allows: (action, resource) => some(action, ({ test }) => test === null || (resource !== null && test(resource))),
    allowsSome: (action) => byAction[action] !== undefined,
    allowsTree: (action, folder) => some(action, ({ test, tree }) => test === null || (tree?.(folder) ?? false)),
  };
}

const NEVER: Test = () => false;

function ruleOf(action: string, pattern: string, root: string): Rule {
  const rule = (test: Test, tree: Test | null = null): Rule => ({ action, test, tree });
  switch (action) {
    case "fs.read":
    case "fs.write":
    case "fs.delete":
    case "fs.watch": {
      const test = pathTest(pattern, root);
      return rule(test, test !== NEVER && fits(/(?:^|\/)\*\*\/*$/, pattern) ? test : null);
    }
    case "net.connect":
    case "net.listen":
      return rule(hostTest(pattern));
    case "process.spawn":
      return rule(has(pattern, "/") ? pathTest(pattern, root) : segmentTest(pattern));
    case "code.dynamic-import":
    case "worker.spawn":
    case "code.native":
      return rule(fits(/^(?:\/|[A-Za-z]:\/|\.\.?(?:\/|$))/, pattern) ? pathTest(pattern, root) : nameTest(pattern));
    case "env.read":
    case "env.write":
    case "global.write":
    case "log.sensitive":
    case "export.persistent":
    case "tool.call":
      return rule(variableTest(pattern));
    default:
      // These take no pattern.
      return rule(NEVER);
  }
}

const slashed = (text: string): string => (path["sep"] === "\\" ? swapped(text, "\\", "/") : text);

/** Segments without `.` and empty ones, `..` applied; null when that leaves the root or takes a wildcard away. */
function normal(text: string): Segments | null {
  const segments: string[] = [];
  const parts = pieces(text, "/");
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (segments[segments.length - 1] === "**") return null;
      if (segments.length > 0) segments.length--;
      continue;
    }
    if (fits(/\0/, part) || (part !== "**" && has(part, "**"))) return null;
    segments[segments.length] = part;
  }
  return segments;
}

function pathTest(pattern: string, root: string): Test {
  if (pattern === "" || starts(pattern, "//") || has(pattern, "\\")) return NEVER;
  const whole = fits(/^(?:\/|[A-Za-z]:\/)/, pattern) ? pattern : `${literal(slashed(root))}/${pattern}`;
  const wanted = normal(whole);
  if (wanted === null) return NEVER;
  const slow: Test = (resource) => segmentsMatch(wanted, splitPath(resource));
  const folder = folderBelow(wanted);
  // Most grants are of a folder and everything below it, and most paths are written as the system writes them.
  return folder === null ? slow : (resource) => starts(resource, folder) || slow(resource);
}

/** `/a/b/` of `/a/b/**`; null where another star stands. */
function folderBelow(wanted: Segments): string | null {
  let folder = "/";
  for (let i = 0; i + 1 < wanted.length; i++) {
    const segment = wanted[i] as string;
    if (has(segment, "*")) return null;
    folder += `${swapped(segment, "\u0001", "*")}/`;
  }
  return wanted[wanted.length - 1] === "**" && path["sep"] === "/" ? folder : null;
}

/** Stars in the name of the project's own folder are no wildcards: U+0001 stands for them, which no pattern has. */
const literal = (text: string): string => swapped(text, "*", "\u0001");

function splitPath(resource: string): Segments {
  const parts = pieces(slashed(resource), "/");
  const segments: string[] = [];
  for (let i = 0; i < parts.length; i++) if (parts[i] !== "") segments[segments.length] = parts[i] as string;
  return segments;
}

function segmentsMatch(pattern: Segments, text: Segments): boolean {
  let reached: boolean[] = [true];
  for (let i = 1; i <= text.length; i++) reached[i] = false;
  for (let p = 0; p < pattern.length; p++) {
    const wanted = pattern[p] as string;
    const next: boolean[] = [];
    for (let i = 0; i <= text.length; i++) {
      const before = i > 0;
      if (wanted === "**") next[i] = reached[i] === true || (before && next[i - 1] === true);
      else next[i] = before && reached[i - 1] === true && starMatch(wanted, text[i - 1] as string);
    }
    reached = next;
  }
  return reached[text.length] === true;
}

/** `*` stands for any run of characters. */
function starMatch(pattern: string, text: string): boolean {
  const parts = pieces(pattern, "*");
  const exact = (piece: string): string => swapped(piece, "\u0001", "*");
  const first = exact(parts[0] as string);
  if (parts.length === 1) return text === first;
  if (!starts(text, first)) return false;
  let at = first.length;
  for (let i = 1; i < parts.length - 1; i++) {
    const piece = exact(parts[i] as string);
    const found = indexIn(text, piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  const last = exact(parts[parts.length - 1] as string);
  return text.length - at >= last.length && ends(text, last);
}

/** A program without a separator is one along PATH. */
const segmentTest =
  (pattern: string): Test =>
  (resource) =>
    !has(resource, "/") && starMatch(pattern, resource);

/** Names of modules: never a path. */
function nameTest(pattern: string): Test {
  const wanted = normal(pattern);
  if (wanted === null) return NEVER;
  return (resource) => !fits(/^(?:\/|\.|[A-Za-z]:[\\/]|file:)/, resource) && segmentsMatch(wanted, splitPath(resource));
}

function variableTest(pattern: string): Test {
  if (!fits(/^[^*\0=]*\*?$/, pattern) || pattern === "") return NEVER;
  return ends(pattern, "*") ? (resource) => starts(resource, sliceText(pattern, 0, -1)) : (resource) => resource === pattern;
}

interface HostAndPort {
  readonly host: string;
  readonly port: string;
}

/** As a URL with that text would name it: other notations of addresses, capitals, a last dot and Unicode are the same host. */
export function hostOf(text: string): string | null {
  if (text === "" || fits(/[\s\0-\x1f\x7f/\\?#@%*<>^|`{}]/, text)) return null;
  if (has(text, ":") && !fits(/^\[[^\]]*\]$/, text)) return null;
  let parsed;
  try {
    parsed = new RawURL(`http://${text}/`);
  } catch (refusal) {
    if (refusal instanceof TypeError) return null;
    throw refusal;
  }
  const hostname = urlHostname(parsed);
  if (hostname === "" || urlPort(parsed) !== "") return null;
  const name = ends(hostname, ".") ? sliceText(hostname, 0, -1) : hostname;
  return name === "" || starts(name, ".") || has(name, "..") || ends(name, ".") ? null : name;
}

function splitHost(text: string): HostAndPort | null {
  const parts = match(/^(.+):(\*|\d{1,5})$/, text);
  return parts === null ? null : { host: parts[1] as string, port: parts[2] as string };
}

const isAddress = (name: string): boolean => starts(name, "[") || fits(/^\d+\.\d+\.\d+\.\d+$/, name);

function hostTest(pattern: string): Test {
  const wanted = splitHost(pattern);
  if (wanted === null || (wanted.port !== "*" && Number(wanted.port) > 65_535)) return NEVER;
  const isSuffix = starts(wanted.host, "*.");
  const name = wanted.host === "*" ? "" : hostOf(isSuffix ? sliceText(wanted.host, 2) : wanted.host);
  if (name === null || (isSuffix && isAddress(name))) return NEVER;
  return (resource) => {
    const asked = splitHost(resource);
    if (asked === null || asked.port === "*" || (wanted.port !== "*" && Number(wanted.port) !== Number(asked.port))) return false;
    if (wanted.host === "*") return true;
    const host = hostOf(asked.host);
    if (host === null) return false;
    return isSuffix ? ends(host, `.${name}`) && !isAddress(host) : host === name;
  };
}
