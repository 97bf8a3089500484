/** Which modules a module imports: those of the program by path, others by specifier. */
import { kindSet, nodesOfKinds } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import type { ModulePath } from "../../core/ids.js";
import type { ProgramContext } from "./context.js";
import { staysModule } from "./held-built-ins.js";
import type { ModuleBindings } from "./module-bindings.js";
import { isUsing } from "./statements.js";
import { isAmbient, outermostWrapped, skipWrappers } from "./syntax.js";
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
  if (handsOnRequire(module.sourceFile, program.checker)) program.uncompiled.add("require");
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

/** What the node loads when the program runs; undefined where it loads nothing. */
export function specifierOf(node: ts.Node): ts.Expression | undefined {
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
  const isRequire = isGiven(callee, "require") || (ts.isPropertyAccessExpression(callee) && isRequireOfModule(callee));
  const [specifier] = node.arguments;
  if (specifier === undefined || !(isRequire || callee.kind === ts.SyntaxKind.ImportKeyword)) return undefined;
  return skipWrappers(specifier);
}

const isGiven = (node: ts.Node, name: "require" | "module"): boolean => ts.isIdentifier(node) && node.text === name;

/** (Whatever else has a method of that name is the program's own.) */
const isRequireOfModule = ({ name, expression }: ts.PropertyAccessExpression): boolean =>
  name.text === "require" && isGiven(expression, "module");

const IDENTIFIERS = kindSet(ts.SyntaxKind.Identifier);

/** `require` under another name, or `module` itself: they may load whatever they like then. */
function handsOnRequire(file: ts.SourceFile, checker: ts.TypeChecker): boolean {
  if (!/\b(?:require|module)\b/u.test(file.text)) return false;
  return nodesOfKinds(file, IDENTIFIERS).some((node) => {
    if (!(isGiven(node, "require") || isGiven(node, "module")) || isOnlyAsked(node)) return false;
    const declared = checker.getSymbolAtLocation(node)?.declarations ?? [];
    return declared.every((one) => one.getSourceFile().isDeclarationFile || isAmbientVariable(one));
  });
}

/** Called with what to load (which is seen by itself), asked for a member, or no use at all. */
function isOnlyAsked(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && parent.name === node) return true;
  if (ts.isBinaryExpression(parent) && EQUALITY.has(parent.operatorToken.kind)) return true;
  if (ts.isPropertyAccessExpression(parent)) {
    // (`require.main.require("x")`, which no name of the program's own is.)
    if (parent.name === node) return isRequireOfModule(parent);
    if (isRequireOfModule(parent)) return isCalled(outermostWrapped(parent));
    const { text } = parent.name;
    return text === "exports" || (HARMLESS.has(text) && !ts.isPropertyAccessExpression(parent.parent));
  }
  return ts.isTypeNode(parent) || ts.isQualifiedName(parent) || ts.isTypeOfExpression(parent) || isCalled(outermostWrapped(node));
}

/** Of `module` and `require`: what they are asked for that leads to no other module. */
const HARMLESS: ReadonlySet<string> = new Set(["cache", "filename", "hot", "id", "loaded", "main", "path", "resolve"]);

const EQUALITY: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

const isCalled = (node: ts.Node): boolean =>
  ts.isCallExpression(node.parent) && node.parent.expression === node && node.parent.arguments.length > 0;

const isAmbientVariable = (node: ts.Declaration): boolean =>
  ts.isVariableDeclaration(node) && ts.isVariableStatement(node.parent.parent) && isAmbient(node.parent.parent);

function namesOnlyTypes({ importClause }: ts.ImportDeclaration): boolean {
  const bindings = importClause?.namedBindings;
  if (importClause === undefined || importClause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings))
    return false;
  return bindings.elements.length > 0 && bindings.elements.every(({ isTypeOnly }) => isTypeOnly);
}
