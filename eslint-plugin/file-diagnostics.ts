/** What policy says of a file, from the code that `surety verify` says it with: diagnostics of one file, whatever their codes. */
import path from "node:path";
import { heldRoot } from "../compiler/incremental/held-program.js";
import { governProgram, type GovernedModule } from "../compiler/policy/govern.js";
import type { LoadedPolicy } from "../compiler/policy/load-layers.js";
import { NODE_FILE_SYSTEM } from "../compiler/program/file-system.js";
import { modulePathOf } from "../compiler/program/module-path.js";
import { secureProgram } from "../compiler/security/secure-program.js";
import { projectRootOf } from "../compiler/project-root.js";
import { InternalError } from "../core/errors.js";
import type { Capability } from "../core/capability.js";
import type { PlannedCapability } from "../core/plan.js";
import type { Diagnostic } from "../core/report.js";
import type { LintedFile } from "./linted-file.js";

export interface GovernedFile {
  readonly module: GovernedModule;
  /** The configurations that have a say in it. */
  readonly loaded: LoadedPolicy;
  readonly diagnostics: readonly Diagnostic[];
}

const governed = new WeakMap<LintedFile, GovernedFile>();

/** The same for all rules. Needs no types. Throws ConfigError for what is wrong with a configuration. */
export function governedFile(file: LintedFile): GovernedFile {
  const known = governed.get(file);
  if (known !== undefined) return known;
  const { name, cwd, program } = file;
  const projectRoot = program === null ? projectRootOf(path.dirname(name), NODE_FILE_SYSTEM) : heldRoot(program);
  const { modules, diagnostics, policy } = governProgram({
    cwd,
    projectRoot,
    sources: [file.tree()],
    files: NODE_FILE_SYSTEM,
    commandLine: null,
  });
  const module = modules.get(modulePathOf(projectRoot, name));
  if (module === undefined) throw new InternalError(`\`${name}\` is not governed`);
  const found = { module, diagnostics, loaded: policy };
  governed.set(file, found);
  return found;
}

export interface SecuredFile {
  readonly capabilities: readonly PlannedCapability[];
  /** All that the file uses, also what needs no grant. */
  readonly uses: readonly Capability[];
  /** Of what its header declares. */
  readonly unused: readonly Capability[];
  readonly diagnostics: readonly Diagnostic[];
}

const secured = new WeakMap<LintedFile, SecuredFile>();

/** With what the file takes hold of, and which of its overrides are in force. Nothing without types. */
export function securedFile(file: LintedFile): SecuredFile {
  const { program, cwd } = file;
  if (program === null) return { capabilities: [], uses: [], unused: [], diagnostics: [] };
  const known = secured.get(file);
  if (known !== undefined) return known;
  const { authority, diagnostics } = secureProgram(
    { program, files: [file.tree()], projectRoot: heldRoot(program) },
    null,
    { cwd, files: NODE_FILE_SYSTEM },
    {
      safety: null,
      enforcement: { mode: "production", boundary: file.settings.boundary, onViolation: "throw" },
      overrides: { files: NODE_FILE_SYSTEM, wallClock: () => Date.now() },
    },
  );
  const planned = [...authority.values()];
  const found = {
    capabilities: planned.flatMap(({ capabilities }) => capabilities),
    uses: planned.flatMap(({ uses }) => uses),
    unused: planned.flatMap(({ unused }) => unused),
    diagnostics,
  };
  secured.set(file, found);
  return found;
}
