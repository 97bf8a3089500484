/** The declarations that a scope leans on: those of its free identifiers, one level, within the project. */
import { ts } from "../typescript.js";
import { isInNodeModules } from "../program/source-extensions.js";
import { slashedRelative } from "../program/module-path.js";

export interface ScopeDeclaration {
  /** Path from the project root, and the name it goes by there. */
  readonly module: string;
  readonly name: string;
  readonly node: ts.Node;
}

export interface DeclarationSource {
  readonly checker: ts.TypeChecker;
  readonly projectRoot: string;
}

/** Declarations outside of `within` that names inside of it refer to, values and types, in the order of modules and offsets. */
export function declarationsUsed(within: ts.Node, source: DeclarationSource): readonly ScopeDeclaration[] {
  const symbols = new Set<ts.Symbol>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isFree(node)) {
      const symbol = symbolOf(node, source.checker);
      if (symbol !== undefined) symbols.add(symbol);
    }
    ts.forEachChild(node, visit);
  };
  visit(within);
  const holds = (node: ts.Node): boolean =>
    node.getSourceFile() === within.getSourceFile() && node.pos >= within.pos && node.end <= within.end;
  const found = [...symbols].flatMap((symbol) => declarationsOf(symbol, source)).filter(({ node }) => !holds(node));
  return sorted(found);
}

const ANY_SYMBOL: ts.SymbolFlags = ts.SymbolFlags.All;

/** Declarations of a dotted name as seen from `place`; empty when there is none in the project. */
export function declarationsNamed(name: string, place: ts.Node, source: DeclarationSource): readonly ScopeDeclaration[] {
  const [first = "", ...members] = name.split(".");
  const found = source.checker.getSymbolsInScope(place, ANY_SYMBOL).find((symbol) => symbol.name === first);
  let symbol = found === undefined ? undefined : unaliased(found, source.checker);
  for (const member of members) {
    const key = ts.escapeLeadingUnderscores(member);
    const next = symbol?.members?.get(key) ?? symbol?.exports?.get(key);
    symbol = next === undefined ? undefined : unaliased(next, source.checker);
  }
  return symbol === undefined ? [] : sorted(declarationsOf(symbol, source));
}

/** A name that is looked up in scopes, and not in an object. */
function isFree(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isMetaProperty(parent)) return parent.name !== node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isPropertyAssignment(parent) || ts.isJsxAttribute(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  return true;
}

function symbolOf(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return symbol === undefined ? undefined : unaliased(symbol, checker);
}

function unaliased(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

function declarationsOf(symbol: ts.Symbol, { projectRoot }: DeclarationSource): readonly ScopeDeclaration[] {
  return (symbol.declarations ?? []).flatMap((node) => {
    const { fileName } = node.getSourceFile();
    const module = slashedRelative(projectRoot, fileName);
    // A whole module is no declaration: what is used of it is named where it is used.
    if (ts.isSourceFile(node) || module.startsWith("../") || isInNodeModules(module)) return [];
    return [{ module, name: symbol.name, node: wholeDeclaration(node) }];
  });
}

/** With the keyword: what `const` says of a variable is part of what can be leant on. */
function wholeDeclaration(node: ts.Node): ts.Node {
  let at = node;
  while (ts.isBindingElement(at) || ts.isObjectBindingPattern(at) || ts.isArrayBindingPattern(at) || ts.isVariableDeclaration(at))
    at = at.parent;
  return at;
}

function sorted(found: readonly ScopeDeclaration[]): readonly ScopeDeclaration[] {
  const unique = [...new Map(found.map((one) => [one.node, one])).values()];
  return unique.sort((a, b) => (a.module < b.module ? -1 : a.module > b.module ? 1 : a.node.pos - b.node.pos));
}
