/**
 * Namespaces and enums that are declared in several places. Inside each of them TypeScript finds what the others declare before what stands around it,
 * and emits a member of the common object: which name that is, the scopes of one declaration do not tell.
 */
import { kindSet, nodesOfKinds } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import { declaredNames, hasModifier, isAmbient, staticPropertyName } from "./syntax.js";

type Merging = ts.ModuleDeclaration | ts.EnumDeclaration | ts.ClassDeclaration;

const MERGING = kindSet(ts.SyntaxKind.ModuleDeclaration, ts.SyntaxKind.EnumDeclaration, ts.SyntaxKind.ClassDeclaration);

/** By file and name: what all declarations of that name, wherever they stand, may make members of its object. */
const known = new WeakMap<ts.SourceFile, ReadonlyMap<string, ReadonlySet<string>>>();

/** Names that may be members of the common object; null where any may be: scripts share names with each other. */
export function memberNames(node: ts.ModuleDeclaration | ts.EnumDeclaration): ReadonlySet<string> | null {
  const file = node.getSourceFile();
  if (!ts.isExternalModule(file)) return null;
  const names = known.get(file) ?? membersIn(file);
  known.set(file, names);
  return names.get(node.name.text) ?? new Set();
}

function membersIn(file: ts.SourceFile): ReadonlyMap<string, ReadonlySet<string>> {
  const members = new Map<string, Set<string>>();
  for (const node of nodesOfKinds(file, MERGING)) {
    const { name } = node as Merging;
    if (name === undefined) continue;
    const own = members.get(name.text) ?? new Set<string>();
    for (const member of declaredIn(node as Merging)) own.add(member);
    members.set(name.text, own);
  }
  return members;
}

function declaredIn(node: Merging): readonly string[] {
  if (ts.isEnumDeclaration(node)) return node.members.flatMap(({ name }) => staticPropertyName(name) ?? []);
  if (ts.isClassDeclaration(node))
    return node.members.flatMap((member) =>
      hasModifier(member, ts.SyntaxKind.StaticKeyword) && member.name !== undefined
        ? (staticPropertyName(member.name) ?? [])
        : [],
    );
  const { body } = node;
  if (body === undefined) return [];
  if (!ts.isModuleBlock(body)) return ts.isModuleDeclaration(body) ? [body.name.text] : [];
  // In an ambient namespace everything is exported.
  const isExported = (one: ts.Node): boolean =>
    isAmbient(node) || ts.isExportDeclaration(one) || hasModifier(one, ts.SyntaxKind.ExportKeyword);
  return body.statements.filter(isExported).flatMap(namesOf);
}

function namesOf(statement: ts.Statement): readonly string[] {
  // `declare namespace N { const a: number; export { a as b }; }`
  if (ts.isExportDeclaration(statement)) {
    const { exportClause } = statement;
    return exportClause !== undefined && ts.isNamedExports(exportClause)
      ? exportClause.elements.map(({ name }) => name.text)
      : [];
  }
  if (ts.isVariableStatement(statement)) return declaredNames(statement.declarationList.declarations).map(({ text }) => text);
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement)
  )
    return statement.name === undefined ? [] : [statement.name.text];
  return [];
}
