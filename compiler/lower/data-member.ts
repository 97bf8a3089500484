/** Which members of a type are declared as data, and not as accessors or methods. */
import { ts } from "../typescript.js";
import { hasModifier } from "./syntax.js";

/**
 * A property in every declaration: no accessor, no method, no decorated or `accessor` field. What has no declaration (members of mapped
 * types) is data when the checker calls it a property.
 */
export function isDataMember(symbol: ts.Symbol): boolean {
  if ((symbol.flags & ts.SymbolFlags.Property) === 0 || (symbol.flags & ts.SymbolFlags.Accessor) !== 0) return false;
  return (symbol.declarations ?? []).every(isDataDeclaration);
}

function isDataDeclaration(declaration: ts.Declaration): boolean {
  if (ts.isPropertyDeclaration(declaration))
    return !hasModifier(declaration, ts.SyntaxKind.AccessorKeyword) && ts.getDecorators(declaration) === undefined;
  return (
    ts.isPropertySignature(declaration) ||
    ts.isPropertyAssignment(declaration) ||
    ts.isShorthandPropertyAssignment(declaration) ||
    ts.isParameter(declaration)
  );
}
