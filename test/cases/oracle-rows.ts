/** What the independent oracle saw. It shares nothing with the project, so it runs as a process of its own. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../source-files.js";
import type { CaseSet } from "./case-files.js";

export interface OracleRow {
  /** With extension. */
  readonly file: string;
  /** Violations on exactly the marked lines, none in files that are all in range, and no exception. */
  readonly ok: boolean;
  readonly error: string | null;
  /** `read 12:9-12:13`: the accesses that left the range, by the one-based places of their first character and behind their last. */
  readonly violatedSites: readonly string[];
}

/** One row a file. `purpose` names the output, so that tests may run side by side. */
export function askOracle(set: CaseSet, purpose: string): readonly OracleRow[] {
  const json = path.join(ROOT, "out/oracle", `${set}-${purpose}.json`);
  mkdirSync(path.dirname(json), { recursive: true });
  try {
    execFileSync(process.execPath, ["oracle.mjs", set, "--json", json], {
      cwd: path.join(ROOT, "test/cases/oracle"),
      env: { ...process.env, ORACLE_OUT: path.join(ROOT, "out/oracle", purpose) },
      stdio: "pipe",
      encoding: "utf8",
    });
  } catch (error) {
    // Exit code 1: some file is not confirmed; the rows say which.
    if ((error as { status?: number }).status !== 1) throw error;
  }
  return JSON.parse(readFileSync(json, "utf8")) as readonly OracleRow[];
}
