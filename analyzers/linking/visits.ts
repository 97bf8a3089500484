/**
 * Visits: the facts of one function in one environment, as linking needs them. A visit is a function of what it is given, so a visit that
 * was made, in this link or in one before, need not be made again; and a link in which every visit ends as it did before ends as before
 * (relink.ts).
 */
import type { LinearPort } from "../../core/formula.js";
import type { HirFunction } from "../../core/hir.js";
import type { EnforcementOptions } from "../../core/options.js";
import { guardsStop } from "../interpretation/enforced.js";
import type { Environment } from "../facts/environment.js";
import { functionFacts } from "../escape/function-facts.js";
import type { BoundaryAtom } from "../facts/paths.js";
import { postconditions } from "./postconditions.js";
import { sameData } from "../../core/same-data.js";
import { shiftBetween } from "../../core/shift.js";
import type { CalleeFace } from "./call-effects.js";
import { summarise, type Exports } from "./summarise.js";

export interface VisitInput {
  readonly fn: HirFunction;
  readonly environment: Environment;
  /** By the targets it names. */
  readonly callees: Readonly<Record<string, CalleeFace>>;
}

export interface Visit {
  /** Null: the function cannot be analysed. */
  readonly exports: Exports | null;
  /** What holds when it has returned. */
  ensures(): readonly BoundaryAtom[];
}

export interface VisitOptions {
  readonly enforcement: EnforcementOptions;
  /** Of the abstract interpreter. */
  readonly steps: number;
  /** Null: no relations between functions are sought. */
  readonly linear: LinearPort | null;
  readonly linearSteps: number;
}

/** A visit that was made. */
export interface LoggedVisit extends VisitInput {
  readonly exports: Exports | null;
  /** Null: nobody asked. */
  readonly ensures: readonly BoundaryAtom[] | null;
}

export interface Visits {
  visit(input: VisitInput): Visit;
  /** All visits so far, by function. */
  readonly log: ReadonlyMap<string, readonly LoggedVisit[]>;
  forget(): void;
}

/** Makes one visit. */
export function makeVisit({ fn, environment, callees }: VisitInput, options: VisitOptions): Visit {
  const { enforcement, steps } = options;
  const guardFacts = guardsStop(fn, enforcement);
  const known = functionFacts(fn, environment, { trusted: enforcement.boundary === "trusted", guardFacts, steps });
  if (known.kind === "failed") return { exports: null, ensures: () => [] };
  const { linear } = options;
  return {
    exports: summarise(fn, known, environment, callees),
    ensures: () => (linear === null ? [] : postconditions(known, linear, guardFacts, options.linearSteps)),
  };
}

/** `before`: visits of an earlier link, under the same options. */
export function createVisits(options: VisitOptions, before: Visits["log"]): Visits {
  const log = new Map<string, LoggedVisit[]>();
  return {
    visit: (input) => {
      const { fn } = input;
      const own = log.get(fn.id) ?? [];
      log.set(fn.id, own);
      const isSame = (other: LoggedVisit): boolean =>
        shiftBetween(other.fn, fn) !== null &&
        sameData(other.environment, input.environment) &&
        sameData(other.callees, input.callees);
      const made = own.find(isSame) ?? before.get(fn.id)?.find(isSame);
      const visit = made === undefined ? makeVisit(input, options) : again(made, input, options);
      const at = made === undefined ? -1 : own.indexOf(made);
      const place = at === -1 ? own.length : at;
      own[place] =
        made === undefined ? { ...input, exports: visit.exports, ensures: null } : made.fn === fn ? made : { ...made, fn };
      return {
        exports: visit.exports,
        ensures: () => {
          const known = own[place];
          if (known !== undefined && known.ensures !== null) return known.ensures;
          const ensures = visit.ensures();
          if (known !== undefined) own[place] = { ...known, ensures };
          return ensures;
        },
      };
    },
    log,
    forget: () => {
      log.clear();
    },
  };
}

function again({ exports, ensures }: LoggedVisit, input: VisitInput, options: VisitOptions): Visit {
  return { exports, ensures: () => ensures ?? makeVisit(input, options).ensures() };
}
