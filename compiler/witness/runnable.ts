/** Exported functions of a module that take plain data and can be run by themselves, with the statements that they need. */
import { ts } from "../typescript.js";
import type { PlainParameter } from "../../core/witness.js";
import { FUEL } from "./count-fuel.js";
import { modulePartsOf } from "./module-parts.js";
import { plainParameters } from "./plain-type.js";
import { sliceFor } from "./slice.js";

export interface RunnableFunction {
  /** As callers import it. */
  readonly name: string;
  readonly node: NamedFunction["node"];
  readonly parameters: readonly PlainParameter[];
  readonly slice: ReadonlySet<ts.Statement>;
}

/** In source order. */
export function runnableFunctions(file: ts.SourceFile, program: ts.Program): readonly RunnableFunction[] {
  if (!ts.isExternalModule(file) || file.text.includes(FUEL)) return [];
  const checker = program.getTypeChecker();
  const parts = modulePartsOf(file, program);
  const exported = exportedNames(file, checker);
  return file.statements.flatMap((statement) =>
    functionsOf(statement).flatMap(({ name, node }): readonly RunnableFunction[] => {
      if (!exported.has(name) || isOverloaded(node, checker) || node.asteriskToken !== undefined) return [];
      const parameters = plainParameters(node, checker);
      const slice = parameters === null ? null : sliceFor(statement, file, parts);
      return parameters === null || slice === null ? [] : [{ name, node, parameters, slice }];
    }),
  );
}

interface NamedFunction {
  readonly name: string;
  readonly node: ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction;
}

function functionsOf(statement: ts.Statement): readonly NamedFunction[] {
  if (ts.isFunctionDeclaration(statement)) {
    return statement.name === undefined || statement.body === undefined ? [] : [{ name: statement.name.text, node: statement }];
  }
  if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.Const) === 0) return [];
  return statement.declarationList.declarations.flatMap(({ name, type, initializer }): readonly NamedFunction[] => {
    // (Callers go by the type that a variable is declared with.)
    const isFunction =
      type === undefined &&
      initializer !== undefined &&
      (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));
    return ts.isIdentifier(name) && isFunction ? [{ name: name.text, node: initializer }] : [];
  });
}

/** Callers see the overloads, not the parameters of what implements them. */
const isOverloaded = ({ name }: NamedFunction["node"], checker: ts.TypeChecker): boolean =>
  name !== undefined && (checker.getSymbolAtLocation(name)?.declarations ?? []).filter(ts.isFunctionDeclaration).length > 1;

/** Names under which the module exports a declaration of its own of the same name. */
function exportedNames(file: ts.SourceFile, checker: ts.TypeChecker): ReadonlySet<string> {
  const symbol = checker.getSymbolAtLocation(file);
  const names = new Set<string>();
  for (const exported of symbol === undefined ? [] : checker.getExportsOfModule(symbol)) {
    const meant = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (meant.name !== exported.name) continue;
    if (meant.declarations?.some((declaration) => declaration.getSourceFile() === file) === true) names.add(exported.name);
  }
  return names;
}
