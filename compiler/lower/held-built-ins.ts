/** Names of the program that certainly stand for a built-in, once they stand for anything: A2 speaks of the built-in, by whatever name. */
import { ts } from "../typescript.js";
import { INTRINSICS } from "../../core/intrinsics.table.js";
import type { Binding } from "./binding.js";
import type { ModuleBindings } from "./module-bindings.js";
import { skipWrappers } from "./syntax.js";

interface Program {
  readonly modules: Pick<ReadonlyMap<ts.SourceFile, ModuleBindings>, "get">;
  readonly options: Pick<ts.CompilerOptions, "module">;
}

const CONSTRUCTORS_AND_NAMESPACES: ReadonlySet<string> = new Set(INTRINSICS.filter((name) => /^[A-Z]\w*$/u.test(name)));

/**
 * `Uint8Array` of `const u8 = Uint8Array`. That the global and the constant are the same object, whenever they are read, is A2's: constructors
 * and namespaces that the analysers rest on are constant properties of the global object from before the program starts.
 */
export function heldGlobal(program: Program, binding: Binding): string | null {
  // A `var` is undefined at first, where the others throw.
  const value = binding.kind === "var" || isProperty(program, binding) ? null : initialiser(binding);
  return value !== null && ts.isIdentifier(value) && isGlobal(program, value) && CONSTRUCTORS_AND_NAMESPACES.has(value.text)
    ? value.text
    : null;
}

/** `Math.min` of `const min = Math.min`. None of `Math` looks at its receiver. */
export function heldMathFunction(program: Program, binding: Binding | null): ts.PropertyAccessExpression | null {
  const value = binding === null || isProperty(program, binding) ? null : initialiser(binding);
  if (value === null || !ts.isPropertyAccessExpression(value) || ts.isOptionalChain(value)) return null;
  const holder = value.expression;
  return ts.isIdentifier(holder) && holder.text === "Math" && isGlobal(program, holder) ? value : null;
}

/** What the constant is initialised with. Only a name in a declaration of its own has an initialiser that is all of its value. */
export function initialiser(binding: Binding): ts.Expression | null {
  const [name] = binding.declarations;
  if (!neverChanges(binding) || name === undefined || !ts.isVariableDeclaration(name.parent) || name.parent.name !== name)
    return null;
  const { initializer } = name.parent;
  return initializer === undefined ? null : skipWrappers(initializer);
}

/** (What a namespace exports is a property of an object, which anybody may have.) */
export const neverChanges = ({ kind, reassigned, dynamic }: Binding): boolean =>
  !reassigned && (!dynamic || kind === "const") && kind !== "namespaceMember";

const isGlobal = ({ modules }: Program, name: ts.Identifier): boolean =>
  modules.get(name.getSourceFile())?.meaningOf.get(name) === "global";

/** CommonJS: what is exported is read from the exports object, where everybody may put something else. */
const isProperty = ({ options }: Program, { exported, declarations: [name] }: Binding): boolean =>
  exported && !(name !== undefined && staysModule(options, name.getSourceFile()));

/** The file is emitted as an ES module, with variables of its own. */
export function staysModule(options: Pick<ts.CompilerOptions, "module">, file: ts.SourceFile): boolean {
  const module = options.module ?? ts.ModuleKind.ESNext;
  // NodeNext decides by file.
  if (module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext) return file.impliedNodeFormat === ts.ModuleKind.ESNext;
  return (module >= ts.ModuleKind.ES2015 && module <= ts.ModuleKind.ESNext) || module === ts.ModuleKind.Preserve;
}
