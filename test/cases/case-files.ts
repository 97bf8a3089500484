/** The case files and their marks. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../source-files.js";

export type CaseSet = "provable" | "own-provable" | "programs" | "traps" | "own-traps" | "marked";

export interface CaseFile {
  /** Without extension. */
  readonly name: string;
  /** From the root, forward slashes: as reports name it when the tool runs at the root. */
  readonly path: string;
  readonly text: string;
  /** One-based lines that really go out of range when `run()` is called, confirmed by the oracle. */
  readonly outOfRange: readonly number[];
  /** One-based lines all of whose sites must be proved. */
  readonly proved: readonly number[];
}

function linesWith(text: string, mark: RegExp): readonly number[] {
  return text.split("\n").flatMap((line, index) => (mark.test(line) ? [index + 1] : []));
}

/** Sorted by name; empty when there is no such folder. */
export function casesIn(set: CaseSet): readonly CaseFile[] {
  const folder = path.join(ROOT, "test/cases", set);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(folder, name), "utf8");
      return {
        name: name.replace(/\.ts$/u, ""),
        path: `test/cases/${set}/${name}`,
        text,
        outOfRange: linesWith(text, /\/\/ OOB\b/u),
        proved: linesWith(text, /\/\/ PROVED\b/u),
      };
    });
}

/**
 * Whether a file must be a program of its own: what tampers with intrinsics disarms assumption A2 for every file it is verified
 * with, and would hide wrong proofs there; others keep matching from being the original. Chosen widely, by what the text mentions.
 */
export function touchesIntrinsics({ text }: CaseFile): boolean {
  return /\bprototype\b|\bsetPrototypeOf\b|\bglobalThis\b|\bFunction\(|\beval\b|\bReflect\b|\b__define(?:G|S)etter__\b|\bdefineProperty\b|Object\.assign|\bexec\b|\b(?:Math|Number|Array|Object)\.\w+ = /u.test(
    text,
  );
}

/**
 * Half of the cases, or all with `SURETY_ALL_CASES=1`. Every case is built for production; what is proved there is proved in development, too, and no
 * more is proved where a violation is only reported.
 */
export const halfOf = <File>(files: readonly File[], half: 0 | 1): readonly File[] =>
  process.env["SURETY_ALL_CASES"] === "1" ? files : files.filter((_, index) => index % 2 === half);
