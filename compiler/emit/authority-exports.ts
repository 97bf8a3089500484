/**
 * Exports that hand on privileged API. An export names a binding and takes no expression, so the wrapped value gets a binding of its own:
 * `export { readFile } from "fs"` becomes `import { readFile as $sX0 } from "fs"; var $sE0 = $sR(0, $sX0); export { $sE0 as readFile };`. Who
 * imports it in a cycle before that has run finds `undefined`, not the original.
 */
import { ts } from "../typescript.js";
import { InternalError } from "../../core/errors.js";
import type { PlannedCapability } from "../../core/plan.js";
import type { AuthorityContext, AuthorityEdit } from "./authority-guards.js";
import { innermostAt } from "./authority-places.js";
import { text } from "./pieces.js";

interface Handed {
  readonly planned: PlannedCapability;
  /** A name that is exported; null: the whole declaration (`export *`). */
  readonly specifier: ts.ExportSpecifier | null;
}

export function exportEdits(guarded: readonly PlannedCapability[], context: AuthorityContext): readonly AuthorityEdit[] {
  const byDeclaration = new Map<ts.ExportDeclaration, Handed[]>();
  for (const planned of guarded) {
    const { start, end } = planned.reference.rootSpan;
    const node = innermostAt(context.sourceFile, start, end);
    const found = node === null ? null : exportOf(node);
    if (found === null) continue;
    const { declaration, specifier } = found;
    byDeclaration.set(declaration, [...(byDeclaration.get(declaration) ?? []), { planned, specifier }]);
  }
  const count = { next: 0 };
  return [...byDeclaration].map(([declaration, handed]) => declarationEdit(declaration, handed, { context, count }));
}

function exportOf(
  node: ts.Node,
): { readonly declaration: ts.ExportDeclaration; readonly specifier: ts.ExportSpecifier | null } | null {
  const specifier = ts.isExportSpecifier(node) ? node : ts.isExportSpecifier(node.parent) ? node.parent : null;
  if (specifier !== null) return { declaration: specifier.parent.parent, specifier };
  for (let current = node; !ts.isSourceFile(current); current = current.parent) {
    if (ts.isExportDeclaration(current)) return { declaration: current, specifier: null };
    if (ts.isStatement(current)) return null;
  }
  return null;
}

interface Writing {
  readonly context: AuthorityContext;
  readonly count: { next: number };
}

function declarationEdit(
  declaration: ts.ExportDeclaration,
  handed: readonly Handed[],
  { context, count }: Writing,
): AuthorityEdit {
  const { sourceFile, prefix } = context;
  const from = declaration.moduleSpecifier?.getText(sourceFile) ?? null;
  const clause = declaration.exportClause;
  const imports: string[] = [];
  const values: string[] = [];
  const exported: string[] = [];
  const hand = (planned: PlannedCapability, original: string, name: string): void => {
    const value = `${prefix}E${String(count.next++)}`;
    values.push(`${value} = ${prefix}R(${String(context.rowOf(planned))}, ${original})`);
    exported.push(`${value} as ${name}`);
  };
  let kept = "";
  if (clause !== undefined && ts.isNamedExports(clause)) {
    const others = clause.elements.filter((one) => !handed.some(({ specifier }) => specifier === one));
    if (others.length > 0)
      kept = `export { ${others.map((one) => one.getText(sourceFile)).join(", ")} }${from === null ? "" : ` from ${from}`}; `;
    for (const { planned, specifier } of handed) {
      if (specifier === null) throw new InternalError("a list of exports is handed on as a whole");
      const original = (specifier.propertyName ?? specifier.name).getText(sourceFile);
      const name = specifier.name.getText(sourceFile);
      if (from === null) hand(planned, original, name);
      else {
        const local = `${prefix}X${String(count.next)}`;
        imports.push(`import { ${original} as ${local} } from ${from}; `);
        hand(planned, local, name);
      }
    }
  } else {
    const [first] = handed;
    if (first === undefined || from === null) throw new InternalError("an export of everything names no module");
    const local = `${prefix}X${String(count.next)}`;
    imports.push(`import * as ${local} from ${from}; `);
    if (clause === undefined) {
      const view = `${prefix}N${String(count.next)}`;
      values.push(`${view} = ${prefix}R(${String(context.rowOf(first.planned))}, ${local})`);
      for (const name of handedNames(first.planned.reference.root.name, sourceFile)) {
        const value = `${prefix}E${String(count.next++)}`;
        values.push(`${value} = ${view}.${name}`);
        exported.push(`${value} as ${name}`);
      }
    } else hand(first.planned, local, clause.name.getText(sourceFile));
  }
  return {
    start: declaration.getStart(sourceFile),
    end: declaration.end,
    pieces: [text(`${kept}${imports.join("")}var ${values.join(", ")}; export { ${exported.join(", ")} };`)],
  };
}

/**
 * The names that `export * from` a built-in module hands on: those that the building Node knows, and the module does not export itself. One
 * that another Node lacks is `undefined` there; one that it has besides is not handed on.
 */
function handedNames(builtin: string, sourceFile: ts.SourceFile): readonly string[] {
  // Declared present, and absent before Node 20.16.
  const found: unknown = process.getBuiltinModule(builtin);
  if (typeof found !== "object" && typeof found !== "function") return [];
  const own = exportedNames(sourceFile);
  return Object.keys(found ?? {}).filter((name) => name !== "default" && /^[A-Za-z_$][\w$]*$/u.test(name) && !own.has(name));
}

function exportedNames(sourceFile: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const declared = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.add(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) declared(element.name);
  };
  for (const statement of sourceFile.statements) {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause: clause } = statement;
      if (clause !== undefined && ts.isNamedExports(clause)) for (const one of clause.elements) names.add(one.name.text);
      else if (clause !== undefined) names.add(clause.name.text);
      continue;
    }
    const isExported =
      ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (isExported !== true) continue;
    if (ts.isVariableStatement(statement)) for (const { name } of statement.declarationList.declarations) declared(name);
    else if (
      (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) &&
      statement.name !== undefined
    )
      names.add(statement.name.text);
  }
  return names;
}
