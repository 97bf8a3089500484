/**
 * What lowering another module may see of this one besides types, as text: names with what they hold and how they are kept, classes with
 * their members' functions, contracts. While it and the types are the same, modules that import this one are lowered to the same HIR.
 */
import { ts } from "../typescript.js";
import type { Binding } from "./binding.js";
import { mayBind } from "./pow.js";
import type { ModuleBindings } from "./module-bindings.js";
import { heldGlobal, heldMathFunction } from "./held-built-ins.js";
import { heldPattern } from "./held-patterns.js";
import { isConstantCell } from "./resolve.js";
import { isDecorated, isDecoratedMember } from "./syntax.js";

export function surfaceOf(module: ModuleBindings): string {
  const named = module.body.bindings.map((binding) => [...textOfBinding(binding), builtInOf(module, binding)]);
  const members = module.units.flatMap(({ id, ofClass, kind, node }) =>
    ofClass === null ? [] : [[id, ofClass.id, kind, ts.isClassLike(node) ? "class" : ts.SyntaxKind[node.kind]]],
  );
  const classes = module.classes.map(({ id, node, escapes }) => [
    id,
    escapes,
    isDecorated(node),
    node.members.map(isDecoratedMember),
  ]);
  // In any module: which functions they belong to is found by the checker, and the names in them are those of what they stand before.
  const { text } = module.sourceFile;
  const contracts = /@(?:requires|ensures|invariant)\b/u.test(text) ? text : null;
  return JSON.stringify([module.script, named, members, classes, contracts, mayBind(module, "Math")]);
}

function textOfBinding(binding: Binding): readonly unknown[] {
  const { name, kind, cell, exported, reassigned, dynamic, holds, holdsClass } = binding;
  return [name, kind, cell, exported, reassigned, dynamic, holds?.id, holdsClass?.id, isConstantCell(binding)];
}

/** Which built-in or pattern the name stands for elsewhere: the type does not tell `Math.min` from `Math.max`. */
function builtInOf(module: ModuleBindings, binding: Binding): string | null {
  // (As what kind of module it is emitted is an option, or does not change with its text.)
  const program = { modules: { get: () => module }, options: {} };
  return heldGlobal(program, binding) ?? heldMathFunction(program, binding)?.name.text ?? heldPattern(binding);
}
