/**
 * What a program was made from: every question to the file system with the digest of its answer, written down as it was asked. The front
 * end is a function of these answers, so while they are the same, so is the program; and as long as all answers so far are the same, the
 * next question is too.
 */
import { digestOf } from "../../cache/key.js";
import { assertNever } from "../../core/errors.js";
import type { FileSystem } from "./file-system.js";

export type Question = "read" | "status" | "list" | "realPath";
export const QUESTIONS: readonly Question[] = ["read", "status", "list", "realPath"];

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
  const once = <T extends Answer>(question: Question, ask: (path: string) => T): ((path: string) => T) => {
    const answers = new Map<string, T>();
    return (path) => {
      const known = answers.get(path);
      if (known !== undefined) return known;
      const answer = ask(path);
      answers.set(path, answer);
      seen.push({ question, path, answer: digestOfAnswer(answer) });
      return answer;
    };
  };
  return {
    read: once("read", (path) => files.read(path)),
    status: once("status", (path) => files.status(path)),
    list: once("list", (path) => files.list(path)),
    realPath: once("realPath", (path) => files.realPath(path)),
    observations: () => seen,
  };
}

/** Whether `files` still answers as it did. Stops at the first answer that differs. */
export function stillHolds(observations: readonly Observation[], files: FileSystem): boolean {
  return observations.every(({ question, path, answer }) => digestOfAnswer(files[question](path)) === answer);
}

export type Answer = ReturnType<FileSystem[Question]>;

export function digestOfAnswer(answer: Answer): string {
  if (typeof answer === "string") return answer;
  switch (answer.kind) {
    case "failed":
    case "unreadable":
      return `${answer.kind}: ${answer.reason}`;
    case "read":
      return digestOf("bytes" in answer ? answer.bytes : JSON.stringify(answer.entries.map(({ name, kind }) => [name, kind])));
    case "file":
    case "folder":
    case "missing":
      return answer.kind;
    default:
      return assertNever(answer);
  }
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
