/** What imported names mean: cells of the program's modules where they come from one, through re-exports and aliases. */
import { ts } from "../typescript.js";
import type { Binding } from "./binding.js";
import type { ImportTarget, ProgramContext } from "./context.js";
import { bindingKey } from "./module-bindings.js";

export function importTarget(program: ProgramContext, binding: Binding): ImportTarget {
  const known = program.importCache.get(binding);
  if (known !== undefined) return known;
  const target = findTarget(program, binding);
  program.importCache.set(binding, target);
  return target;
}

function findTarget(program: ProgramContext, binding: Binding): ImportTarget {
  const [name] = binding.declarations;
  const specifier = name === undefined ? "" : specifierOf(name);
  const symbol = name === undefined ? undefined : program.checker.getSymbolAtLocation(name);
  const found = symbol === undefined ? null : symbolTarget(program, symbol, specifier);
  return found ?? { kind: "opaque", module: specifier, name: importedName(name) };
}

/** The program's binding or module behind a symbol, aliases resolved. */
export function symbolTarget(program: ProgramContext, symbol: ts.Symbol, specifier: string): ImportTarget | null {
  const aliased = symbol.flags & ts.SymbolFlags.Alias ? program.checker.getAliasedSymbol(symbol) : symbol;
  for (const declaration of aliased.declarations ?? []) {
    const module = program.modules.get(declaration.getSourceFile());
    if (module === undefined) continue;
    if (ts.isSourceFile(declaration)) return { kind: "namespace", module, specifier };
    const binding = module.bindingOf.get(bindingKey(declaration));
    if (binding !== undefined && isLive(binding, program)) return { kind: "binding", binding };
  }
  return null;
}

/**
 * `export default name`, in whatever module of those on the way, copies the value when it runs, and the checker shows the variable instead: the same thing only if the
 * variable never changes. A binding without a cell is not exported after all (a type of the same name), and what a namespace exports is a member of its object, whatever else is.
 */
function isLive(binding: Binding, { modules }: ProgramContext): boolean {
  if (binding.cell === null || binding.scope.parent !== null) return false;
  if (!binding.reassigned || binding.kind === "exportValue") return true;
  return ![...modules.values()].some(({ body }) => body.bindings.some(({ kind }) => kind === "exportValue"));
}

function specifierOf(name: ts.Node): string {
  for (let node = name; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isImportDeclaration(node)) return ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : "";
  }
  return "";
}

function importedName(name: ts.Node | undefined): string {
  if (name === undefined || ts.isImportClause(name.parent)) return "default";
  if (ts.isNamespaceImport(name.parent)) return "*";
  return ts.isImportSpecifier(name.parent) ? (name.parent.propertyName ?? name.parent.name).text : "*";
}
