/** Overrides in force on a program that somebody else keeps and edits (a linter, an editor), without reading the ledger at every keystroke. */
import type { ts } from "../typescript.js";
import type { HirProgram } from "../../core/hir.js";
import type { ObligationId } from "../../core/ids.js";
import { withOverrides } from "../../verifier/with-overrides.js";
import type { FileSystem } from "../program/file-system.js";
import { observeFiles, stillHolds, type Observation } from "../program/observe-files.js";
import { mentionsOverrides } from "./find-overrides.js";
import { judgeProgram } from "./judge-program.js";

export interface HeldOverrides {
  /** `hir` as overrides in force leave it: the same object while they and `hir` are the same. Throws ConfigError for a wrong configuration. */
  apply(program: ts.Program, hir: HirProgram): HirProgram;
  /** Whether what was last applied is what would be applied to `program` now. */
  isCurrent(program: ts.Program): boolean;
}

export interface HeldOverridesOptions {
  /** Absolute. */
  readonly projectRoot: string;
  readonly files: FileSystem;
  readonly wallClock: () => number;
}

interface Judged {
  readonly program: ts.Program;
  readonly hir: HirProgram;
  readonly freed: ReadonlySet<ObligationId>;
  readonly applied: HirProgram;
  readonly observations: readonly Observation[];
  readonly holds: { readonly from: number; readonly to: number } | null;
}

export function createHeldOverrides({ projectRoot, files, wallClock }: HeldOverridesOptions): HeldOverrides {
  const mentions = new WeakMap<ts.SourceFile, boolean>();
  const own: { last: Judged | null } = { last: null };

  const isMentioning = (file: ts.SourceFile): boolean => {
    const known = mentions.get(file) ?? mentionsOverrides(file.text);
    mentions.set(file, known);
    return known;
  };

  /** What was read is as it was, and the day has not changed anything. */
  const holds = ({ observations, holds: period }: Judged): boolean => {
    const now = wallClock();
    return (period === null || (period.from <= now && now <= period.to)) && stillHolds(observations, files);
  };

  return {
    isCurrent: (program) => own.last === null || (own.last.program === program && holds(own.last)),
    apply: (program, hir) => {
      const { last } = own;
      if (last?.program === program && last.hir === hir && holds(last)) return last.applied;
      const sources = program.getSourceFiles().filter((file) => !file.isDeclarationFile && isMentioning(file));
      if (sources.length === 0) {
        own.last = null;
        return hir;
      }
      const observed = observeFiles(files);
      const { freed, holds: period } = judgeProgram(
        { program, files: sources, projectRoot },
        { hir, asked: new Map() },
        { cwd: projectRoot, options: { files: observed, wallClock } },
      );
      const isSame = last?.hir === hir && [...freed].sort().join() === [...last.freed].sort().join();
      const applied = isSame ? last.applied : withOverrides(hir, freed);
      own.last = { program, hir, freed, applied, observations: observed.observations(), holds: period };
      return applied;
    },
  };
}
