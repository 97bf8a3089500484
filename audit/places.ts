import { realpathSync } from "node:fs";
import path from "node:path";

/** Where the records of a project lie, from its root. They belong into its repository. */
export const LEDGER_FOLDER = ".surety/ledger";
export const LEDGER_FILE = `${LEDGER_FOLDER}/ledger.jsonl`;
/** One signed note a line, each as a JSON string. */
export const CHECKPOINT_FILE = `${LEDGER_FOLDER}/checkpoints.jsonl`;

/** What is said of a ledger that is reached through a link: what it leads to is in no repository, and not what reviewers saw. */
export const LINKED = "it is reached through a symbolic link, and belongs into the repository itself";

/** Whether a link stands on the way from the project to what is there. `file`: one of those above, and there. */
export function isLinked(root: string, file: string, realPath: (path: string) => string = realpathSync.native): boolean {
  return realPath(path.join(root, file)) !== path.join(realPath(root), file);
}
