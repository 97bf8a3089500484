/** Which modules a module imports: those of the program by path, others by specifier. */
import { kindSet, nodesOfKinds } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import type { ModulePath } from "../../core/ids.js";
import type { ProgramContext } from "./context.js";
import { staysModule } from "./held-built-ins.js";
import type { ModuleBindings } from "./module-bindings.js";
import { isUsing } from "./statements.js";
import { skipWrappers } from "./syntax.js";
import { ES2022, targetOf } from "./targets.js";

/** Paths of the program's modules that `module` imports, sorted; specifiers of others are added to `program.uncompiled`. */
export function importedModules(program: ProgramContext, module: ModuleBindings): readonly ModulePath[] {
  const found = new Set<ModulePath>();
  for (const specifier of specifiersOf(module.sourceFile)) {
    if (!ts.isStringLiteralLike(specifier)) {
      // Whatever it is then.
      program.uncompiled.add(specifier.getText(module.sourceFile));
      continue;
    }
    const symbol = program.checker.getSymbolAtLocation(specifier);
    const declaration = symbol?.declarations?.find((node) => ts.isSourceFile(node));
    const target = declaration === undefined ? undefined : program.modules.get(declaration);
    if (target === undefined) program.uncompiled.add(specifier.text);
    else found.add(target.path);
  }
  if (importsForJsx(program.options, module.sourceFile))
    program.uncompiled.add(`${program.options.jsxImportSource ?? "react"}/jsx-runtime`);
  if (mayImportHelpers(program.options, module.sourceFile)) program.uncompiled.add("tslib");
  return [...found].sort();
}

const WITH_HELPERS = kindSet(ts.SyntaxKind.Decorator, ts.SyntaxKind.VariableDeclarationList);

/** `importHelpers`: what the emitter calls is a package's. (Coarse: older targets, and imports that are emitted as calls, need not have any.) */
function mayImportHelpers(options: ts.CompilerOptions, file: ts.SourceFile): boolean {
  if (options.importHelpers !== true || !ts.isExternalModule(file)) return false;
  if (targetOf(options) < ES2022 || !staysModule(options, file)) return true;
  return nodesOfKinds(file, WITH_HELPERS).some((node) => !ts.isVariableDeclarationList(node) || isUsing(node));
}

/** None of them stands in a type: `import("x").T` is a node of another kind. */
const IMPORTING = kindSet(
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.ImportEqualsDeclaration,
  ts.SyntaxKind.CallExpression,
);

const JSX = kindSet(ts.SyntaxKind.JsxElement, ts.SyntaxKind.JsxSelfClosingElement, ts.SyntaxKind.JsxFragment);

/** Elements become calls of functions that the emitter imports. */
function importsForJsx({ jsx }: ts.CompilerOptions, file: ts.SourceFile): boolean {
  return (jsx === ts.JsxEmit.ReactJSX || jsx === ts.JsxEmit.ReactJSXDev) && nodesOfKinds(file, JSX).length > 0;
}

/** Literals, but for what `import()` and `require` are given. */
function specifiersOf(sourceFile: ts.SourceFile): readonly ts.Expression[] {
  return nodesOfKinds(sourceFile, IMPORTING).flatMap((node) => specifierOf(node) ?? []);
}

function specifierOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isImportDeclaration(node))
    return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || namesOnlyTypes(node)
      ? undefined
      : node.moduleSpecifier;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly ? undefined : node.moduleSpecifier;
  if (ts.isImportEqualsDeclaration(node)) {
    return node.isTypeOnly || !ts.isExternalModuleReference(node.moduleReference) ? undefined : node.moduleReference.expression;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const callee = skipWrappers(node.expression);
  const isRequire =
    (ts.isIdentifier(callee) && callee.text === "require") ||
    (ts.isPropertyAccessExpression(callee) &&
      callee.name.text === "require" &&
      ts.isIdentifier(callee.expression) &&
      callee.expression.text === "module");
  const [specifier] = node.arguments;
  if (specifier === undefined || !(isRequire || callee.kind === ts.SyntaxKind.ImportKeyword)) return undefined;
  return skipWrappers(specifier);
}

function namesOnlyTypes({ importClause }: ts.ImportDeclaration): boolean {
  const bindings = importClause?.namedBindings;
  if (importClause === undefined || importClause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings))
    return false;
  return bindings.elements.length > 0 && bindings.elements.every(({ isTypeOnly }) => isTypeOnly);
}
