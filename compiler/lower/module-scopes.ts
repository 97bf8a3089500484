/**
 * The scopes of a module with every name resolved, found once for all who ask for the same parsed file: lowering, and what looks for authority.
 * Only where no script has a say: what a name means that a file does not declare is known then, it is nobody's.
 */
import type { ts } from "../typescript.js";
import type { ModulePath } from "../../core/ids.js";
import type { ModuleBindings } from "./module-bindings.js";
import { chooseCells, resolveReferences } from "./resolve.js";
import { analyseScopes } from "./scopes.js";

/** By the parsed file, which never changes: an edit makes another one. Whoever asks only reads. */
const known = new WeakMap<ts.SourceFile, ModuleBindings>();

/** Preconditions: the file is a module, there are no scripts beside it, and it is not nested too deeply (lower-program.ts). */
export function moduleScopes(file: ts.SourceFile, path: ModulePath): ModuleBindings {
  const before = known.get(file);
  if (before?.path === path) return before;
  const bindings = analyseScopes(file, path);
  resolveReferences(bindings, new Map());
  chooseCells(bindings);
  known.set(file, bindings);
  return bindings;
}
