/** All references to roots in one module, from its names and from the syntax that needs none. */
import { eachNode, kindSet } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import type { AuthorityNeed, AuthorityUse, ResourceText } from "../../core/authority.js";
import type { Binding } from "../lower/binding.js";
import type { ModuleBindings } from "../lower/module-bindings.js";
import { createDenoter, isReflectGet, isRequire, moduleNamed, type Denoted, type Denoter } from "./denote.js";
import { hazard, HAZARDOUS, hazardOf, type Hazard } from "./hazards.js";
import { htmlCommentIn } from "./html-comments.js";
import { needsOf } from "./needs.js";
import { createResourceReader, type ResourceReader } from "./resource.js";
import { usesOf, type FoundUse } from "./use.js";

export interface FoundReference {
  readonly denoted: Denoted;
  readonly bound: number;
  readonly kind: AuthorityUse["kind"];
  readonly needs: readonly AuthorityNeed[];
  readonly node: ts.Node;
  readonly root: ts.Node;
}

/** A mention of what another module gives. */
export interface FoundImport {
  readonly specifier: string;
  /** Null: any of it. */
  readonly name: string | null;
  readonly node: ts.Node;
}

export interface FoundLoad {
  readonly specifier: string;
  readonly by: "import" | "require";
  readonly node: ts.Node;
}

/** A mention of something of the module's own. */
export interface FoundMention {
  readonly binding: Binding;
  readonly node: ts.Node;
}

export interface Collected {
  readonly references: readonly FoundReference[];
  readonly imports: readonly FoundImport[];
  readonly mentions: readonly FoundMention[];
  /** Constant specifiers of everything that is loaded and no built-in, with the place. */
  readonly loads: readonly FoundLoad[];
  readonly denoter: Denoter;
}

interface Collecting {
  readonly denoter: Denoter;
  readonly resources: ResourceReader;
  readonly references: FoundReference[];
  readonly imports: FoundImport[];
  readonly mentions: FoundMention[];
  readonly loads: FoundLoad[];
}

export function collect(bindings: ModuleBindings): Collected {
  const denoter = createDenoter(bindings);
  const into: Collecting = {
    denoter,
    resources: createResourceReader(denoter),
    references: [],
    imports: [],
    mentions: [],
    loads: [],
  };
  for (const { node } of bindings.pending) identifier(node, into);
  // `pending` has what stands for values only; this has what needs no name.
  eachNode(bindings.sourceFile, CONCERNED, (node) => {
    if (isTypeOnly(node)) return false;
    syntax(node, into);
    return true;
  });
  const comment = htmlCommentIn(bindings.sourceFile);
  if (comment !== null)
    addHazard(
      comment,
      hazard("comment of HTML", "code.dynamic", ts.isSourceFile(comment.parent) ? comment : comment.parent),
      into,
    );
  return into;
}

/** What `isTypeOnly` leaves out, as far as anything is below it, and what `syntax` looks at. */
const CONCERNED = kindSet(
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.MetaProperty,
  ts.SyntaxKind.ExternalModuleReference,
  ...HAZARDOUS,
).fill(1, ts.SyntaxKind.FirstTypeNode, ts.SyntaxKind.LastTypeNode + 1);

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node);
}

function identifier(node: ts.Identifier, into: Collecting): void {
  const { denoter } = into;
  const denoted = denoter.ofIdentifier(node);
  const binding = denoter.bindingOf(node);
  if (denoted === null) {
    if (binding !== null) into.mentions.push({ binding, node });
    return;
  }
  // Also what it was initialised with is mentioned: `const a = require("./a")`.
  if (binding !== null && denoted.root.kind !== "import") into.mentions.push({ binding, node });
  // The name `require` of `require("fs")` is part of the root.
  if (isLoader(node, denoted, denoter)) return;
  add(node, denoted, into);
}

function isLoader(node: ts.Identifier, denoted: Denoted, denoter: Denoter): boolean {
  let outer: ts.Node = node;
  while (ts.isPropertyAccessExpression(outer.parent) && outer.parent.expression === outer) outer = outer.parent;
  const { parent } = outer;
  if (!ts.isCallExpression(parent) || parent.expression !== outer) return false;
  const loaded = denoter.denotes(parent);
  return loaded !== null && (isRequire(denoted) || outer !== node || denoted.root.kind === "module");
}

/** Everything done to what stands at `root`. */
function add(root: ts.Node, denoted: Denoted, into: Collecting): void {
  for (const use of usesOf(root, denoted, into.denoter)) addUse(root, { use, bound: denoted.path.length }, into);
}

function addUse(root: ts.Node, { use, bound }: { readonly use: FoundUse; readonly bound: number }, into: Collecting): void {
  if (use.denoted.root.kind === "import") {
    into.imports.push({ specifier: use.denoted.root.name, name: importedName(use.denoted), node: use.node });
    return;
  }
  const extra = tamperNeed(use, into.denoter);
  const needs = [...needsOf(use, into.resources), ...extra];
  if (needs.length === 0) return;
  const kind = use.kind === "test" ? "value" : use.kind;
  into.references.push({ denoted: use.denoted, bound, kind, needs, node: use.node, root });
}

const importedName = ({ path }: Denoted): string | null => path[0] ?? null;

const TAMPERING: ReadonlySet<string> = new Set([
  "Object.defineProperty",
  "Object.defineProperties",
  "Object.assign",
  "Object.setPrototypeOf",
  "Reflect.set",
  "Reflect.defineProperty",
  "Reflect.deleteProperty",
  "Reflect.setPrototypeOf",
]);

/** `Object.defineProperty(Array.prototype, …)` changes what everybody shares. */
function tamperNeed({ kind, node, denoted }: FoundUse, denoter: Denoter): readonly AuthorityNeed[] {
  const { parent } = node;
  if (kind !== "value" || !ts.isCallExpression(parent) || parent.arguments[0] !== node) return [];
  if (denoted.root.kind === "global" && (denoted.root.name === "exports" || denoted.root.name === "module")) return [];
  if (denoted.root.name === "arguments") return [];
  const callee = denoter.denotes(parent.expression);
  if (callee?.root.kind !== "global" || !TAMPERING.has([callee.root.name, ...callee.path].join("."))) return [];
  const name = [denoted.root.name, ...denoted.path].join(".");
  return [{ action: "global.write", resource: { parts: [{ kind: "text", text: name }] } }];
}

/** Roots without a name: loads, `import.meta`, re-exports, and what `hazards.ts` knows. */
function syntax(node: ts.Node, into: Collecting): void {
  if (ts.isCallExpression(node)) {
    const loaded = into.denoter.denotes(node);
    if (loaded !== null && isRequire(loaded)) {
      // What `createRequire` makes.
      add(node, loaded, into);
    } else if (
      loaded !== null &&
      !isReflectGet(node, into.denoter) &&
      (loaded.root.kind === "module" || loaded.root.kind === "import") &&
      loaded.path.length === 0
    ) {
      add(node, loaded, into);
      load(loaded.root.name, node, into);
    } else if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const resource = into.resources.ofArgument(node, { argument: 0, form: "specifier" });
      into.references.push({
        denoted: { root: { kind: "syntax", name: "import" }, path: [] },
        bound: 0,
        kind: "call",
        needs: [{ action: "code.dynamic-import", resource }],
        node,
        root: node,
      });
    }
  } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
    add(node, { root: { kind: "syntax", name: "import.meta" }, path: [] }, into);
  } else if (ts.isImportDeclaration(node) && ts.isStringLiteralLike(node.moduleSpecifier)) {
    load(node.moduleSpecifier.text, node, into);
  } else if (ts.isExternalModuleReference(node) && ts.isStringLiteralLike(node.expression)) {
    load(node.expression.text, node, into);
  } else if (ts.isExportDeclaration(node)) {
    exported(node, into);
  }
  const found = hazardOf(node, into.denoter);
  if (found !== null) addHazard(node, found, into);
}

function addHazard(root: ts.Node, { name, path, needs, whole, kind }: Hazard, into: Collecting): void {
  into.references.push({ denoted: { root: { kind: "syntax", name }, path }, bound: 0, kind, needs, node: whole, root });
}

function load(specifier: string, node: ts.Node, into: Collecting): void {
  if (moduleNamed(specifier).root.kind !== "import") return;
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequired = (ts.isCallExpression(node) && !isDynamic) || ts.isExternalModuleReference(node);
  const need = needOfLoad(specifier);
  // What no file holds is nowhere to be found either.
  if (need === null || need.action === "code.native") into.loads.push({ specifier, by: isRequired ? "require" : "import", node });
  if (need === null) return;
  into.references.push({
    // Only `import(x)` can be asked as it runs; by the time that anything else can be, it has been loaded.
    denoted: { root: { kind: "syntax", name: isDynamic ? "import" : "load" }, path: [] },
    bound: 0,
    kind: "call",
    needs: [need],
    node,
    root: node,
  });
}

/** What it takes to load something under a name that is written down, beyond what the files of packages and of the program are: nothing, mostly. */
function needOfLoad(specifier: string): AuthorityNeed | null {
  const resource: ResourceText = { parts: [{ kind: "text", text: specifier }] };
  if (/^data:/i.test(specifier)) return { action: "code.eval", resource: null };
  if (/^(?!file:|node:)[a-z][a-z0-9+.-]+:/i.test(specifier)) return { action: "code.dynamic-import", resource };
  return /\.node$/.test(specifier) ? { action: "code.native", resource } : null;
}

/** `export { readFile } from "fs"`, `export * from "fs"`. */
function exported(node: ts.ExportDeclaration, into: Collecting): void {
  const { moduleSpecifier, exportClause } = node;
  if (moduleSpecifier === undefined || !ts.isStringLiteralLike(moduleSpecifier)) return;
  const from = moduleNamed(moduleSpecifier.text);
  load(moduleSpecifier.text, node, into);
  const hand = (place: ts.Node, path: readonly string[]): void =>
    addUse(
      place,
      { use: { denoted: { root: from.root, path }, kind: "value", node: place, call: null }, bound: path.length },
      into,
    );
  if (exportClause === undefined) return hand(node, []);
  if (ts.isNamespaceExport(exportClause)) return hand(exportClause, []);
  for (const element of exportClause.elements) {
    if (element.isTypeOnly) continue;
    const name = (element.propertyName ?? element.name).text;
    hand(element, name === "default" && from.root.kind === "module" ? [] : [name]);
  }
}
