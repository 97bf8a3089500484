/** Names and the code that they live in: what `scopes.ts` finds out before any instruction is made. */
import type { ts } from "../typescript.js";
import type { CellId, ClassId, FunctionId } from "../../core/ids.js";
import type { FunctionFlavour, FunctionKind } from "../../core/hir.js";

export type BindingKind =
  | "var"
  | "let"
  | "const"
  | "using"
  | "param"
  | "catch"
  | "function"
  | "class"
  /** The name of a function or class expression, visible inside it only. */
  | "ownName"
  | "enum"
  /** A member of an enum, named bare by a later member's initialiser. */
  | "enumMember"
  | "namespace"
  /** An exported variable of a namespace: a property of the namespace object. */
  | "namespaceMember"
  | "import"
  | "importEquals"
  /** `export default e`, `export = e`: a cell that no code of the module can name. */
  | "exportValue";

/** Code that becomes one `HirFunction`. */
export interface Unit {
  readonly id: FunctionId;
  readonly name: string;
  readonly kind: FunctionKind;
  readonly flavour: FunctionFlavour;
  /** The function, source file or namespace; for constructors without source and static parts the class. */
  readonly node: ts.Node;
  readonly sourceFile: ts.SourceFile;
  readonly parent: Unit | null;
  /** The class whose constructor, method, accessor or static part this is. */
  readonly ofClass: ClassInfo | null;
  readonly strict: boolean;
  /** Own `arguments` object mentioned: by the unit itself, or by an arrow function inside it. */
  usesArguments: "no" | "directly" | "fromArrow";
  /** `arguments` used other than as `arguments[i]` or `arguments.length`. */
  leaksArguments: boolean;
  /** A `with` statement or direct `eval` can see or change names of it. */
  dynamic: boolean;
  /** Bindings that are reached from inner units, in declaration order. */
  readonly cells: Binding[];
  readonly bindings: Binding[];
}

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  readonly unit: Unit;
  /** Declarations with code, in source order: identifiers, or the node that stands for an unnamed one. */
  readonly declarations: ts.Node[];
  /** References other than declarations. */
  readonly references: Reference[];
  exported: boolean;
  /** Assigned anywhere but in its first initialiser. */
  reassigned: boolean;
  captured: boolean;
  /** May be read in its temporal dead zone from its own activation. */
  early: boolean;
  /** `eval` or `with` may read or write it behind our back. */
  dynamic: boolean;
  /** A new instance may come into being more than once an activation. */
  readonly perIteration: boolean;
  /** The function it holds from its initialiser on. */
  holds: Unit | null;
  holdsClass: ClassInfo | null;
  /** Set for every binding that is a cell. */
  cell: CellId | null;
}

export type ReferenceUse = "read" | "callee" | "write" | "readWrite" | "export";

export interface Reference {
  readonly node: ts.Identifier;
  readonly unit: Unit;
  readonly use: ReferenceUse;
}

export interface Scope {
  readonly parent: Scope | null;
  readonly unit: Unit;
  readonly node: ts.Node;
  /** `function` scopes take `var` declarations. */
  readonly kind: "function" | "block";
  readonly inLoop: boolean;
  readonly names: Map<string, Binding>;
  /** Names that are looked up through this scope may mean something else at run time (`with`, sloppy direct `eval`). */
  dynamic: boolean;
  /** Of a namespace or an enum: what may be a member of its object wherever it is declared; found before any name outside. */
  members: ReadonlySet<string> | null;
  /** Function declarations to initialise on entry. */
  readonly functions: ts.FunctionDeclaration[];
}

export interface ClassInfo {
  readonly id: ClassId;
  readonly name: string;
  readonly node: ts.ClassLikeDeclaration;
  readonly unit: Unit;
  /** Cells that keep computed field names, evaluated once when the class is defined. */
  readonly fieldKeys: Map<ts.ClassElement, Binding>;
  binding: Binding | null;
  escapes: boolean;
}
