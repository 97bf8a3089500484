/** Everything binding analysis knows of one module: units, scopes, bindings and what each identifier means. */
import { ts } from "../typescript.js";
import type { ModulePath } from "../../core/ids.js";
import type { Binding, ClassInfo, Reference, Scope, Unit } from "./binding.js";

/**
 * What an identifier in value position means. `dynamic`: a `with` or a sloppy `eval` may bind it to something else. `member`: of a namespace or an enum, by
 * another of its declarations.
 */
export type Meaning = Binding | "global" | "dynamic" | "member";

export interface ModuleBindings {
  readonly sourceFile: ts.SourceFile;
  readonly path: ModulePath;
  /** A file without import and export: its top level is visible to every other script. */
  readonly script: boolean;
  readonly body: Unit;
  /** In source order, the body first. */
  readonly units: Unit[];
  readonly unitOf: Map<ts.Node, Unit>;
  /** Static parts by class. */
  readonly staticUnitOf: Map<ts.Node, Unit>;
  readonly scopeOf: Map<ts.Node, Scope>;
  readonly classes: ClassInfo[];
  readonly classOf: Map<ts.Node, ClassInfo>;
  /** By declared name node, or by the declaration itself where it has no name. */
  readonly bindingOf: Map<ts.Node, Binding>;
  readonly meaningOf: Map<ts.Identifier, Meaning>;
  /** `var` of a body that starts as a copy of the parameter of the same name. */
  readonly copiedFrom: Map<Binding, Binding>;
  /** Sloppy functions in blocks also assign a variable of the function around (ECMA-262, Annex B.3.2). */
  readonly annexB: Map<ts.FunctionDeclaration, Binding>;
  /** References whose meaning is looked up when the whole module is known. */
  readonly pending: PendingReference[];
  readonly exportDefault: Binding | null;
}

export interface PendingReference extends Reference {
  readonly scope: Scope;
}

/** What a declared name node or unnamed declaration binds. */
export function bindingKey(declaration: ts.Declaration): ts.Node {
  const name = ts.getNameOfDeclaration(declaration);
  return name !== undefined && ts.isIdentifier(name) ? name : declaration;
}
