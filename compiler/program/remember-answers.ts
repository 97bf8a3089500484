/**
 * What a program that is verified again and again was last made from: the last answer to each question to the file system. Systems tell of one
 * change several times, some of it late; with this, what changes nothing can be told from what does.
 */
import path from "node:path";
import type { FileSystem } from "./file-system.js";
import { digestOfAnswer, QUESTIONS, type Answer, type Question } from "./observe-files.js";

export interface RememberedFiles extends FileSystem {
  /** A run begins. `forget`: it asks everything anew, and what it does not ask has no part in it. */
  begin(forget: boolean): void;
  /** Whether a run that asked again about these places would be answered as it was. False when it is not known. */
  agrees(places: TouchedPlaces): boolean;
}

/** Absolute. */
export interface TouchedPlaces {
  readonly files: Iterable<string>;
  /** Folders that came or went. What is in them is asked about; a file in them that nobody asked about is among `files`. */
  readonly folders: Iterable<string>;
}

/** Digests of answers. */
type Answers = Partial<Record<Question, string>>;

export function rememberAnswers(files: FileSystem): RememberedFiles {
  const known = new Map<string, Answers>();
  /** Asked in this run. */
  const asked = new Map<string, Answers>();
  /** Places that answered one run in two ways: it may have gone by either. */
  const torn = new Set<string>();
  const remembering =
    <T extends Answer>(question: Question, ask: (place: string) => T): ((place: string) => T) =>
    (place) => {
      const answer = ask(place);
      const digest = digestOfAnswer(answer);
      const before = asked.get(place)?.[question];
      if (before !== undefined && before !== digest) torn.add(place);
      for (const answers of [known, asked]) answers.set(place, { ...answers.get(place), [question]: digest });
      return answer;
    };
  const stays = (place: string, question: Question): boolean => {
    const last = known.get(place)?.[question];
    return last === undefined || last === digestOfAnswer(files[question](place));
  };
  const holds = (place: string): boolean => !torn.has(place) && QUESTIONS.every((question) => stays(place, question));
  /** A file that stands there must have been looked into: a run that did not may know it by another name. */
  const isKnown = (file: string): boolean =>
    files.status(file).kind === "missing"
      ? known.get(path.dirname(file))?.list !== undefined || known.get(file)?.status !== undefined
      : known.get(file)?.read !== undefined;
  const agreesOn = (place: string): boolean => holds(place) && holds(path.dirname(place));
  return {
    read: remembering("read", (file) => files.read(file)),
    status: remembering("status", (place) => files.status(place)),
    list: remembering("list", (folder) => files.list(folder)),
    realPath: remembering("realPath", (place) => files.realPath(place)),
    begin: (forget) => {
      asked.clear();
      torn.clear();
      if (forget) known.clear();
    },
    agrees: (places) => {
      const folders = [...places.folders];
      const inside = [...(folders.length === 0 ? [] : known.keys())].filter((place) =>
        folders.some((folder) => place.startsWith(`${folder}${path.sep}`)),
      );
      const touched = [...places.files];
      return touched.every(isKnown) && [...touched, ...folders].every(agreesOn) && inside.every(holds);
    },
  };
}
