/**
 * Guards of privileged API: wherever the plan says so, the root of a reference is wrapped where it stands, `fs.readFile(p)` becoming
 * `$sR(0, fs).readFile(p)`. In place, since then scopes, order of evaluation, dead zones and import cycles are those of the source: `$sR` is a
 * hoisted function, so that it works before the module's first statement has run. What is no expression (exports, targets of assignments)
 * has forms of its own below. Texts go in after all other guards are printed, into every copy of a piece of source.
 */
import { ts } from "../typescript.js";
import { InternalError } from "../../core/errors.js";
import type { Capability } from "../../core/capability.js";
import type { ModulePlan, PlannedCapability } from "../../core/plan.js";
import { isWrapped } from "../../verifier/plan-capabilities.js";
import { range, text, type Piece } from "./pieces.js";
import { exportEdits } from "./authority-exports.js";
import { innermostAt, isAssignmentTarget } from "./authority-places.js";

/** How emitted code says where it lies, which relative paths of grants start from. */
export interface ModuleOrigin {
  readonly expression: "import.meta.url" | "__filename";
  /** The project root as seen from the folder of the emitted file: `../..`. */
  readonly root: string;
}

/** A piece of the original that is printed otherwise. Edits do not overlap. */
export interface AuthorityEdit {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
}

export interface AuthorityContext {
  readonly sourceFile: ts.SourceFile;
  readonly prefix: string;
  /** Index of the row that describes a root. */
  rowOf(reference: PlannedCapability): number;
  /** Index of a row that is denied when it is reached, for places where nothing can be wrapped. */
  deniedRow(reference: PlannedCapability): number;
  /** Index of the row of the global object itself, for assignments to free names. */
  globalRow(reference: PlannedCapability): number;
}

interface Row {
  readonly kind: "global" | "module" | "syntax";
  readonly name: string;
  readonly bound: readonly string[];
  readonly id: string;
  readonly line: number;
  readonly column: number;
  /** What overrides in force allow here beyond the grant of the module. */
  readonly extra: readonly Capability[];
  /** What is asked when the root is reached: changes of what everybody shares, which no view can see. */
  readonly touched: readonly Capability[];
}

export interface AuthorityGuards {
  readonly edits: readonly AuthorityEdit[];
  /** Specifier-less imports and functions, empty when nothing is guarded. */
  readonly imported: readonly (readonly [imported: string, local: string])[];
  readonly epilogue: string;
}

const NOTHING: AuthorityGuards = { edits: [], imported: [], epilogue: "" };

/** `sourceFile` must have parent pointers. Throws InternalError when a reference has no form. */
export function authorityGuards(
  sourceFile: ts.SourceFile,
  plan: ModulePlan,
  { prefix, origin }: { readonly prefix: string; readonly origin: ModuleOrigin | null },
): AuthorityGuards {
  const guarded = guardedRoots(plan);
  if (guarded.length === 0) return NOTHING;
  const rows: Row[] = [];
  const elements = new Set<number>();
  const row = (
    planned: PlannedCapability,
    root: Pick<Row, "kind" | "name" | "bound">,
    touched = writesAt(plan, planned),
  ): number => {
    const { line, character } = ts.getLineAndCharacterOfPosition(sourceFile, planned.reference.rootSpan.start);
    const extra = overriddenAt(plan, planned);
    const made: Row = { ...root, id: planned.id, line: line + 1, column: character + 1, extra, touched };
    const known = rows.findIndex((one) => sameRoot(one, made));
    return known >= 0 ? known : rows.push(made) - 1;
  };
  const context: AuthorityContext = {
    sourceFile,
    prefix,
    rowOf: (planned) => {
      const { root, path, bound } = planned.reference;
      return row(planned, { name: root.name, kind: root.kind === "syntax" ? "global" : root.kind, bound: path.slice(0, bound) });
    },
    deniedRow: (planned) => {
      const { action } = planned.capability;
      const denied = row(planned, { kind: "global", name: "undefined", bound: [] }, [{ action, pattern: null }]);
      elements.add(denied);
      return denied;
    },
    globalRow: (planned) => row(planned, { kind: "global", name: "globalThis", bound: [] }),
  };
  const edits = [...guarded.flatMap((planned) => editOf(planned, context)), ...exportEdits(guarded, context)];
  const registration = {
    module: plan.module,
    onViolation: plan.enforcement.onViolation,
    root: origin?.root ?? null,
    grant: plan.grant.map(asText),
    roots: rows.map(({ kind, name, bound, id, line, column, extra, touched }) => [
      kind,
      name,
      bound,
      id,
      line,
      column,
      extra.map(asText),
      touched.map(asText),
    ]),
  };
  const from = origin === null ? "null" : origin.expression;
  return {
    edits,
    imported: [["authority", `${prefix}G`]],
    epilogue:
      `\n;var ${prefix}A;\n` +
      `function ${prefix}H() { return ${prefix}A ||= ${prefix}G(${JSON.stringify(registration)}, ${from}); }\n` +
      `function ${prefix}R(n, v) { return (${prefix}A || ${prefix}H()).root(n, v); }\n` +
      `function ${prefix}I(n, f, s, o) { return (${prefix}A || ${prefix}H()).load(n, f, s, o); }\n` +
      [...elements].map((at) => `function ${elementName(prefix, at)}() { return ${prefix}R(${String(at)}, null); }\n`).join(""),
  };
}

/** References to wrap, each place once: those with a demand that is neither proved nor freed. */
export function guardedRoots({ capabilities }: ModulePlan): readonly PlannedCapability[] {
  const byPlace = new Map<string, PlannedCapability>();
  for (const planned of capabilities) {
    if (planned.disposition !== "guard" && planned.disposition !== "reject") continue;
    const place = placeOf(planned);
    if (!byPlace.has(place)) byPlace.set(place, planned);
  }
  return [...byPlace.values()];
}

const placeOf = ({ reference: { rootSpan } }: Pick<PlannedCapability, "reference">): string =>
  `${String(rootSpan.start)}:${String(rootSpan.end)}`;

const overriddenAt = ({ capabilities }: ModulePlan, planned: PlannedCapability): readonly Capability[] =>
  capabilities
    .filter((one) => one.disposition === "override" && placeOf(one) === placeOf(planned))
    .map(({ capability }) => capability);

const writesAt = ({ capabilities }: ModulePlan, planned: PlannedCapability): readonly Capability[] =>
  capabilities
    .filter(
      ({ capability, disposition, reference }) =>
        capability.action === "global.write" && disposition !== "override" && placeOf({ reference }) === placeOf(planned),
    )
    .map(({ capability }) => capability);

const asText = ({ action, pattern }: Capability): readonly [string, string | null] => [action, pattern];

function sameRoot(a: Row, b: Row): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    JSON.stringify([a.bound, a.extra, a.touched]) === JSON.stringify([b.bound, b.extra, b.touched])
  );
}

/** `pieces` with every range that an edit lies in printed anew. Throws InternalError when an edit is nowhere. */
export function withEdits(pieces: readonly Piece[], edits: readonly AuthorityEdit[], module: string): readonly Piece[] {
  if (edits.length === 0) return pieces;
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  const made = new Set<AuthorityEdit>();
  const result: Piece[] = [];
  for (const piece of pieces) {
    if (piece.kind === "text") {
      result.push(piece);
      continue;
    }
    let cursor = piece.start;
    for (const edit of sorted) {
      if (edit.end <= cursor || edit.start >= piece.end) continue;
      if (edit.start < cursor || edit.end > piece.end)
        throw new InternalError(`the guard at offset ${String(edit.start)} of \`${module}\` is torn by another one`);
      result.push(range(cursor, edit.start), ...edit.pieces);
      made.add(edit);
      cursor = edit.end;
    }
    result.push(range(cursor, piece.end));
  }
  const missing = sorted.find((edit) => !made.has(edit));
  if (missing !== undefined)
    throw new InternalError(`no place for the guard at offset ${String(missing.start)} of \`${module}\``);
  return result;
}

function editOf(planned: PlannedCapability, context: AuthorityContext): readonly AuthorityEdit[] {
  const { start, end } = planned.reference.rootSpan;
  const node = innermostAt(context.sourceFile, start, end);
  if (node === null)
    throw new InternalError(`\`${planned.reference.text}\` at offset ${String(start)} has a root that is no piece of syntax`);
  const { parent } = node;
  // Exports are statements: `exportEdits` sees to them.
  if (ts.isExportSpecifier(node) || ts.isExportSpecifier(parent) || ts.isExportDeclaration(node) || ts.isNamespaceExport(node))
    return [];
  if (ts.isNamespaceExport(parent) || (ts.isStringLiteral(node) && ts.isExportDeclaration(parent))) return [];
  // `typeof fetch` says one word of the value and hands nothing on.
  if (ts.isTypeOfExpression(parent) && parent.expression === node && ts.isIdentifier(node)) return [];
  if (isOfType(node)) return [];
  if (planned.reference.use.kind === "element") return elementEdits(node, planned, context);
  // The plan rejects it; hardening closes it at run time.
  if (!isWrapped(planned.reference)) return [];
  const load = loadOf(node);
  if (load !== null) return [importEdit(load, planned, context)];
  if (ts.isIdentifier(node) && isAssignmentTarget(node)) return [targetEdit(node, planned, context)];
  const { prefix } = context;
  const wrapped = (before: string, after: string): AuthorityEdit => ({
    start,
    end,
    pieces: [text(`${before}${prefix}R(${String(context.rowOf(planned))}, `), range(start, end), text(`)${after}`)],
  });
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node)
    return [wrapped(`${node.getText(context.sourceFile)}: `, "")];
  if (ts.isImportEqualsDeclaration(node.parent) || ts.isQualifiedName(node.parent))
    return aliasEdits(node, wrapped("", ""), context);
  if (isConstructed(node)) return [wrapped("(", ")")];
  return decoratorEdits(node, wrapped("", ""), context);
}

const elementName = (prefix: string, row: number): string => `${prefix}J${String(row)}`;

/** `<fs.X a={1} />` → `<$sJ0 a={1} />`: the plan rejects it, and a component that is denied when it is rendered stands in its place. */
function elementEdits(node: ts.Node, planned: PlannedCapability, context: AuthorityContext): readonly AuthorityEdit[] {
  let opening = node.parent;
  while (!ts.isJsxOpeningLikeElement(opening)) opening = opening.parent;
  const name = text(elementName(context.prefix, context.deniedRow(planned)));
  const tags = ts.isJsxOpeningElement(opening) ? [opening.tagName, opening.parent.closingElement.tagName] : [opening.tagName];
  return tags.map((tag) => ({ start: tag.getStart(context.sourceFile), end: tag.end, pieces: [name] }));
}

/** The call that imports at run time, given the call itself or its keyword. */
function loadOf(node: ts.Node): ts.CallExpression | null {
  const call = node.kind === ts.SyntaxKind.ImportKeyword ? node.parent : node;
  return ts.isCallExpression(call) && call.expression.kind === ts.SyntaxKind.ImportKeyword ? call : null;
}

/**
 * `import(x, o)` → `$sI(0, (s, o) => import(s, o), x, o)`: the runtime is given the specifier, turns it to text once, and has the module
 * itself import that text.
 */
function importEdit(call: ts.CallExpression, planned: PlannedCapability, context: AuthorityContext): AuthorityEdit {
  const [first, second] = call.arguments;
  const start = call.getStart(context.sourceFile);
  if (first === undefined) throw new InternalError("an import without a specifier has no guard");
  const load = second === undefined ? "(s) => import(s)" : "(s, o) => import(s, o)";
  return {
    start,
    end: first.getStart(context.sourceFile),
    pieces: [text(`${context.prefix}I(${String(context.rowOf(planned))}, ${load}, `)],
  };
}

/** `fetch = f` → `$sR(0, globalThis).fetch = f`: what takes a value must stay a reference. */
function targetEdit(node: ts.Identifier, planned: PlannedCapability, context: AuthorityContext): AuthorityEdit {
  const target = `${context.prefix}R(${String(context.globalRow(planned))}, globalThis).${node.text}`;
  const shorthand = ts.isShorthandPropertyAssignment(node.parent) ? `${node.text}: ` : "";
  return { start: node.getStart(context.sourceFile), end: node.end, pieces: [text(shorthand + target)] };
}

/** `import p = fs.promises` → `const p = $sR(0, fs).promises`; the `import` of `import fs = require("fs")` names nothing yet. */
function aliasEdits(node: ts.Node, wrapped: AuthorityEdit, { sourceFile }: AuthorityContext): readonly AuthorityEdit[] {
  let top = node.parent;
  while (ts.isQualifiedName(top)) top = top.parent;
  if (!ts.isImportEqualsDeclaration(top)) return [];
  const keyword = top.getChildren(sourceFile).find(({ kind }) => kind === ts.SyntaxKind.ImportKeyword);
  if (keyword === undefined) throw new InternalError("an import without its keyword");
  return [{ start: keyword.getStart(sourceFile), end: keyword.end, pieces: [text("const")] }, wrapped];
}

/** `new fs.X()` must not become `new $sR(0, fs)` followed by a call. */
function isConstructed(node: ts.Node): boolean {
  let current = node;
  while (isLink(current.parent, current)) current = current.parent;
  return ts.isNewExpression(current.parent) && current.parent.expression === current;
}

const isLink = (parent: ts.Node, child: ts.Node): boolean =>
  (ts.isPropertyAccessExpression(parent) ||
    ts.isElementAccessExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isExpressionWithTypeArguments(parent)) &&
  parent.expression === child;

/** A decorator is a name or a call unless it stands in parentheses. */
function decoratorEdits(node: ts.Node, wrapped: AuthorityEdit, { sourceFile }: AuthorityContext): readonly AuthorityEdit[] {
  let current = node;
  while (isLink(current.parent, current) || (ts.isCallExpression(current.parent) && current.parent.expression === current))
    current = current.parent;
  if (!ts.isDecorator(current.parent)) return [wrapped];
  const start = current.getStart(sourceFile);
  if (current.end === wrapped.end) return [{ ...wrapped, pieces: [text("("), ...wrapped.pieces, text(")")] }];
  return [
    { ...wrapped, pieces: [text(start === wrapped.start ? "(" : ""), ...wrapped.pieces] },
    { start: current.end - 1, end: current.end, pieces: [range(current.end - 1, current.end), text(")")] },
  ];
}

/** Types are erased: what they name is not reached. */
function isOfType(node: ts.Node): boolean {
  for (let current = node; !ts.isSourceFile(current); current = current.parent) {
    if (ts.isExpressionWithTypeArguments(current)) {
      const { parent } = current;
      return (
        ts.isInterfaceDeclaration(parent.parent) ||
        (ts.isHeritageClause(parent) && parent.token === ts.SyntaxKind.ImplementsKeyword)
      );
    }
    if (ts.isTypeNode(current) || ts.isInterfaceDeclaration(current) || ts.isTypeAliasDeclaration(current)) return true;
    if (ts.isStatement(current)) return false;
  }
  return false;
}
