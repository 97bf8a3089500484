/** What a module exports, as nodes of its own or as what other modules give. */
import { ts } from "../typescript.js";
import type { AuthorityExport, AuthorityMention } from "../../core/authority.js";
import type { ModuleBindings } from "../lower/module-bindings.js";
import { hasModifier } from "../lower/syntax.js";
import type { Collected } from "./collect.js";
import { bindingKey } from "../lower/module-bindings.js";
import { firstName, type Owners } from "./owners.js";

/** Sorted by name. Names of CommonJS are those assigned at the top of the module; what is exported otherwise belongs to the body. */
export function exportsOf(bindings: ModuleBindings, { denoter }: Collected, owners: Owners): readonly AuthorityExport[] {
  const { sourceFile } = bindings;
  const found: AuthorityExport[] = [];
  const line = (node: ts.Node): number => sourceFile.getLineAndCharacterOfPosition(node.getStart(sourceFile)).line + 1;
  const toNode = (name: string, node: ts.Node): AuthorityMention => ({ kind: "node", name, line: line(node) });
  const ofName = (node: ts.Identifier): AuthorityMention => {
    const binding = denoter.bindingOf(node);
    const denoted = binding === null ? null : denoter.ofBinding(binding);
    if (denoted?.root.kind === "import")
      return { kind: "import", specifier: denoted.root.name, name: denoted.path[0] ?? null, line: line(node) };
    const target = binding === null ? null : owners.ofBinding(binding);
    return toNode(denoted !== null && target === null ? "" : (target ?? ""), node);
  };
  for (const statement of sourceFile.statements) {
    if (ts.isExportDeclaration(statement)) found.push(...declared(statement, { ofName, toNode, line }));
    else if (ts.isExportAssignment(statement)) {
      const name = statement.isExportEquals === true ? "*" : "default";
      found.push({ name, target: toNode(name === "*" ? "export *" : "export default", statement) });
    } else if (hasModifier(statement, ts.SyntaxKind.ExportKeyword))
      found.push(...exportedStatement(statement, { bindings, owners, toNode }));
    else if (ts.isExpressionStatement(statement)) {
      const owner = owners.of(statement.expression);
      if (owner.startsWith("export ")) found.push({ name: owner.slice("export ".length), target: toNode(owner, statement) });
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

interface Naming {
  readonly ofName: (node: ts.Identifier) => AuthorityMention;
  readonly toNode: (name: string, node: ts.Node) => AuthorityMention;
  readonly line: (node: ts.Node) => number;
}

function declared(statement: ts.ExportDeclaration, { ofName, toNode, line }: Naming): readonly AuthorityExport[] {
  const { exportClause, moduleSpecifier, isTypeOnly } = statement;
  if (isTypeOnly) return [];
  const specifier = moduleSpecifier !== undefined && ts.isStringLiteralLike(moduleSpecifier) ? moduleSpecifier.text : null;
  const from = (name: string | null): AuthorityMention => ({
    kind: "import",
    specifier: specifier ?? "",
    name,
    line: line(statement),
  });
  if (exportClause === undefined)
    return [
      { name: "*", target: from(null) },
      { name: "*", target: toNode("export *", statement) },
    ];
  if (ts.isNamespaceExport(exportClause)) return [{ name: exportClause.name.text, target: from(null) }];
  return exportClause.elements.flatMap((element): readonly AuthorityExport[] => {
    if (element.isTypeOnly) return [];
    const local = element.propertyName ?? element.name;
    const own: AuthorityExport = { name: element.name.text, target: toNode(`export ${element.name.text}`, element) };
    if (specifier !== null) return [{ name: element.name.text, target: from(local.text) }, own];
    return ts.isIdentifier(local) ? [{ name: element.name.text, target: ofName(local) }, own] : [own];
  });
}

interface Declaring {
  readonly bindings: ModuleBindings;
  readonly owners: Owners;
  readonly toNode: Naming["toNode"];
}

function exportedStatement(statement: ts.Statement, { bindings, owners, toNode }: Declaring): readonly AuthorityExport[] {
  const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      namesOf(name).map((text) => ({ name: text, target: toNode(`var ${firstName(name) ?? text}`, statement) })),
    );
  }
  if (!ts.isFunctionDeclaration(statement) && !ts.isClassDeclaration(statement)) return [];
  const binding = bindings.bindingOf.get(bindingKey(statement));
  const unit = bindings.unitOf.get(statement);
  const target = ts.isClassDeclaration(statement)
    ? owners.ofClass(statement)
    : unit !== undefined
      ? owners.ofUnit(unit)
      : binding === undefined
        ? null
        : owners.ofBinding(binding);
  return target === null
    ? []
    : [{ name: isDefault ? "default" : (statement.name?.text ?? "default"), target: toNode(target, statement) }];
}

function namesOf(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesOf(element.name)));
}
