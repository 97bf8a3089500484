/**
 * What a program was made from: every question to the file system with the digest of its answer, written down as it was asked. The front
 * end is a function of these answers, so while they are the same, so is the program; and as long as all answers so far are the same, the
 * next question is too.
 */
import { digestOf } from "../../cache/key.js";
import { assertNever } from "../../core/errors.js";
import type { Contents, FileSystem, Listing, PathStatus } from "./file-system.js";

type Question = "read" | "status" | "list" | "realPath";
const QUESTIONS: readonly Question[] = ["read", "status", "list", "realPath"];

export interface Observation {
  readonly question: Question;
  readonly path: string;
  readonly answer: string;
}

export interface ObservedFiles extends FileSystem {
  /** In the order asked, each once. */
  observations(): readonly Observation[];
}

/** Every question is asked of `files` once: one run sees one state of each file. */
export function observeFiles(files: FileSystem): ObservedFiles {
  const seen: Observation[] = [];
  const once = <T>(question: Question, ask: (path: string) => T, digest: (answer: T) => string): ((path: string) => T) => {
    const answers = new Map<string, T>();
    return (path) => {
      const known = answers.get(path);
      if (known !== undefined) return known;
      const answer = ask(path);
      answers.set(path, answer);
      seen.push({ question, path, answer: digest(answer) });
      return answer;
    };
  };
  return {
    read: once("read", (path) => files.read(path), digestOfContents),
    status: once("status", (path) => files.status(path), digestOfStatus),
    list: once("list", (path) => files.list(path), digestOfListing),
    realPath: once(
      "realPath",
      (path) => files.realPath(path),
      (answer) => answer,
    ),
    observations: () => seen,
  };
}

/** Whether `files` still answers as it did. Stops at the first answer that differs. */
export function stillHolds(observations: readonly Observation[], files: FileSystem): boolean {
  return observations.every(({ question, path, answer }) => answerTo(question, path, files) === answer);
}

function answerTo(question: Question, path: string, files: FileSystem): string {
  switch (question) {
    case "read":
      return digestOfContents(files.read(path));
    case "status":
      return digestOfStatus(files.status(path));
    case "list":
      return digestOfListing(files.list(path));
    case "realPath":
      return files.realPath(path);
    default:
      return assertNever(question);
  }
}

function digestOfContents(contents: Contents): string {
  return contents.kind === "read" ? digestOf(contents.bytes) : `failed: ${contents.reason}`;
}

function digestOfStatus(status: PathStatus): string {
  return status.kind === "unreadable" ? `unreadable: ${status.reason}` : status.kind;
}

function digestOfListing(listing: Listing): string {
  if (listing.kind === "failed") return `failed: ${listing.reason}`;
  return digestOf(JSON.stringify(listing.entries.map(({ name, kind }) => [name, kind])));
}

/** Null for what is no list of observations. */
export function decodeObservations(value: unknown): readonly Observation[] | null {
  if (!Array.isArray(value)) return null;
  const found: Observation[] = [];
  for (const entry of value as readonly unknown[]) {
    if (!Array.isArray(entry) || entry.length !== 3) return null;
    const [name, path, answer] = entry as readonly unknown[];
    const question = QUESTIONS.find((one) => one === name);
    if (question === undefined || typeof path !== "string" || typeof answer !== "string") return null;
    found.push({ question, path, answer });
  }
  return found;
}

export function encodeObservations(observations: readonly Observation[]): unknown {
  return observations.map(({ question, path, answer }) => [question, path, answer]);
}
