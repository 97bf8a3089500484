/** What lowering carries about: the program, the module, the function. */
import type { ts } from "../typescript.js";
import type { Site } from "../../core/site.js";
import type { StaticType } from "../../core/static-type.js";
import type { CellId, FunctionId, LocalId, SiteId, ValueId } from "../../core/ids.js";
import type { ToleratedSite } from "../../core/hir.js";
import type { AccessorNames } from "./accessor-names.js";
import type { Binding, Unit } from "./binding.js";
import type { ContractTable } from "./contracts/table.js";
import type { ControlEntry } from "./control.js";
import type { FunctionBuilder } from "./function-builder.js";
import type { FileLooseStores } from "./loose-stores.js";
import type { ModuleBindings } from "./module-bindings.js";
import type { ObjectTypes } from "./object-types.js";
import type { RegionDraft } from "./regions.js";

export interface ProgramContext {
  readonly checker: ts.TypeChecker;
  readonly options: ts.CompilerOptions;
  readonly modules: ReadonlyMap<ts.SourceFile, ModuleBindings>;
  readonly staticTypeOf: (type: ts.Type) => StaticType;
  /** What a variable, parameter or member that is declared with the type may hold. */
  readonly declaredTypeOf: (type: ts.Type) => StaticType;
  readonly objectTypes: ObjectTypes;
  /** `[[Define]]` semantics for class fields. */
  readonly definesFields: boolean;
  /** `const enum`s are objects at run time, and their members are read from those. */
  readonly keepsConstEnums: boolean;
  /**
   * Fields and `#name`s are emitted as they stand (ES2022); else by calls of `Object.defineProperty` in the constructor's body, and of methods of
   * `WeakMap`.
   */
  readonly nativeFields: boolean;
  /** Names that the program itself may make accessors of: fields of that name may be overridden. */
  readonly accessorNames: AccessorNames;
  /** Who writes and reads each cell. */
  readonly writers: Map<CellId, Set<FunctionId>>;
  readonly readers: Map<CellId, Set<FunctionId>>;
  readonly contracts: ContractTable;
  /** Cells of computed field names and the like, made while lowering, are found through their binding. */
  readonly importCache: Map<Binding, ImportTarget>;
  readonly uncompiled: Set<string>;
}

export type ImportTarget =
  | { readonly kind: "binding"; readonly binding: Binding }
  | { readonly kind: "namespace"; readonly module: ModuleBindings; readonly specifier: string }
  | { readonly kind: "opaque"; readonly module: string; readonly name: string };

export interface ModuleContext {
  readonly program: ProgramContext;
  readonly bindings: ModuleBindings;
  readonly tolerated: Map<ts.Node, ToleratedSite>;
  readonly loose: FileLooseStores;
}

export interface FunctionContext {
  readonly module: ModuleContext;
  readonly program: ProgramContext;
  readonly checker: ts.TypeChecker;
  readonly unit: Unit;
  readonly b: FunctionBuilder;
  readonly localOf: Map<Binding, LocalId>;
  readonly sites: Site[];
  /** Copies of an access (finally blocks, fields after several `super` calls) share its sites. */
  readonly sitesOf: Map<ts.Node, readonly SiteId[]>;
  /** Pattern elements apart: `[a[i]] = x` has a read of the pattern and a write of the target at one node. */
  readonly patternSitesOf: Map<ts.Node, readonly SiteId[]>;
  readonly regions: RegionDraft[];
  /** Sites of contracts, by place and contract. */
  readonly contractSites: Map<string, SiteId>;
  /** What the function requires, at its own entry, and the instructions that evaluate it. */
  readonly entry: { readonly sites: SiteId[]; from: number; to: number };
  readonly checkedCalls: ValueId[];
  /** Values kept at the entry for what the function ensures. */
  readonly olds: Map<string, LocalId>;
  readonly unsupported: Map<string, number>;
  readonly writesCells: Set<CellId>;
  /** Innermost last. */
  control: readonly ControlEntry[];
  /** Expressions we are inside of. */
  nesting: number;
  /** How many copies of `finally` blocks we are inside of. */
  copying: number;
}

/** Enough to say what a name means. */
export type NameContext = Pick<FunctionContext, "module" | "program">;
