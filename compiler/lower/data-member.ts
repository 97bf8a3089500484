/** Which members of a type are declared as what is read without running anything: data and methods, and not accessors. */
import { ts } from "../typescript.js";
import { hasModifier } from "./syntax.js";

/**
 * A property or a method (a property that holds a function) in every declaration: no accessor, nothing decorated (a decorator may put an
 * accessor in its place), no `accessor` field. What has no declaration (members of mapped types) is data when the checker calls it a property.
 */
export function isDataMember(symbol: ts.Symbol): boolean {
  const held = ts.SymbolFlags.Property | ts.SymbolFlags.Method;
  if ((symbol.flags & held) === 0 || (symbol.flags & ts.SymbolFlags.Accessor) !== 0) return false;
  return (symbol.declarations ?? []).every(isDataDeclaration);
}

function isDataDeclaration(declaration: ts.Declaration): boolean {
  if (ts.isPropertyDeclaration(declaration))
    return !hasModifier(declaration, ts.SyntaxKind.AccessorKeyword) && ts.getDecorators(declaration) === undefined;
  if (ts.isMethodDeclaration(declaration)) return ts.getDecorators(declaration) === undefined;
  return (
    ts.isPropertySignature(declaration) ||
    ts.isMethodSignature(declaration) ||
    ts.isPropertyAssignment(declaration) ||
    ts.isShorthandPropertyAssignment(declaration) ||
    ts.isParameter(declaration)
  );
}
