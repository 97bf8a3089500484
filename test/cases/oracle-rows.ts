/** What the independent oracle saw. It shares nothing with the project, so it runs as a process of its own. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../source-files.js";
import { casesIn, type CaseSet } from "./case-files.js";

export interface OracleRow {
  /** With extension. */
  readonly file: string;
  /** Violations on exactly the marked lines, none in files that are all in range, and no exception. */
  readonly ok: boolean;
  readonly error: string | null;
  /** `read 12:9-12:13`: the accesses that left the range, by the one-based places of their first character and behind their last. */
  readonly violatedSites: readonly string[];
}

const FOLDER = path.join(ROOT, "test/cases/oracle");

/** One row a file, in its order. Tests in other processes that ask for the same are given the same answer. */
export function askOracle(set: CaseSet): readonly OracleRow[] {
  const hash = createHash("sha256").update(readFileSync(path.join(FOLDER, "oracle.mjs")));
  for (const { name, text } of casesIn(set)) hash.update(JSON.stringify([name, text]));
  const json = path.join(ROOT, "out/oracle", `${set}-${hash.digest("hex").slice(0, 16)}.json`);
  if (!existsSync(json)) renameSync(confirm(set), json);
  return JSON.parse(readFileSync(json, "utf8")) as readonly OracleRow[];
}

/** Returns the file of the rows, whose name no other process uses. */
function confirm(set: CaseSet): string {
  const out = path.join(ROOT, "out/oracle", `${set}-${process.pid}`);
  mkdirSync(path.dirname(out), { recursive: true });
  try {
    execFileSync(process.execPath, ["oracle.mjs", set, "--json", `${out}.json`], {
      cwd: FOLDER,
      env: { ...process.env, ORACLE_OUT: out },
      stdio: "pipe",
      encoding: "utf8",
    });
  } catch (error) {
    // Exit code 1: some file is not confirmed; the rows say which.
    if ((error as { status?: number }).status !== 1) throw error;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  return `${out}.json`;
}
