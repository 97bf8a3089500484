/** Names of the program that certainly stand for a built-in, once they stand for anything: A2 speaks of the built-in, by whatever name. */
import { ts } from "../typescript.js";
import { INTRINSICS } from "../../core/intrinsics.table.js";
import type { Binding } from "./binding.js";
import type { ModuleBindings } from "./module-bindings.js";
import { skipWrappers } from "./syntax.js";

type Modules = Pick<ReadonlyMap<ts.SourceFile, ModuleBindings>, "get">;

const CONSTRUCTORS_AND_NAMESPACES: ReadonlySet<string> = new Set(INTRINSICS.filter((name) => /^[A-Z]\w*$/u.test(name)));

/**
 * `Uint8Array` of `const u8 = Uint8Array`. That the global and the constant are the same object, whenever they are read, is A2's: constructors
 * and namespaces that the analysers rest on are constant properties of the global object from before the program starts.
 */
export function heldGlobal({ modules }: { readonly modules: Modules }, binding: Binding): string | null {
  // A `var` is undefined at first, where the others throw.
  const value = binding.kind === "var" ? null : initialiser(binding);
  return value !== null && ts.isIdentifier(value) && isGlobal(modules, value) && CONSTRUCTORS_AND_NAMESPACES.has(value.text)
    ? value.text
    : null;
}

/** `Math.min` of `const min = Math.min`. None of `Math` looks at its receiver. */
export function heldMathFunction(
  { modules }: { readonly modules: Modules },
  binding: Binding | null,
): ts.PropertyAccessExpression | null {
  const value = binding === null ? null : initialiser(binding);
  if (value === null || !ts.isPropertyAccessExpression(value) || ts.isOptionalChain(value)) return null;
  const holder = value.expression;
  return ts.isIdentifier(holder) && holder.text === "Math" && isGlobal(modules, holder) ? value : null;
}

/** What the constant is initialised with. Only a name in a declaration of its own has an initialiser that is all of its value. */
export function initialiser(binding: Binding): ts.Expression | null {
  const [name] = binding.declarations;
  if (!neverChanges(binding) || name === undefined || !ts.isVariableDeclaration(name.parent) || name.parent.name !== name)
    return null;
  const { initializer } = name.parent;
  return initializer === undefined ? null : skipWrappers(initializer);
}

export const neverChanges = (binding: Binding): boolean => !binding.reassigned && (!binding.dynamic || binding.kind === "const");

const isGlobal = (modules: Modules, name: ts.Identifier): boolean =>
  modules.get(name.getSourceFile())?.meaningOf.get(name) === "global";
