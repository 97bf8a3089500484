/**
 * Linking one program after another. A link is the same sequence of visits, each a function of what it is given, and of a few things
 * that it reads of the program directly (`faceOf`, `haveSameFrame`). So if those are the same, and every visit of the functions that changed
 * ends for the new function as it ended for the old one, then linking the new program anew would make the same sequence and come to the
 * same facts: no other function is concerned. Else it is linked anew, and visits of unchanged functions in unchanged environments are
 * taken from the last time. Either way the result is that of a link from scratch.
 */
import type { HirFunction, HirProgram } from "../../core/hir.js";
import type { FunctionId } from "../../core/ids.js";
import { askedBy, baseConstructorsOf, namesArguments } from "./call-graph.js";
import { storesOf } from "./cell-stores.js";
import { ANY_EFFECTS } from "./call-effects.js";
import { stopsIn } from "./stops.js";
import { solveProgram } from "./link.js";
import { visitOptionsOf, type LinkedProgram, type LinkOptions, type SolvedProgram } from "./linked-program.js";
import { sameData } from "../../core/same-data.js";
import { keepSlots, slotOf } from "../fields/slots.js";
import { shiftBetween } from "../../core/shift.js";
import {
  createIntrinsicsMemo,
  intrinsicsStatus,
  keepsIntrinsicsStatus,
  type ChangedModule,
  type IntrinsicsMemo,
} from "./tamper.js";
import { makeVisit, type LoggedVisit } from "./visits.js";

export interface Linker {
  link(program: HirProgram): LinkedProgram;
}

/** More changed functions than this are linked anew without a trial. */
const MOST_CHANGED = 100;

interface Last {
  readonly program: HirProgram;
  readonly solved: SolvedProgram;
  readonly log: Map<string, readonly LoggedVisit[]>;
  readonly constructors: Readonly<Record<string, string>>;
}

export function createLinker(options: LinkOptions): Linker {
  const own: { last: Last | null } = { last: null };
  const memo = createIntrinsicsMemo();
  return {
    link: (program) => {
      const { last } = own;
      const goneOn = last === null ? null : goOn(last, program, { ...options, memo });
      if (goneOn !== null) {
        own.last = goneOn.last;
        return { ...goneOn.last.solved, changed: goneOn.changed };
      }
      const solved = solveProgram(program, options, { log: last?.log ?? new Map(), memo });
      own.last = { program, solved, log: new Map(solved.log), constructors: baseConstructorsOf(program) };
      return solved;
    },
  };
}

/** Null: the change may concern other functions than those that changed. */
function goOn(
  last: Last,
  program: HirProgram,
  { enforcement, budgets, linear, memo }: LinkOptions & { readonly memo: IntrinsicsMemo },
): { readonly last: Last; readonly changed: ReadonlySet<FunctionId> } | null {
  // What A1t says of a function's types comes from a table of the whole program.
  if (enforcement.boundary === "trusted" || !haveSameFrame(last.program, program)) return null;
  const replaced = replacedFunctions(last.program, program);
  if (replaced === null) return null;
  const changed = replaced.filter(({ was, is }) => shiftBetween(was, is) === null);
  if (changed.length > MOST_CHANGED) return null;
  // Also where functions only moved: then the next program is compared with this one.
  const modules = replacedModules(last.program, program);
  const keepsStatus =
    keepsIntrinsicsStatus(last.program, program, { changed: modules, memo }) ||
    sameData(intrinsicsStatus(program, memo), last.solved.a2);
  if (!keepsStatus) return null;
  if (!keepSlots(program, modules)) return null;
  const { asRun } = last.solved;
  const visitOptions = visitOptionsOf({ enforcement, budgets, linear });
  // Classes are alike.
  const { constructors } = last;
  const visits = new Map<string, readonly LoggedVisit[]>();
  for (const { was, is } of changed) {
    const fn = asRun(is);
    // What it stores in a slot decides about relations (slot-relations.ts), and no visit tells of those.
    if (slotsNamed(fn) || !sameData(faceOf(asRun(was), constructors), faceOf(fn, constructors))) return null;
    const made: LoggedVisit[] = [];
    for (const logged of last.log.get(was.id) ?? []) {
      const visit = makeVisit({ ...logged, fn }, visitOptions);
      if (!sameData(visit.exports, logged.exports)) return null;
      if (logged.ensures !== null && !sameData(visit.ensures(), logged.ensures)) return null;
      made.push({ ...logged, fn });
    }
    visits.set(is.id, made);
  }
  for (const { was, is } of replaced) {
    last.solved.replace(is);
    // A visit of a function that only moved ends as it did.
    const logged = last.log.get(was.id);
    if (!visits.has(is.id) && logged !== undefined) {
      const fn = asRun(is);
      visits.set(
        is.id,
        logged.map((one) => ({ ...one, fn })),
      );
    }
  }
  for (const [id, made] of visits) last.log.set(id, made);
  return { last: { ...last, program }, changed: new Set(replaced.map(({ is }) => is.id)) };
}

interface Replaced {
  readonly was: HirFunction;
  readonly is: HirFunction;
}

/** Null: functions come, go, or change their order. */
function replacedFunctions(before: HirProgram, after: HirProgram): readonly Replaced[] | null {
  const replaced: Replaced[] = [];
  for (const [at, module] of after.modules.entries()) {
    const old = before.modules[at];
    if (old === module) continue;
    if (old?.path !== module.path || old.functions.length !== module.functions.length) return null;
    for (const [k, is] of module.functions.entries()) {
      const was = old.functions[k];
      if (was?.id !== is.id) return null;
      if (was !== is) replaced.push({ was, is });
    }
  }
  return replaced;
}

/** Of programs with the same modules in the same order. */
function replacedModules(before: HirProgram, after: HirProgram): readonly ChangedModule[] {
  return after.modules.flatMap((is, at) => {
    const was = before.modules[at];
    return was === undefined || was === is ? [] : [{ was, is }];
  });
}

/** What linking reads of a program besides its functions, and besides what A1t says. */
function haveSameFrame(before: HirProgram, after: HirProgram): boolean {
  const frame = ({ modules, cells, classes, objectTypes: _types, reachedPrivates: _privates, ...rest }: HirProgram): unknown => [
    modules.length,
    cells,
    classes,
    rest,
  ];
  return sameData(frame(before), frame(after));
}

const slotsNamed = ({ blocks }: HirFunction): boolean =>
  blocks.some(({ instrs }) => instrs.some((instr) => slotOf(instr) !== null));

/** What linking reads of a function besides visiting it. */
function faceOf(fn: HirFunction, constructors: Readonly<Record<string, string>>): unknown {
  const checked = new Set<number>(fn.contracts.checkedCalls);
  const instrs = fn.blocks.flatMap((block) => block.instrs);
  return {
    asked: askedBy(fn, constructors),
    stores: storesOf(fn),
    closed: fn.closed,
    kind: fn.kind,
    flavour: fn.flavour,
    params: fn.params,
    effects: ANY_EFFECTS(fn),
    hasSites: fn.sites.length > 0,
    namesArguments: namesArguments(fn),
    stops: instrs.some(({ op }) => op === "setCell") ? stopsIn([fn]) : [],
    calls: instrs.flatMap((i) => (i.op === "call" && i.target !== null ? [[i.target, checked.has(i.out)]] : [])),
  };
}
