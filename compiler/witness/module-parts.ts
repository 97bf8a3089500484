/** The top-level statements of a module: what each declares and refers to, and whether it can run by itself without side effects. */
import { ts } from "../typescript.js";
import { PURE_GLOBALS, SHARED_PROPERTIES } from "./pure-globals.table.js";

export interface ModulePart {
  readonly statement: ts.Statement;
  /** Top-level statements of the module whose declarations it mentions, in order. */
  readonly refersTo: ReadonlySet<ts.Statement>;
  /** What keeps it from being run by itself, or null. */
  readonly obstacle: string | null;
  /** Its evaluation does more than to create functions and constants that never change. */
  readonly executes: boolean;
  /** It declares what other statements could change: variables, objects, functions and classes used as values. */
  readonly isState: boolean;
}

export function modulePartsOf(sourceFile: ts.SourceFile, program: ts.Program): ReadonlyMap<ts.Statement, ModulePart> {
  const checker = program.getTypeChecker();
  const usedAsValue = new Set<ts.Symbol>();
  const read = sourceFile.statements.map((statement) => ({
    statement,
    ...readStatement(statement, { sourceFile, program, checker, usedAsValue }),
  }));
  return new Map(
    read.map(({ statement, refersTo, obstacle }) => [
      statement,
      { statement, refersTo, obstacle, executes: executes(statement), isState: isState(statement, checker, usedAsValue) },
    ]),
  );
}

interface Reading {
  readonly sourceFile: ts.SourceFile;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** Functions and classes of the module mentioned other than to call, make or extend them. */
  readonly usedAsValue: Set<ts.Symbol>;
}

function readStatement(
  statement: ts.Statement,
  reading: Reading,
): { refersTo: ReadonlySet<ts.Statement>; obstacle: string | null } {
  const refersTo = new Set<ts.Statement>();
  const found: { obstacle: string | null } = { obstacle: null };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    found.obstacle ??= syntaxObstacle(node);
    if (ts.isIdentifier(node) && isReference(node)) found.obstacle ??= nameObstacle(node, refersTo, reading);
    ts.forEachChild(node, visit);
  };
  if (!isDirectory(statement)) visit(statement);
  refersTo.delete(statement);
  return { refersTo, obstacle: found.obstacle };
}

/** Imports and lists of exports run nothing here. */
function isDirectory(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return statement.isExportEquals !== true && ts.isIdentifier(statement.expression);
  return ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
}

function syntaxObstacle(node: ts.Node): string | null {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return "`await`";
  if (ts.isFunctionLike(node) && ts.canHaveModifiers(node)) {
    if (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true) return "an async function";
  }
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return "`import.meta`";
  if (node.kind === ts.SyntaxKind.ImportKeyword) return "`import()`";
  if (ts.isDecorator(node)) return "a decorator";
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return "JSX";
  if (
    ts.isModuleDeclaration(node) ||
    ts.isWithStatement(node) ||
    ts.isExportAssignment(node) ||
    ts.isImportEqualsDeclaration(node)
  ) {
    return "a namespace, `with` or `export =`";
  }
  if (ts.isVariableStatement(node) && node.declarationList.flags & ts.NodeFlags.Using) return "`using`";
  if (ts.isPropertyAccessExpression(node) && SHARED_PROPERTIES.has(node.name.text)) return `\`.${node.name.text}\``;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    const name = node.argumentExpression.text;
    if (SHARED_PROPERTIES.has(name)) return `\`.${name}\``;
  }
  if (ts.isBindingElement(node) || ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
    const name = ts.isBindingElement(node) ? (node.propertyName ?? node.name) : node.name;
    if ((ts.isIdentifier(name) || ts.isStringLiteralLike(name)) && SHARED_PROPERTIES.has(name.text)) return `\`.${name.text}\``;
  }
  return null;
}

/** Whether the identifier stands for a variable, not for a property, label or declaration of its own. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isExportSpecifier(parent)) return false;
  if (ts.isEnumMember(parent) || ts.isClassElement(parent)) return parent.name !== node;
  if (ts.isQualifiedName(parent)) return false;
  const isDeclared = (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) && parent.name === node;
  const isNamed = (ts.isFunctionLike(parent) || ts.isClassLike(parent) || ts.isEnumDeclaration(parent)) && parent.name === node;
  return !isDeclared && !isNamed;
}

function nameObstacle(node: ts.Identifier, refersTo: Set<ts.Statement>, reading: Reading): string | null {
  const { sourceFile, program, checker, usedAsValue } = reading;
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  const what = `\`${node.text}\``;
  if (symbol === undefined) return what;
  const declarations = symbol.declarations ?? [];
  if (declarations.length === 0) return node.text === "undefined" || node.text === "arguments" ? null : what;
  if (declarations.every((declaration) => declaration.getSourceFile() === sourceFile)) {
    if (symbol.flags & ts.SymbolFlags.Alias) return `the import ${what}`;
    for (const declaration of declarations) {
      const statement = topLevelOf(declaration, sourceFile);
      if (statement !== null) refersTo.add(statement);
    }
    if (!isUsedAsCode(node)) usedAsValue.add(symbol);
    return null;
  }
  const isOfTheLanguage = declarations.some((declaration) => program.isSourceFileDefaultLibrary(declaration.getSourceFile()));
  return isOfTheLanguage && isPureUse(node) ? null : what;
}

function topLevelOf(node: ts.Node, sourceFile: ts.SourceFile): ts.Statement | null {
  let at = node;
  while (at.parent !== sourceFile) {
    if (ts.isSourceFile(at)) return null;
    at = at.parent;
  }
  return sourceFile.statements.find((statement) => statement === at) ?? null;
}

function isPureUse(node: ts.Identifier): boolean {
  const properties = PURE_GLOBALS.get(node.text);
  if (properties === undefined) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    const isChanged = ts.isBinaryExpression(parent.parent) && parent.parent.left === parent && isAssignment(parent.parent);
    return !isChanged && (properties === null || properties.has(parent.name.text));
  }
  if (node.text === "undefined" || node.text === "NaN" || node.text === "Infinity") return true;
  if (isUsedAsCode(node)) return properties === null || node.text === "Object";
  // `xs.map(Number)`, `filter(Boolean)`.
  return ts.isCallExpression(parent) && (node.text === "Number" || node.text === "String" || node.text === "Boolean");
}

function isAssignment(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Called, made, extended or asked `instanceof`: nobody gets hold of the function itself. */
function isUsedAsCode(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression === node;
  if (ts.isExpressionWithTypeArguments(parent)) return true;
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword && parent.right === node;
}

function executes(statement: ts.Statement): boolean {
  if (ts.isFunctionDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return false;
  if (isDirectory(statement) || ts.isEmptyStatement(statement)) return false;
  return !ts.isVariableStatement(statement) || !isFixed(statement);
}

/** `const` declarations of primitive literals and functions. */
function isFixed({ declarationList }: ts.VariableStatement): boolean {
  return (
    (declarationList.flags & ts.NodeFlags.Const) !== 0 &&
    declarationList.declarations.every(
      ({ name, initializer }) => ts.isIdentifier(name) && initializer !== undefined && isFixedValue(initializer),
    )
  );
}

function isFixedValue(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return isFixedValue(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return isFixedValue(node.operand);
  if (ts.isBinaryExpression(node)) return !isAssignment(node) && isFixedValue(node.left) && isFixedValue(node.right);
  const isText = ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || ts.isBigIntLiteral(node);
  const isTruth =
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword;
  return isText || isTruth || ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

function isState(statement: ts.Statement, checker: ts.TypeChecker, usedAsValue: ReadonlySet<ts.Symbol>): boolean {
  const isShared = (name: ts.Node): boolean => {
    const symbol = checker.getSymbolAtLocation(name);
    return symbol === undefined || usedAsValue.has(symbol);
  };
  if (ts.isFunctionDeclaration(statement)) return statement.name !== undefined && isShared(statement.name);
  if (ts.isClassDeclaration(statement)) {
    const hasStatic = statement.members.some(
      (member) => ts.isClassStaticBlockDeclaration(member) || (ts.canHaveModifiers(member) && isStatic(member)),
    );
    return hasStatic || (statement.name !== undefined && isShared(statement.name));
  }
  if (ts.isVariableStatement(statement)) {
    if (!isFixed(statement)) return true;
    return statement.declarationList.declarations.some(
      ({ name, initializer }) => initializer !== undefined && ts.isFunctionLike(initializer) && isShared(name),
    );
  }
  return ts.isEnumDeclaration(statement);
}

function isStatic(member: ts.HasModifiers): boolean {
  return ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;
}
