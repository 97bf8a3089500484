/** A program with the JavaScript of what it imports: every file that constant specifiers lead to, by Node's resolution. */
import path from "node:path";
import {
  resolutionKey,
  type AuthorityImport,
  type AuthorityReference,
  type InstalledAuthority,
  type ModuleAuthority,
} from "../../core/authority.js";
import { textOf, type FileSystem } from "../program/file-system.js";
import { slashedRelative } from "../program/module-path.js";
import { isTooDeep } from "../program/parse-source.js";
import { systemOn } from "../program/system-on-files.js";
import { ts } from "../typescript.js";
import { moduleAuthority, opaqueModule } from "./module-authority.js";
import { createNodeResolver, type NodeResolver } from "./node-resolution.js";
import type { PackageFacts, PackageFile } from "./package-facts.js";

export interface InstalledInput {
  /** Absolute; all paths of the result start from it. */
  readonly projectRoot: string;
  /** What is known of the program's own files already. */
  readonly own: readonly ModuleAuthority[];
  /** Those of them that become CommonJS. */
  readonly requiring: ReadonlySet<string>;
  /** Names of packages to look into besides what `own` imports, resolved from the project root. */
  readonly packages: readonly string[];
  /** Every question is put to it: what a run was made from is written down there. */
  readonly files: FileSystem;
  readonly facts: PackageFacts;
}

/**
 * For what the program's compiler finds and Node does not: sources of a workspace. `noDtsResolution` is no public option of TypeScript; its
 * bundlers' resolution of plain JavaScript rests on it.
 */
const RESOLUTION: ts.CompilerOptions & { readonly noDtsResolution: boolean } = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  noDtsResolution: true,
  allowJs: true,
  resolveJsonModule: true,
};

interface Loading {
  readonly input: InstalledInput;
  readonly system: ReturnType<typeof systemOn>;
  readonly modules: Map<string, ModuleAuthority>;
  /** Names of the program's own modules. */
  readonly own: ReadonlySet<string>;
  readonly resolver: NodeResolver;
  /** Modules that load an addon under a name that does not say so. */
  readonly native: Set<string>;
  readonly resolutions: Map<string, readonly string[]>;
  readonly missing: { readonly module: string; readonly specifier: string }[];
  /** Modules that have been found and not read. */
  readonly pending: Set<string>;
}

/** Where it is that a package is looked up for its own sake. */
const REQUEST = "(request)";

export async function installedAuthority(input: InstalledInput): Promise<InstalledAuthority> {
  const loading: Loading = {
    input,
    own: new Set(input.own.map(({ module }) => module)),
    resolver: createNodeResolver(input.files),
    native: new Set(),
    system: systemOn(input.files, input.projectRoot),
    modules: new Map(input.own.map((module) => [module.module, module])),
    resolutions: new Map(),
    missing: [],
    pending: new Set(),
  };
  for (const name of input.packages) {
    for (const by of ["import", "require"] as const) follow(REQUEST, { specifier: name, by, line: 1 }, loading);
  }
  for (const module of input.own) for (const each of module.imports) follow(module.module, each, loading);
  // All that is known to be there is asked for at once: facts may lie on disk.
  while (loading.pending.size > 0) {
    const wave = [...loading.pending];
    loading.pending.clear();
    for (const module of await readModules(wave, input)) loading.modules.set(module.module, module);
    for (const name of wave) for (const each of loading.modules.get(name)?.imports ?? []) follow(name, each, loading);
  }
  for (const name of loading.native) {
    const module = loading.modules.get(name);
    if (module !== undefined) loading.modules.set(name, withNative(module, "an addon is loaded by a name without `.node`"));
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

function follow(from: string, load: AuthorityImport, loading: Loading): void {
  const isRequest = from === REQUEST;
  const { specifier, by } = load;
  const found = isRequest ? byNode("request.js", load, loading) : targetsOf(from, load, loading);
  if (found.length === 0) {
    // An addon is no JavaScript; that it is one is said where it is loaded.
    if (!/\.(?:node|wasm|css)$/.test(specifier) && !isRequest) loading.missing.push({ module: from, specifier });
    return;
  }
  if (!specifier.endsWith(".node") && found.some((name) => name.endsWith(".node"))) loading.native.add(from);
  // A file of any other name is JavaScript to `require`.
  const code = found.filter((name) => !/\.(?:node|json|wasm|css|d\.[cm]?ts)$/.test(name));
  if (code.length > 0) loading.resolutions.set(resolutionKey(isRequest ? `${REQUEST}${by}` : from, specifier), code);
  for (const name of code) if (!loading.modules.has(name)) loading.pending.add(name);
}

/** An `import` of the program itself may become a `require`; those of packages are what they are. */
function targetsOf(from: string, load: AuthorityImport, loading: Loading): readonly string[] {
  if (!loading.own.has(from)) return byNode(from, load, loading);
  const own = ownTarget(from, load.specifier, loading.own);
  if (own !== null) return [own];
  const required = loading.input.requiring.has(from) ? byNode(from, { ...load, by: "require" }, loading) : [];
  const found = [...byNode(from, load, loading), ...required];
  return found.length > 0 ? [...new Set(found)] : byCompiler(from, load, loading);
}

function byNode(from: string, load: AuthorityImport, { input, resolver }: Loading): readonly string[] {
  return resolver(path.resolve(input.projectRoot, from), load).map((file) => slashedRelative(input.projectRoot, file));
}

/** `./a.js` may be written in `a.ts`, `./a` in `a.ts` or in `a/index.ts`. */
function ownTarget(from: string, specifier: string, own: ReadonlySet<string>): string | null {
  if (!/^\.{1,2}(?:\/|$)/.test(specifier)) return null;
  const target = path.posix.join(path.posix.dirname(from), specifier);
  const stem = target.replace(/\.([cm]?)jsx?$/, ".$1");
  const names = [target, ...SOURCES.flatMap((extension) => [target + extension, `${target}/index${extension}`])];
  const replaced = stem === target ? [] : ["ts", "tsx"].map((extension) => stem + extension);
  return [...names, ...replaced].find((name) => own.has(name)) ?? null;
}

const SOURCES: readonly string[] = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

function byCompiler(from: string, { specifier }: AuthorityImport, { input, system }: Loading): readonly string[] {
  const file = path.resolve(input.projectRoot, from);
  const found = ts.resolveModuleName(specifier, file, RESOLUTION, system, undefined, undefined, ts.ModuleKind.ESNext);
  const name = found.resolvedModule?.resolvedFileName;
  return name === undefined ? [] : [slashedRelative(input.projectRoot, input.files.realPath(name))];
}

async function readModules(names: readonly string[], input: InstalledInput): Promise<readonly ModuleAuthority[]> {
  const read: PackageFile[] = [];
  const unread: ModuleAuthority[] = [];
  for (const module of names) {
    const contents = input.files.read(path.resolve(input.projectRoot, module));
    if (contents.kind === "read") read.push({ module, text: textOf(contents.bytes) });
    else unread.push(opaqueModule(module, `the file cannot be read: ${contents.reason}`));
  }
  const known = await input.facts.find(read);
  const found = read.map((file): ModuleAuthority => {
    const facts = known.get(file.module);
    if (facts !== undefined) return facts;
    const made = analyse(path.resolve(input.projectRoot, file.module), file.text, file.module);
    input.facts.keep(file, made);
    return made;
  });
  return [...unread, ...found];
}

function analyse(file: string, text: string, name: string): ModuleAuthority {
  try {
    // By its name a file that `require` takes for JavaScript would be none.
    const shown = SOURCES.includes(path.extname(file)) ? file : `${file}.cjs`;
    const sourceFile = ts.createSourceFile(shown, text, { languageVersion: ts.ScriptTarget.Latest }, true);
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

interface PackageFolder {
  readonly folder: string;
  readonly name: string;
}

/** Below `node_modules`, or, for what links lead to outside of it (a workspace), where the nearest package.json with a name lies. */
function packageFolderOf(module: string, { input, own }: Loading): PackageFolder | null {
  const at = module.lastIndexOf("node_modules/");
  if (at !== -1) {
    const rest = module.slice(at + "node_modules/".length).split("/");
    const name = rest.slice(0, rest[0]?.startsWith("@") === true ? 2 : 1).join("/");
    return { folder: `${module.slice(0, at)}node_modules/${name}`, name };
  }
  if (own.has(module) || path.resolve(input.projectRoot, module).includes("/node_modules/")) return null;
  for (let folder = path.posix.dirname(module); ; folder = path.posix.join(folder, "..")) {
    const absolute = path.resolve(input.projectRoot, folder);
    // The project's own files, compiled by somebody else.
    if (absolute === input.projectRoot) return null;
    const { name } = manifestOf(path.join(absolute, "package.json"), input.files);
    if (name !== null) return { folder, name };
    if (absolute === path.dirname(absolute)) return null;
  }
}

function addToPackage(module: string, byPackage: Map<string, PackageFiles>, loading: Loading): void {
  const found = packageFolderOf(module, loading);
  if (found === null) return;
  const { folder, name } = found;
  const known = byPackage.get(folder);
  if (known !== undefined) {
    known.files.push(module);
    return;
  }
  const absolute = path.resolve(loading.input.projectRoot, folder);
  const { files } = loading.input;
  const manifest = manifestOf(path.join(absolute, "package.json"), files);
  byPackage.set(folder, { name, version: manifest.version, files: [module] });
  const isNative =
    manifest.isNative || ["binding.gyp", "prebuilds"].some((name) => files.status(path.join(absolute, name)).kind !== "missing");
  const facts = loading.modules.get(module);
  if (isNative && facts !== undefined) loading.modules.set(module, withNative(facts, `${folder} is built with native code`));
}

/** A package that is built with an addon loads it somehow: by whatever finder of addons there is. */
function withNative(module: ModuleAuthority, text: string): ModuleAuthority {
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
    text,
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

function manifestOf(
  file: string,
  files: FileSystem,
): { readonly name: string | null; readonly version: string; readonly isNative: boolean } {
  const contents = files.read(file);
  const parsed: unknown = contents.kind === "failed" ? null : ts.parseConfigFileTextToJson(file, textOf(contents.bytes)).config;
  if (typeof parsed !== "object" || parsed === null) return { name: null, version: "0.0.0", isNative: false };
  const version = "version" in parsed && typeof parsed.version === "string" ? parsed.version : "0.0.0";
  const name = "name" in parsed && typeof parsed.name === "string" ? parsed.name : null;
  return { name, version, isNative: "gypfile" in parsed && parsed.gypfile === true };
}
