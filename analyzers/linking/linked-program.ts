/** What linking is given and what it gives. */
import type { LinearPort } from "../../core/formula.js";
import type { HirFunction } from "../../core/hir.js";
import type { FunctionId } from "../../core/ids.js";
import type { Budgets, EnforcementOptions } from "../../core/options.js";
import type { FunctionWork } from "../../core/work.js";
import type { A2Status } from "../facts/environment.js";
import type { IntrinsicsMemo } from "./tamper.js";
import type { VisitOptions, Visits } from "./visits.js";

export interface LinkedProgram {
  readonly a2: A2Status;
  /** Intrinsics that the facts of the whole program use, sorted: what `harden` must freeze where anything is proved. */
  readonly intrinsics: readonly string[];
  readonly work: (fn: FunctionId) => FunctionWork;
  /** Visits of functions until the fixpoint, for `--stats`. */
  readonly visits: number;
  /** Functions whose works may differ from those of the link before, through the same linker (relink.ts); null: any. */
  readonly changed: ReadonlySet<FunctionId> | null;
}

export interface LinkOptions {
  readonly enforcement: EnforcementOptions;
  readonly budgets: Budgets;
  /** Tier 2, for relations between functions; null: none are sought. */
  readonly linear: LinearPort | null;
  /** Functions whose facts may be held; absent: as link.ts says. It changes what linking costs and nothing that it finds. */
  readonly factsHeld?: number;
  /** Visits also what no obligation depends on. It changes what linking costs and which intrinsics it names, and nothing else that it finds. */
  readonly visitsAll?: boolean;
}

/** What visits of a link go by. */
export function visitOptionsOf({ enforcement, budgets, linear }: LinkOptions): VisitOptions {
  return { enforcement, steps: budgets.abstractSteps, linear, linearSteps: budgets.linearSteps };
}

/** A link that another one can go on from (relink.ts). */
export interface SolvedProgram extends LinkedProgram {
  readonly log: Visits["log"];
  /** The function as its mode and its slots let it run: what is analysed. */
  readonly asRun: (fn: HirFunction) => HirFunction;
  /** From now on `work` gives this function in the place of the one of its name. */
  readonly replace: (fn: HirFunction) => void;
  /** Lets go of what only another link goes on from. */
  readonly forget: () => void;
}

/** What an earlier link with the same options found. */
export interface LinkedBefore {
  readonly log: Visits["log"];
  readonly memo: IntrinsicsMemo;
}
