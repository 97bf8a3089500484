/** One source file as data: what it takes hold of, who mentions whom, and what it exports. */
import { ts } from "../typescript.js";
import type {
  AuthorityExport,
  AuthorityMention,
  AuthorityNode,
  AuthorityReference,
  ModuleAuthority,
} from "../../core/authority.js";
import { InternalError } from "../../core/errors.js";
import { modulePath, type ModulePath } from "../../core/ids.js";
import { hasModifier } from "../lower/syntax.js";
import { collectScriptNames, resolveReferences, type ScriptNames } from "../lower/resolve.js";
import { moduleScopes } from "../lower/module-scopes.js";
import { analyseScopes } from "../lower/scopes.js";
import type { ModuleBindings } from "../lower/module-bindings.js";
import { siteText, siteTokens } from "../lower/site-text.js";
import { collect, type Collected, type FoundReference } from "./collect.js";
import { exportsOf } from "./exports.js";
import { BODY, createOwners, type Owners } from "./owners.js";

/** Longer expressions are named by their root alone. */
const MAX_NAMED = 4000;

/** Precondition: the file is not nested too deeply (`isTooDeep`), and has parent pointers. */
export function moduleAuthority(sourceFile: ts.SourceFile, name: string, scripts: ScriptNames = new Map()): ModuleAuthority {
  const bindings = resolvedScopes(sourceFile, modulePath(name), scripts);
  const collected = collect(bindings);
  const owners = createOwners(bindings);
  const sorted = [...collected.references].sort((a, b) => a.node.pos - b.node.pos || a.root.pos - b.root.pos);
  const exports = exportsOf(bindings, collected, owners);
  return {
    module: name,
    references: sorted.map((found) => reference(found, sourceFile, owners)),
    nodes: nodesOf({ bindings, collected, owners, sorted, exports }),
    exports,
    imports: collected.loads
      .map(({ specifier, by, node }) => ({ specifier, by, line: lineOf(node, sourceFile) }))
      .sort((a, b) => a.line - b.line || (a.specifier < b.specifier ? -1 : 1)),
  };
}

function resolvedScopes(sourceFile: ts.SourceFile, path: ModulePath, scripts: ScriptNames): ModuleBindings {
  if (scripts.size === 0 && ts.isExternalModule(sourceFile)) return moduleScopes(sourceFile, path);
  const bindings = analyseScopes(sourceFile, path);
  // Other scripts see the top level of a script: what it holds counts as exported.
  const own = collectScriptNames([bindings]);
  resolveReferences(bindings, new Map([...scripts, ...own]));
  return bindings;
}

/** A file that cannot be looked into: it may do anything. */
export function opaqueModule(name: string, reason: string): ModuleAuthority {
  const span = { start: 0, end: 0 };
  const whole: AuthorityReference = {
    root: { kind: "syntax", name: "file" },
    path: [],
    bound: 0,
    use: { kind: "value" },
    needs: [{ action: "code.dynamic", resource: null }],
    line: 1,
    span,
    rootSpan: span,
    text: reason,
    tokens: "",
    function: BODY,
  };
  return {
    module: name,
    references: [whole],
    nodes: [{ name: BODY, line: 1, references: [0], mentions: [] }],
    exports: [{ name: "*", target: { kind: "node", name: BODY, line: 1 } }],
    imports: [],
  };
}

const lineOf = (node: ts.Node, sourceFile: ts.SourceFile): number =>
  sourceFile.getLineAndCharacterOfPosition(node.getStart(sourceFile)).line + 1;

function reference(found: FoundReference, sourceFile: ts.SourceFile, owners: Owners): AuthorityReference {
  const { denoted, bound, kind, needs, node, root } = found;
  const { name, kind: rootKind } = denoted.root;
  if (rootKind === "import") throw new InternalError(`\`${name}\` is no privileged module`);
  const spanOf = (one: ts.Node): { readonly start: number; readonly end: number } => ({
    start: one.getStart(sourceFile),
    end: one.end,
  });
  return {
    root: { kind: rootKind, name },
    path: denoted.path,
    bound,
    use: { kind },
    needs,
    line: lineOf(node, sourceFile),
    span: spanOf(node),
    rootSpan: spanOf(root),
    text: siteText(node, sourceFile),
    tokens: siteTokens(node.end - node.pos > MAX_NAMED ? root : node, sourceFile),
    function: owners.functionOf(node),
  };
}

interface Parts {
  readonly bindings: ModuleBindings;
  readonly collected: Collected;
  readonly owners: Owners;
  readonly sorted: readonly FoundReference[];
  readonly exports: readonly AuthorityExport[];
}

interface Building {
  readonly line: number;
  readonly references: number[];
  readonly mentions: Map<string, AuthorityMention>;
}

function nodesOf({ bindings, collected, owners, sorted, exports }: Parts): readonly AuthorityNode[] {
  const { sourceFile } = bindings;
  const nodes = new Map<string, Building>();
  const at = (name: string, place: ts.Node): Building => {
    const known = nodes.get(name);
    if (known !== undefined) return known;
    const made: Building = { line: lineOf(place, sourceFile), references: [], mentions: new Map() };
    nodes.set(name, made);
    return made;
  };
  const mention = (from: string, place: ts.Node, mentioned: AuthorityMention): void => {
    if (mentioned.kind === "node" && mentioned.name === from) return;
    const key = mentioned.kind === "node" ? `#${mentioned.name}` : `${mentioned.specifier}#${mentioned.name ?? "*"}`;
    const { mentions } = at(from, place);
    if (!mentions.has(key)) mentions.set(key, mentioned);
  };
  const toNode = (name: string, place: ts.Node): AuthorityMention => ({ kind: "node", name, line: lineOf(place, sourceFile) });

  at(BODY, sourceFile);
  sorted.forEach((found, index) => {
    const owner = exportOwner(found.node) ?? owners.of(found.node);
    at(owner, found.node).references.push(index);
  });
  for (const { specifier, name, node } of collected.imports) {
    mention(owners.of(node), node, { kind: "import", specifier, name, line: lineOf(node, sourceFile) });
  }
  for (const { binding, node } of collected.mentions) {
    const target = owners.ofBinding(binding);
    if (target !== null) mention(owners.of(node), node, toNode(target, node));
  }
  for (const unit of bindings.units) {
    if (unit === bindings.body) continue;
    const name = owners.ofUnit(unit);
    at(name, unit.node);
    const isHeld = ts.isFunctionDeclaration(unit.node) && !ts.isSourceFile(unit.node);
    // A declared function runs when it is mentioned, a method when its class is; what is only written down belongs to where it stands.
    if (unit.ofClass !== null && unit.kind !== "function" && unit.kind !== "arrow")
      mention(owners.ofClass(unit.ofClass.node), unit.node, toNode(name, unit.node));
    else if (!isHeld) mention(owners.of(unit.node.parent), unit.node, toNode(name, unit.node));
  }
  for (const info of bindings.classes) {
    const name = owners.ofClass(info.node);
    at(name, info.node);
    // Static blocks and fields run where the class stands; so do its keys, decorators and what it extends.
    if (ts.isClassExpression(info.node) || hasStaticCode(info.node))
      mention(owners.of(info.node.parent), info.node, toNode(name, info.node));
  }
  // Variables of the module come into being as its body runs.
  for (const [name, { line }] of [...nodes]) {
    if (name.startsWith("var ") || name.startsWith("export ")) mention(BODY, sourceFile, { kind: "node", name, line });
  }
  for (const { target } of exports) if (target.kind === "node") at(target.name, sourceFile);
  return [...nodes]
    .map(([name, { line, references, mentions }]) => ({ name, line, references, mentions: [...mentions.values()] }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** `export { readFile } from "fs"` is an export of its own, which only those run who import it. */
function exportOwner(node: ts.Node): string | null {
  if (ts.isExportSpecifier(node)) return `export ${node.name.text}`;
  if (ts.isNamespaceExport(node)) return `export ${node.name.text}`;
  return ts.isExportDeclaration(node) ? "export *" : null;
}

function hasStaticCode(node: ts.ClassLikeDeclaration): boolean {
  return node.members.some(
    (member) =>
      ts.isClassStaticBlockDeclaration(member) ||
      (ts.isPropertyDeclaration(member) && hasModifier(member, ts.SyntaxKind.StaticKeyword)),
  );
}
