/** The contracts of a program while it is lowered: each declaration is parsed, resolved and reported once, however often it is asked for. */
import type { ts } from "../../typescript.js";
import type { AnnotationProblem, Contract, ContractTerm } from "../../../core/contract.js";
import type { PropertyClaim } from "../../../core/hir.js";
import type { StaticType } from "../../../core/static-type.js";
import type { Span } from "../../../core/span.js";
import type { FunctionId } from "../../../core/ids.js";
import type { Binding, Unit } from "../binding.js";
import type { ModuleBindings } from "../module-bindings.js";

/** A contract in force, with where its condition stands. */
export interface DeclaredContract {
  readonly contract: Contract;
  readonly span: Span;
}

/** What a function owes and may rely on. */
export interface FunctionContracts {
  /** Owed by callers, checked on entry; the invariants of the class included. */
  readonly entry: readonly DeclaredContract[];
  /** Owed where the function returns; the invariants of the class included. */
  readonly exit: readonly DeclaredContract[];
  /** Whether what it ensures holds when a call of it has returned: nothing runs between the check and the caller. */
  readonly exitHolds: boolean;
}

/** What name resolution and type checking found out about a term, by the term itself. */
export interface TermNote {
  readonly binding: Binding | null;
  readonly claim: PropertyClaim;
  readonly type: StaticType;
}

export interface ContractTable {
  readonly ofUnit: Map<Unit, FunctionContracts>;
  readonly ofLoop: Map<ts.Node, readonly DeclaredContract[]>;
  readonly notes: WeakMap<ContractTerm, TermNote>;
  readonly problems: Map<ts.SourceFile, AnnotationProblem[]>;
  /** Whether anything in the file looks like a contract. */
  readonly mentions: Map<ts.SourceFile, boolean>;
  /** Starts of the comments that belong to something. */
  readonly attached: Map<ts.SourceFile, Set<number>>;
  /** Units by id, filled when first asked for. */
  readonly units: Map<FunctionId, Unit>;
  /** Modules by path, filled when a unit is first asked for. */
  readonly modules: Map<string, ModuleBindings>;
}

export const createContractTable = (): ContractTable => ({
  ofUnit: new Map(),
  ofLoop: new Map(),
  notes: new WeakMap(),
  problems: new Map(),
  mentions: new Map(),
  attached: new Map(),
  units: new Map(),
  modules: new Map(),
});

export function noteProblem(table: ContractTable, file: ts.SourceFile, problem: AnnotationProblem): void {
  const known = table.problems.get(file);
  if (known === undefined) table.problems.set(file, [problem]);
  else if (!known.some((one) => one.span.start === problem.span.start && one.message === problem.message)) known.push(problem);
}
