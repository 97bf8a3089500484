import { appendFileSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { orConfigError } from "../../audit/failure.js";
import { LEDGER_FOLDER } from "../../audit/places.js";

const LINE = `/${LEDGER_FOLDER}/*.jsonl merge=union -text`;

/** Git keeps the lines of both sides of a merge, and never changes line ends. */
export function useUnionMerge(root: string): void {
  const file = path.join(root, ".gitattributes");
  orConfigError(`\`${file}\` cannot be written`, () => {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    if (text.includes(LINE)) return;
    appendFileSync(file, `${text === "" || text.endsWith("\n") ? "" : "\n"}${LINE}\n`);
  });
}
