/** The sessions of this process, one for each choice of settings that verdicts depend on. */
import path from "node:path";
import type { ts } from "../compiler/typescript.js";
import { cacheFolder, projectFolder } from "../cache/location.js";
import { createLintSession, MODULE_STEPS, type FileVerdicts, type LintSession } from "../compiler/lint-session.js";
import { storedResults } from "../verifier/stored-results.js";
import { readConfigIn } from "../compiler/policy/read-config.js";
import { NODE_FILE_SYSTEM } from "../compiler/program/file-system.js";
import type { LintSettings } from "./settings.js";

/** Of the database, when it has to be made. */
const MAX_BYTES = 512 * (1 << 20);

/** Module state on purpose: an editor's process lints the same program thousands of times. */
const sessions = new Map<string, LintSession>();

export function verdictsFor(program: ts.Program, file: ts.SourceFile, { boundary, cache }: LintSettings): FileVerdicts {
  const key = JSON.stringify([boundary, cache]);
  const session =
    sessions.get(key) ??
    createLintSession({
      enforcement: { mode: "production", boundary, onViolation: "throw" },
      resultsFor: (root) =>
        cache === false
          ? null
          : storedResults({
              folder: cache === null ? configuredFolder(root) : path.resolve(root, cache),
              maxBytes: MAX_BYTES,
            }),
      moduleSteps: MODULE_STEPS,
    });
  sessions.set(key, session);
  return session.verdictsOf(program, file);
}

/** Where `surety verify` keeps its results: as the project says, or as it is by default. Throws ConfigError for a wrong configuration. */
function configuredFolder(root: string): string {
  const folder = projectFolder(root);
  const directory = readConfigIn(folder, NODE_FILE_SYSTEM, (file) => file)?.config.cache.directory ?? null;
  return directory === null ? cacheFolder(root, process.env) : path.resolve(folder, directory);
}
