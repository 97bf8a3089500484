import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { casesFolder } from "./paths.mjs";
import { stage } from "./stage.mjs";

/**
 * @typedef {object} Case
 * @property {string} name file name without extension
 * @property {string} file path in the stage, as reports name it: `src/01-x.ts`
 * @property {readonly number[]} marks lines that carry `// OOB`, from 1
 */

/**
 * @typedef {object} CaseSet
 * @property {import("./stage.mjs").Stage} stage
 * @property {readonly Case[]} cases sorted by name
 */

/**
 * Copies the cases of one kind to a stage.
 * @param {"provable" | "traps"} kind
 * @param {string | undefined} only part of a name; all when undefined
 * @returns {CaseSet}
 * @throws Error when none is left
 */
export function stageCases(kind, only) {
  const folder = casesFolder(kind);
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && (only === undefined || file.includes(only)))
    .sort();
  if (names.length === 0) throw new Error(`no case in ${folder} has \`${only ?? ".ts"}\` in its name`);
  const staged = stage(`cases/${kind}`, {
    sources: folder,
    include: (path) => path === folder || names.includes(basename(path)),
    compilerOptions: { types: [] },
  });
  const cases = names.map((file) => {
    const lines = readFileSync(join(staged.sources, file), "utf8").split("\n");
    const marks = lines.flatMap((text, index) => (/\/\/ OOB\b/.test(text) ? [index + 1] : []));
    return { name: file.slice(0, -3), file: `src/${file}`, marks };
  });
  return { stage: staged, cases };
}

/**
 * A project of one case only: facts about the whole program (who calls, who tampers with intrinsics) are then about that case alone.
 * @param {CaseSet} set @param {Case} one
 * @returns {string} file name of its tsconfig in the stage
 */
export function singleProject(set, one) {
  const file = `tsconfig.${one.name}.json`;
  writeFileSync(join(set.stage.folder, file), JSON.stringify({ extends: "./tsconfig.json", include: [], files: [one.file] }));
  return file;
}
