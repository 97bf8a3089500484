/** Where the records of a project lie, from its root. They belong into its repository. */
export const LEDGER_FOLDER = ".surety/ledger";
export const LEDGER_FILE = `${LEDGER_FOLDER}/ledger.jsonl`;
/** One signed note a line, each as a JSON string. */
export const CHECKPOINT_FILE = `${LEDGER_FOLDER}/checkpoints.jsonl`;
