/** Finds as files: what once was proved and goes wrong, kept for ever (test/fuzz/found.test.ts). */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Finding } from "./fuzz.js";
import type { Setting } from "./verify-texts.js";

export interface FoundFile {
  readonly name: string;
  readonly text: string;
  /** Keeps A1t: must be unproved under the trusted boundary, too. */
  readonly conforms: boolean;
  /** One-based lines that go out of range. */
  readonly outOfRange: readonly number[];
}

const FOLDER = "test/fuzz/found";
const CONFORMS = "// Conforms to its types (A1t).";

/** Marks the line of the access, says where it comes from, and writes it. Returns the path from the root. */
export function storeFinding(root: string, { name, find, text }: Finding): string {
  const line = Number(/ (\d+):/u.exec(find.access)![1]);
  const lines = text.split("\n").map((content, k) => (k === line - 1 ? `${content} // OOB` : content));
  const head = [
    `// Found by the fuzzer (${name}): \`${find.access}\` was proved in ${settingWords(find.setting)}: ${find.evidence.slice(0, 200)}.`,
    ...(find.setting.boundary === "trusted" ? [CONFORMS] : []),
  ];
  const file = `${name.replace(/[^\w]+/gu, "-").slice(-60)}.ts`;
  mkdirSync(path.join(root, FOLDER), { recursive: true });
  writeFileSync(path.join(root, FOLDER, file), `${[...head, ...lines].join("\n").trimEnd()}\n`);
  return `${FOLDER}/${file}`;
}

export const settingWords = ({ boundary, onViolation }: Setting): string => `${boundary}/${onViolation}`;

/** Sorted by name. */
export function foundFiles(root: string): readonly FoundFile[] {
  return readdirSync(path.join(root, FOLDER))
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(root, FOLDER, name), "utf8");
      const outOfRange = text.split("\n").flatMap((line, k) => (/\/\/ OOB\b/u.test(line) ? [k + 1] : []));
      return { name, text, conforms: text.includes(CONFORMS), outOfRange };
    });
}
