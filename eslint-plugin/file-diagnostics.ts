/** What policy says of a file, from the code that `surety verify` says it with: diagnostics of one file, whatever their codes. */
import path from "node:path";
import { heldRoot } from "../compiler/incremental/held-program.js";
import { governProgram, type GovernedModule } from "../compiler/policy/govern.js";
import { NODE_FILE_SYSTEM } from "../compiler/program/file-system.js";
import { modulePathOf } from "../compiler/program/module-path.js";
import { secureProgram } from "../compiler/security/secure-program.js";
import { projectRootOf } from "../compiler/project-root.js";
import { InternalError } from "../core/errors.js";
import type { Diagnostic } from "../core/report.js";
import type { LintedFile } from "./linted-file.js";

export interface GovernedFile {
  readonly module: GovernedModule;
  readonly diagnostics: readonly Diagnostic[];
}

const governed = new WeakMap<LintedFile, GovernedFile>();

/** The same for all rules. Needs no types. Throws ConfigError for what is wrong with a configuration. */
export function governedFile(file: LintedFile): GovernedFile {
  const known = governed.get(file);
  if (known !== undefined) return known;
  const { name, cwd, program } = file;
  const projectRoot = program === null ? projectRootOf(path.dirname(name), NODE_FILE_SYSTEM) : heldRoot(program);
  const { modules, diagnostics } = governProgram({
    cwd,
    projectRoot,
    sources: [file.tree()],
    files: NODE_FILE_SYSTEM,
    commandLine: null,
  });
  const module = modules.get(modulePathOf(projectRoot, name));
  if (module === undefined) throw new InternalError(`\`${name}\` is not governed`);
  const found = { module, diagnostics };
  governed.set(file, found);
  return found;
}

const secured = new WeakMap<LintedFile, readonly Diagnostic[]>();

/** With what the file takes hold of, and which of its overrides are in force. Nothing without types. */
export function securedFile(file: LintedFile): readonly Diagnostic[] {
  const { program, cwd } = file;
  if (program === null) return [];
  const known = secured.get(file);
  if (known !== undefined) return known;
  const { diagnostics } = secureProgram(
    { program, files: [file.tree()], projectRoot: heldRoot(program) },
    null,
    { cwd, files: NODE_FILE_SYSTEM },
    {
      safety: null,
      enforcement: { mode: "production", boundary: file.settings.boundary, onViolation: "throw" },
      overrides: { files: NODE_FILE_SYSTEM, wallClock: () => Date.now() },
    },
  );
  secured.set(file, diagnostics);
  return diagnostics;
}
