/** Results of functions, by the modules that they lie in: those of a module that is as it was are the same object. */
import { InternalError } from "../core/errors.js";
import type { HirModule } from "../core/hir.js";
import type { FunctionId } from "../core/ids.js";
import type { FunctionResult } from "../core/work.js";

/** Of the functions of one module that owe something. */
export type ModuleResults = ReadonlyMap<FunctionId, FunctionResult>;

/** One a module, in their order. Throws InternalError unless each result is that of one function of one module. */
export function resultsByModule(
  modules: readonly HirModule[],
  results: ReadonlyMap<FunctionId, FunctionResult>,
): readonly ModuleResults[] {
  let taken = 0;
  const found = modules.map(({ functions }) => {
    const own = new Map<FunctionId, FunctionResult>();
    for (const { id } of functions) {
      const result = results.get(id);
      if (result !== undefined) own.set(id, result);
    }
    taken += own.size;
    return own;
  });
  // Also where two modules hold a function of one name: its result is taken twice.
  if (taken !== results.size)
    throw new InternalError(`${String(results.size)} results are those of ${String(taken)} functions of the program`);
  return found;
}
