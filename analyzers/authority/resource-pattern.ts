/** What the source says of a resource, as something that `policy/capabilities/match.ts` compares. */
import type { ResourceText, TextPart } from "../../core/authority.js";
import { piecesOf, STAR, type Piece } from "../../policy/capabilities/path-pattern.js";

/** One of the things that a resource may be: characters, and runs of which only a test is known. */
export interface Candidate {
  readonly pieces: readonly Piece[];
  /** The text where all of it is known. */
  readonly text: string | null;
  /** The tests that it rests on. */
  readonly tests: readonly string[];
}

const MAX_CANDIDATES = 64;

/** All candidates; null when something is not known, or there are too many. */
export function candidatesOf({ parts }: ResourceText): readonly Candidate[] | null {
  let found: readonly Candidate[] = [{ pieces: [], text: "", tests: [] }];
  for (const part of parts) {
    const next = extensionsOf(part);
    if (next === null || found.length * next.length > MAX_CANDIDATES) return null;
    found = found.flatMap((head) => next.map((tail) => joined(head, tail)));
  }
  return found;
}

const literal = (text: string): Candidate => ({ pieces: piecesOf(text), text, tests: [] });

function extensionsOf(part: TextPart): readonly Candidate[] | null {
  switch (part.kind) {
    case "text":
      return [literal(part.text)];
    case "oneOf":
      return part.texts.map(literal);
    case "segment":
      return [{ pieces: [STAR], text: null, tests: [part.why] }];
    // Relative grants start where `SURETY_ROOT` says, or from the folder that the program was started in: not from where a module lies.
    case "moduleFolder":
    case "unknown":
      return null;
  }
}

function joined(head: Candidate, tail: Candidate): Candidate {
  return {
    pieces: [...head.pieces, ...tail.pieces],
    text: head.text === null || tail.text === null ? null : head.text + tail.text,
    tests: [...head.tests, ...tail.tests],
  };
}

/** A candidate as people read it: `./data/*.json`. */
export const shown = ({ pieces }: Candidate): string => pieces.map((piece) => (piece === STAR ? "*" : piece)).join("");

/** The candidate as a pattern of a capability; null where its text has stars of its own. */
export function patternOf(candidate: Candidate): string | null {
  return candidate.pieces.includes("*") ? null : shown(candidate);
}
