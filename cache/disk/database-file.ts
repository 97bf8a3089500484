import path from "node:path";

/** Part of the file's name: another layout is another file. */
const LAYOUT = "v1";

/** Its lock file has the same name and `-lock`. Imports no database: the process that verifies names the file and never opens it. */
export const databaseFile = (folder: string): string => path.join(folder, `entries-${LAYOUT}.mdb`);
