/** Which members of a type are declared as what is read without running anything: data and methods, and not accessors. */
import { isLibraryFile } from "../program/library-files.js";
import { ts } from "../typescript.js";
import { hasModifier } from "./syntax.js";

/**
 * A property or a method (a property that holds a function) in every declaration: no accessor, nothing decorated (a decorator may put an
 * accessor in its place), no `accessor` field. What has no declaration (members of mapped types) is data when the checker calls it a property.
 *
 * What the library declares so of objects of the language are accessors of their prototypes (`map.size`), or methods that others may have replaced by accessors: whether
 * they are the original ones is A2's business, and none of the object's. So it is with what every object inherits (`toString`), whoever declares it.
 */
export function isDataMember(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const held = ts.SymbolFlags.Property | ts.SymbolFlags.Method | ts.SymbolFlags.EnumMember;
  if ((symbol.flags & held) === 0 || (symbol.flags & ts.SymbolFlags.Accessor) !== 0) return false;
  if (symbol.name in Object.prototype) return false;
  return (symbol.declarations ?? []).every((one) => isDataDeclaration(one) && !isOfLanguage(one, checker));
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
    ts.isParameter(declaration) ||
    ts.isEnumMember(declaration)
  );
}

/** Properties that such objects have for themselves. */
const OWN: ReadonlySet<string> = new Set(["Array.length", "ReadonlyArray.length", "RegExp.lastIndex"]);

/** An interface of the library that a global value makes instances of, or a read-only face of one. (Others are of plain objects: `PropertyDescriptor`.) */
function isOfLanguage(declaration: ts.Declaration, checker: ts.TypeChecker): boolean {
  const { parent } = declaration;
  if (!ts.isInterfaceDeclaration(parent) || !isLibraryFile(parent.getSourceFile().fileName)) return false;
  if (isOfHost(parent.getSourceFile()))
    return ts.isPropertySignature(declaration) && !hasModifier(declaration, ts.SyntaxKind.ReadonlyKeyword);
  const holder = parent.name.text;
  const name = ts.getNameOfDeclaration(declaration);
  if (name !== undefined && ts.isIdentifier(name) && OWN.has(`${holder}.${name.text}`)) return false;
  const isMade = ((checker.getSymbolAtLocation(parent.name)?.flags ?? 0) & ts.SymbolFlags.Value) !== 0;
  return isMade || holder.startsWith("Readonly");
}

/** Of the DOM, whose attributes are accessors of the host. To read one that is read-only (`node.nodeType`), or a method, runs no code of a program; a setter may (`el.id = x`: custom elements). */
const isOfHost = ({ fileName }: ts.SourceFile): boolean => /\/lib\.(?:dom|webworker)\b[^/]*$/u.test(fileName);
