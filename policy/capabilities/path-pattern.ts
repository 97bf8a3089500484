/**
 * Paths and patterns of paths, compared by their text alone. Both are taken apart into segments; `.` and empty segments are dropped, `..`
 * takes the segment before it away. What some system reads otherwise than it looks (a backslash, NUL, a name that ends in a dot or a space,
 * a drive letter in a relative path) has no canonical form and is covered by nothing. Links are not the text's business: who relies on
 * this for a file system must resolve them at use, or assume there are none.
 */
import { matches } from "./wildcard.js";

/** Any run of characters that are no separators. */
export const STAR = Symbol("*");
/** One segment: characters, and wildcards. */
export type Segment = readonly (string | typeof STAR)[];
/** Any number of segments, also none. */
export const DEEP = Symbol("**");
/** The folder above where the path starts: only ever at its beginning. */
const UP = Symbol("..");

/** `root`: what the segments start from, `/`, `c:/`, or `""` for the folder that relative paths start from; for module names `:`. */
export interface PathPattern {
  readonly root: string;
  readonly segments: readonly (Segment | typeof DEEP | typeof UP)[];
}

/** One character, or what is known of a run of them: a piece of a text before it is taken apart. */
export type Piece = string | typeof STAR;

export const piecesOf = (text: string): readonly Piece[] => Array.from(text);

/** What a pattern as people write it stands for: `*` and `**` are wildcards. Null when it has no canonical form. */
export function parsePathPattern(pattern: string): PathPattern | null {
  return parsePieces(piecesOf(pattern), "pattern");
}

/** Pieces of a path; `STAR` stands for a run without separators that is not empty and neither `.` nor `..`. */
export const parsePath = (pieces: readonly Piece[]): PathPattern | null => parsePieces(pieces, "text");

function parsePieces(pieces: readonly Piece[], as: "pattern" | "text"): PathPattern | null {
  const split = splitRoot(pieces);
  if (split === null) return null;
  const { root, rest } = split;
  const segments: PathPattern["segments"][number][] = [];
  for (const raw of splitAtSlashes(rest)) {
    const name = raw.every((piece) => typeof piece === "string") ? raw.join("") : null;
    if (name === "" || name === ".") continue;
    if (name === "..") {
      const last = segments.at(-1);
      // What `**` stands for may be nothing, so that there is no telling what `..` takes away.
      if (last === DEEP) return null;
      if (last !== undefined && last !== UP) segments.pop();
      else if (root === "") segments.push(UP);
      else if (root === ":") return null;
      continue;
    }
    if (as === "pattern" && name === "**") {
      segments.push(DEEP);
      continue;
    }
    if (!isPlainName(raw)) return null;
    if (segments.length === 0 && root === "" && isDrive(raw)) return null;
    segments.push(as === "pattern" ? raw.map((piece) => (piece === "*" ? STAR : piece)) : raw);
  }
  // `data**` is no wildcard over segments, and too easily read as one.
  if (as === "pattern" && segments.some((segment) => Array.isArray(segment) && hasDoubleStar(segment))) return null;
  return { root, segments };
}

function hasDoubleStar(segment: Segment): boolean {
  return segment.some((piece, index) => piece === STAR && segment[index + 1] === STAR);
}

function splitRoot(pieces: readonly Piece[]): { readonly root: string; readonly rest: readonly Piece[] } | null {
  const [first, second, third] = pieces;
  // `//host/share` names another machine on Windows.
  if (first === "/" && second === "/") return null;
  if (first === "/") return { root: "/", rest: pieces.slice(1) };
  if (typeof first === "string" && /^[A-Za-z]$/.test(first) && second === ":" && third === "/") {
    return { root: `${first.toLowerCase()}:/`, rest: pieces.slice(3) };
  }
  return { root: "", rest: pieces };
}

function splitAtSlashes(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece === "/") parts.push([]);
    else parts.at(-1)?.push(piece);
  }
  return parts;
}

/** Windows drops dots and spaces at the end of names: `.. ` and `x.` are other names there. */
function isPlainName(raw: readonly Piece[]): boolean {
  const last = raw.at(-1);
  return last !== "." && last !== " " && raw.every((piece) => piece !== "\\" && piece !== "\0");
}

/** `C:x` lies on another drive, wherever the folder is that relative paths start from. */
const isDrive = (raw: readonly Piece[]): boolean => raw[1] === ":" && typeof raw[0] === "string" && /^[A-Za-z]$/.test(raw[0]);

/** A module name: `lodash/fp`, `node:fs`, `./plugin.js`. Names of packages are a root of their own, which no `..` leaves. */
export function parseSpecifier(pieces: readonly Piece[], as: "pattern" | "text"): PathPattern | null {
  const [first, second, third] = pieces;
  const isPath =
    first === "/" || (first === "." && (second === "/" || second === undefined || (second === "." && third === "/")));
  const parsed = parsePieces(pieces, as);
  if (parsed === null || isPath) return parsed;
  // A name that begins with what is not known might begin with a dot.
  if (typeof first !== "string" || parsed.root !== "" || parsed.segments.includes(UP)) return null;
  return { root: ":", segments: parsed.segments };
}

export function pathCovers(granted: PathPattern, asked: PathPattern): boolean {
  return (
    granted.root === asked.root &&
    matches(granted.segments, asked.segments, {
      isWild: (segment) => segment === DEEP,
      fits: (pattern, text) => {
        if (pattern === UP || text === UP) return pattern === text;
        return pattern !== DEEP && text !== DEEP && segmentCovers(pattern, text);
      },
      // What lies above is never below.
      mayRun: (segment) => segment !== UP,
    })
  );
}

function segmentCovers(pattern: Segment, text: Segment): boolean {
  return matches<Piece>(pattern, text, {
    isWild: (piece) => piece === STAR,
    fits: (left, right) => left === right,
    mayRun: () => true,
  });
}
