/**
 * A program with the JavaScript of what it imports: every file that constant specifiers lead to, by Node's resolution (TypeScript's
 * implementation of it, asked for JavaScript only).
 */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import {
  resolutionKey,
  type AuthorityImport,
  type AuthorityReference,
  type InstalledAuthority,
  type ModuleAuthority,
} from "../../core/authority.js";
import { slashedRelative } from "../program/module-path.js";
import { isTooDeep } from "../program/parse-source.js";
import { failureReason } from "../program/failure-reason.js";
import { ts } from "../typescript.js";
import { moduleAuthority, opaqueModule } from "./module-authority.js";

export interface InstalledInput {
  /** Absolute; all paths of the result start from it. */
  readonly projectRoot: string;
  /** What is known of the program's own files already. */
  readonly own: readonly ModuleAuthority[];
  /** Names of packages to look into besides what `own` imports, resolved from the project root. */
  readonly packages: readonly string[];
  /** Facts of files of packages, by the text of the file: for runs that follow one another. */
  readonly known?: Map<string, ModuleAuthority>;
}

/** `noDtsResolution` is no public option of TypeScript; its bundlers' resolution of plain JavaScript rests on it. */
const RESOLUTION: ts.CompilerOptions & { readonly noDtsResolution: boolean } = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  noDtsResolution: true,
  allowJs: true,
  resolveJsonModule: true,
};

interface Loading {
  readonly input: InstalledInput;
  readonly modules: Map<string, ModuleAuthority>;
  readonly resolutions: Map<string, string>;
  readonly missing: { readonly module: string; readonly specifier: string }[];
  readonly pending: string[];
  readonly cache: ts.ModuleResolutionCache;
}

/** Where it is that a package is looked up for its own sake. */
const REQUEST = "(request)";

export function installedAuthority(input: InstalledInput): InstalledAuthority {
  const loading: Loading = {
    input,
    modules: new Map(input.own.map((module) => [module.module, module])),
    resolutions: new Map(),
    missing: [],
    pending: [],
    cache: ts.createModuleResolutionCache(input.projectRoot, (name) => name, RESOLUTION),
  };
  for (const name of input.packages) {
    for (const by of ["import", "require"] as const) follow(REQUEST, { specifier: name, by, line: 1 }, loading);
  }
  for (const module of input.own) for (const each of module.imports) follow(module.module, each, loading);
  for (let next = loading.pending.pop(); next !== undefined; next = loading.pending.pop()) {
    const module = readModule(next, loading);
    loading.modules.set(module.module, module);
    for (const each of module.imports) follow(module.module, each, loading);
  }
  const byPackage = new Map<string, PackageFiles>();
  for (const name of loading.modules.keys()) addToPackage(name, byPackage, loading);
  const packages = [...byPackage.values()].map(({ name, version, files }) => ({ name, version, modules: files.sort() }));
  return {
    modules: [...loading.modules.values()].sort((a, b) => compare(a.module, b.module)),
    packages: packages.sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version)),
    resolutions: loading.resolutions,
    missing: loading.missing,
  };
}

/** Modules that a package of `packages` begins with. */
export function entriesOf({ resolutions }: InstalledAuthority, name: string): readonly string[] {
  const found = ["import", "require"].flatMap((by) => resolutions.get(resolutionKey(`${REQUEST}${by}`, name)) ?? []);
  return [...new Set(found)];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function follow(from: string, { specifier, by }: AuthorityImport, loading: Loading): void {
  const { projectRoot } = loading.input;
  const isRequest = from === REQUEST;
  const file = path.resolve(projectRoot, isRequest ? "request.js" : from);
  const mode = by === "import" ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
  const found = ts.resolveModuleName(specifier, file, RESOLUTION, ts.sys, loading.cache, undefined, mode).resolvedModule;
  if (found === undefined) {
    // An addon is no JavaScript; that it is one is said where it is loaded.
    if (!/\.(?:node|wasm|css)$/.test(specifier) && !isRequest) loading.missing.push({ module: from, specifier });
    return;
  }
  if (!/\.[cm]?[jt]sx?$/.test(found.resolvedFileName) || found.resolvedFileName.endsWith(".d.ts")) return;
  const name = slashedRelative(projectRoot, realpathSync(found.resolvedFileName));
  loading.resolutions.set(resolutionKey(isRequest ? `${REQUEST}${by}` : from, specifier), name);
  if (loading.modules.has(name) || loading.pending.includes(name)) return;
  loading.pending.push(name);
}

function readModule(name: string, { input }: Loading): ModuleAuthority {
  const file = path.resolve(input.projectRoot, name);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return opaqueModule(name, `the file cannot be read: ${failureReason(error)}`);
  }
  const known = input.known?.get(text);
  if (known !== undefined) return { ...known, module: name };
  const found = analyse(file, text, name);
  input.known?.set(text, found);
  return found;
}

function analyse(file: string, text: string, name: string): ModuleAuthority {
  try {
    const sourceFile = ts.createSourceFile(file, text, { languageVersion: ts.ScriptTarget.Latest }, true);
    if (isTooDeep(sourceFile)) return opaqueModule(name, "the file is nested too deeply to be read");
    return moduleAuthority(sourceFile, name);
  } catch (error) {
    // The parser recurses, and the stack is small.
    if (error instanceof RangeError) return opaqueModule(name, "the file is nested too deeply to be read");
    throw error;
  }
}

interface PackageFiles {
  readonly name: string;
  readonly version: string;
  readonly files: string[];
}

function addToPackage(module: string, byPackage: Map<string, PackageFiles>, loading: Loading): void {
  const at = module.lastIndexOf("node_modules/");
  if (at === -1) return;
  const rest = module.slice(at + "node_modules/".length).split("/");
  const folder = module.slice(0, at) + "node_modules/" + rest.slice(0, rest[0]?.startsWith("@") === true ? 2 : 1).join("/");
  const known = byPackage.get(folder);
  if (known !== undefined) {
    known.files.push(module);
    return;
  }
  const absolute = path.resolve(loading.input.projectRoot, folder);
  const manifest = manifestOf(path.join(absolute, "package.json"));
  byPackage.set(folder, { name: folder.slice(at + "node_modules/".length), version: manifest.version, files: [module] });
  const isNative =
    manifest.isNative || existsSync(path.join(absolute, "binding.gyp")) || existsSync(path.join(absolute, "prebuilds"));
  const found = loading.modules.get(module);
  if (isNative && found !== undefined) loading.modules.set(module, withNative(found, folder));
}

/** A package that is built with an addon loads it somehow: by whatever finder of addons there is. */
function withNative(module: ModuleAuthority, folder: string): ModuleAuthority {
  const span = { start: 0, end: 0 };
  const reference: AuthorityReference = {
    root: { kind: "syntax", name: "file" },
    path: [],
    bound: 0,
    use: { kind: "value" },
    needs: [{ action: "code.native", resource: null }],
    line: 1,
    span,
    rootSpan: span,
    text: `${folder} is built with native code`,
    tokens: "",
    function: "",
  };
  return {
    ...module,
    references: [...module.references, reference],
    nodes: module.nodes.map((node) =>
      node.name === "" ? { ...node, references: [...node.references, module.references.length] } : node,
    ),
  };
}

function manifestOf(file: string): { readonly version: string; readonly isNative: boolean } {
  const text = ts.sys.readFile(file);
  const parsed: unknown = text === undefined ? null : ts.parseConfigFileTextToJson(file, text).config;
  if (typeof parsed !== "object" || parsed === null) return { version: "0.0.0", isNative: false };
  const version = "version" in parsed && typeof parsed.version === "string" ? parsed.version : "0.0.0";
  return { version, isNative: "gypfile" in parsed && parsed.gypfile === true };
}
