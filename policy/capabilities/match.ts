/**
 * Whether a granted capability covers one that is asked for. Everything here is a decision by text: it says yes only where every resource
 * that `asked` stands for is one that `granted` stands for, and no where the text leaves a doubt.
 */
import type { Capability, CapabilityAction } from "../../core/capability.js";
import { hostCovers, parseHostPattern } from "./host-pattern.js";
import {
  parsePath,
  parsePathPattern,
  parseSpecifier,
  pathCovers,
  piecesOf,
  type PathPattern,
  type Piece,
} from "./path-pattern.js";

/** What the pattern of an action is a pattern of. `name`: text, with `*` at its end at most. `none`: the action has no pattern. */
export type PatternKind = "path" | "host" | "program" | "specifier" | "name" | "none";

const PATTERN_KINDS: Readonly<Record<CapabilityAction, PatternKind>> = {
  "fs.read": "path",
  "fs.write": "path",
  "fs.delete": "path",
  "fs.watch": "path",
  "net.connect": "host",
  "net.listen": "host",
  "process.spawn": "program",
  "process.signal": "none",
  "process.exit": "none",
  "env.read": "name",
  "env.write": "name",
  "code.eval": "none",
  "code.wasm": "none",
  "code.native": "specifier",
  "code.dynamic-import": "specifier",
  "code.dynamic": "none",
  "worker.spawn": "specifier",
  "global.write": "name",
  "time.high-resolution": "none",
  random: "none",
  "log.sensitive": "name",
  "export.persistent": "name",
  "tool.call": "name",
};

export const patternKindOf = (action: CapabilityAction): PatternKind => PATTERN_KINDS[action];

/** What is wrong with a pattern as a person wrote it, as the end of a sentence that begins with the pattern; null when nothing is. */
export function patternProblem({ action, pattern }: Capability): string | null {
  if (pattern === null) return null;
  const kind = patternKindOf(action);
  switch (kind) {
    case "none":
      return `stands in \`${action}\`, which takes no pattern`;
    case "name":
      return isNamePattern(pattern) ? null : "is no name with at most one `*`, at its end";
    case "host":
      return parseHostPattern(pattern) === null
        ? "is no `host:port`, where the host is exact, `*.suffix` or `*`, and the port a number or `*`"
        : null;
    case "path":
    case "program":
    case "specifier":
      return parseGranted(kind, pattern) === null
        ? "is no path with `/` between its segments, `*` within a segment and `**` for any number of segments"
        : null;
  }
}

/** Whether every use that `asked` allows is one that `granted` allows. Paths of both start from the same folder. */
export function covers(granted: Capability, asked: Capability): boolean {
  if (granted.action !== asked.action) return false;
  if (granted.pattern === null) return patternProblem(asked) === null;
  if (asked.pattern === null) return false;
  const kind = patternKindOf(granted.action);
  switch (kind) {
    case "none":
      return false;
    case "name":
      return isNamePattern(asked.pattern) && nameCovers(granted.pattern, asked.pattern);
    case "host": {
      const [left, right] = [parseHostPattern(granted.pattern), parseHostPattern(asked.pattern)];
      return left !== null && right !== null && hostCovers(left, right);
    }
    case "path":
    case "program":
    case "specifier": {
      const [left, right] = [parseGranted(kind, granted.pattern), parseGranted(kind, asked.pattern)];
      return left !== null && right !== null && pathCovers(left, right);
    }
  }
}

/**
 * Whether `granted` covers its action on one resource, given as text (`*` in it is a star, no wildcard) or as pieces, some of which are
 * known only to hold no separator. Hosts are `host:port`.
 */
export function coversResource(granted: Capability, resource: string | readonly Piece[]): boolean {
  const { action, pattern } = granted;
  if (pattern === null) return true;
  const pieces = typeof resource === "string" ? piecesOf(resource) : resource;
  const text = pieces.every((piece) => typeof piece === "string") ? pieces.join("") : null;
  const kind = patternKindOf(action);
  switch (kind) {
    case "none":
      return false;
    case "name":
      return (
        isNamePattern(pattern) &&
        text !== null &&
        (pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : text === pattern)
      );
    case "host": {
      const left = parseHostPattern(pattern);
      const right = text === null || text.includes("*") ? null : parseHostPattern(text);
      return left !== null && right !== null && hostCovers(left, right);
    }
    case "path":
    case "program":
    case "specifier": {
      const [left, right] = [parseGranted(kind, pattern), parseAsked(kind, pieces)];
      return left !== null && right !== null && pathCovers(left, right);
    }
  }
}

/** The first of `grants` that covers `asked`, or null. */
export function coveredBy(asked: Capability, grants: readonly Capability[]): Capability | null {
  return grants.find((granted) => covers(granted, asked)) ?? null;
}

/** The same capability, its relative paths read from `folder` (itself a path, without wildcards) and no longer from where they stood. */
export function fromFolder(capability: Capability, folder: string): Capability {
  const { action, pattern } = capability;
  if (pattern === null || folder === "" || folder === ".") return capability;
  const kind = patternKindOf(action);
  const isRelative = kind === "path" ? !/^(\/|[A-Za-z]:\/)/.test(pattern) : /^\.\.?(\/|$)/.test(pattern);
  if (!isRelative || (kind !== "path" && kind !== "program" && kind !== "specifier")) return capability;
  const above = folder.startsWith("/") || /^([A-Za-z]:|\.\.?)\//.test(folder) || folder === ".." ? folder : `./${folder}`;
  return { action, pattern: `${above}/${pattern.replace(/^\.\//, "")}` };
}

type PathKind = "path" | "program" | "specifier";

function parseGranted(kind: PathKind, pattern: string): PathPattern | null {
  if (pattern === "") return null;
  if (kind === "path") return parsePathPattern(pattern);
  if (kind === "specifier") return parseSpecifier(piecesOf(pattern), "pattern");
  return programRoot(parsePathPattern(pattern), pattern.includes("/"));
}

function parseAsked(kind: PathKind, pieces: readonly Piece[]): PathPattern | null {
  if (pieces.length === 0) return null;
  if (kind === "path") return parsePath(pieces);
  if (kind === "specifier") return parseSpecifier(pieces, "text");
  return programRoot(parsePath(pieces), pieces.includes("/"));
}

/** A program without a separator is looked for along PATH: it is never the file of that name in the folder. */
function programRoot(parsed: PathPattern | null, isPath: boolean): PathPattern | null {
  return parsed === null || isPath ? parsed : { root: ":", segments: parsed.segments };
}

const isNamePattern = (pattern: string): boolean => /^[^*\0=]*\*?$/.test(pattern) && pattern !== "";

function nameCovers(granted: string, asked: string): boolean {
  if (!isNamePattern(granted)) return false;
  return granted.endsWith("*") ? asked.startsWith(granted.slice(0, -1)) : granted === asked;
}
