/**
 * Which files a specifier leads to, by Node's own rules (documentation of `require` and of ECMAScript modules) and nobody else's: a compiler or
 * a bundler would take `index.ts` for `index.js` and go by `types` or `module`, and what was looked at would not be what is run. Where
 * releases of Node differ (the condition `module-sync`), all answers count.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { AuthorityImport } from "../../core/authority.js";
import { textOf, type FileSystem } from "../program/file-system.js";
import { exportsMap, mapped } from "./package-maps.js";

/** Absolute paths without links, each once; empty where nothing is found. `from` is absolute. */
export type NodeResolver = (from: string, load: Pick<AuthorityImport, "specifier" | "by">) => readonly string[];

/** Remembers what it has read of package.json files. */
export function createNodeResolver(files: FileSystem): NodeResolver {
  const manifests = new Map<string, Manifest | null>();
  const manifestOf = (folder: string): Manifest | null => {
    const known = manifests.get(folder);
    if (known !== undefined) return known;
    const found = manifestIn(folder, files);
    manifests.set(folder, found);
    return found;
  };
  return (from, { specifier, by }) => {
    const found = ["node-addons", "module-sync"].flatMap((also) => {
      const conditions = new Set(["node", "node-addons", also, by]);
      return resolved(specifier, { from, by, files, manifestOf, conditions }) ?? [];
    });
    return [...new Set(found.map((file) => files.realPath(file)))];
  };
}

interface Request {
  readonly from: string;
  readonly by: AuthorityImport["by"];
  readonly files: FileSystem;
  readonly manifestOf: (folder: string) => Manifest | null;
  readonly conditions: ReadonlySet<string>;
}

function resolved(specifier: string, request: Request): string | null {
  const { from, by, files } = request;
  if (specifier.startsWith("#")) return fromImports(specifier, request);
  if (/^file:/i.test(specifier)) return by === "import" && URL.canParse(specifier) ? exact(pathOfUrl(specifier), files) : null;
  if (/^\.{0,2}\/|^\.{1,2}$/.test(specifier)) {
    const target = path.resolve(path.dirname(from), specifier);
    const literal = by === "import" ? exact(unescaped(target), files) : null;
    if (literal !== null) return literal;
    // Bundlers take what `import` leaves out as `require` does; so a path that Node refuses may still be run.
    return specifier.endsWith("/") ? asFolder(target, request) : (asFile(target, files) ?? asFolder(target, request));
  }
  return fromPackages(specifier, request);
}

/** A query or a fragment chooses no other file. */
const unescaped = (target: string): string => {
  const bare = target.replace(/[?#].*$/, "");
  try {
    return decodeURIComponent(bare);
  } catch (error) {
    if (error instanceof URIError) return bare;
    throw error;
  }
};

function pathOfUrl(url: string): string {
  try {
    return fileURLToPath(new URL(url));
  } catch (error) {
    if (error instanceof TypeError) return "";
    throw error;
  }
}

const exact = (file: string, files: FileSystem): string | null => (files.status(file).kind === "file" ? file : null);

/** A file of any name is JavaScript to `require`, but for `.json` and `.node`. */
function asFile(target: string, files: FileSystem): string | null {
  for (const extension of ["", ".js", ".json", ".node"]) {
    const file = exact(target + extension, files);
    if (file !== null) return file;
  }
  return null;
}

const asIndex = (folder: string, files: FileSystem): string | null =>
  [".js", ".json", ".node"]
    .map((extension) => exact(path.join(folder, `index${extension}`), files))
    .find((one) => one !== null) ?? null;

function asFolder(folder: string, { files, manifestOf }: Request): string | null {
  const main = manifestOf(folder)?.["main"];
  if (typeof main === "string" && main !== "") {
    const target = path.resolve(folder, main);
    const found = asFile(target, files) ?? asIndex(target, files);
    if (found !== null) return found;
  }
  return asIndex(folder, files);
}

/** `name`, `@scope/name`, and what follows as a sub-path of the package. */
const BARE = /^((?:@[^/]+\/)?[^/@][^/]*)(\/.*)?$/;

function fromPackages(specifier: string, request: Request): string | null {
  const { from, by, files, manifestOf } = request;
  const [, name, rest = ""] = BARE.exec(specifier) ?? [];
  if (name === undefined) return null;
  const scope = scopeOf(request);
  if (scope?.manifest["name"] === name && scope.manifest["exports"] !== undefined)
    return fromExports(scope.folder, { exports: scope.manifest["exports"], rest }, request);
  for (const modules of modulesFolders(from)) {
    const folder = path.join(modules, name);
    const exports = manifestOf(folder)?.["exports"];
    if (exports !== undefined && exports !== null) return fromExports(folder, { exports, rest }, request);
    const target = path.join(folder, rest);
    // `node_modules/x.js` comes before `node_modules/x/`, for `require`.
    const isFolderFirst = rest.endsWith("/") || (rest === "" && by === "import");
    const file = asFile(target, files);
    const found = isFolderFirst ? asFolder(target, request) : (file ?? asFolder(target, request));
    if (found !== null) return found;
  }
  return null;
}

function fromExports(
  folder: string,
  { exports, rest }: { readonly exports: unknown; readonly rest: string },
  { files, conditions }: Request,
): string | null {
  const target = mapped(exportsMap(exports), `.${rest}`, conditions);
  return target?.startsWith("./") === true ? exact(unescaped(path.join(folder, target)), files) : null;
}

function fromImports(specifier: string, request: Request): string | null {
  const scope = scopeOf(request);
  const target = mapped(scope?.manifest["imports"], specifier, request.conditions);
  if (scope === null || target === null) return null;
  if (target.startsWith("./")) return exact(unescaped(path.join(scope.folder, target)), request.files);
  // A package, from where the map stands.
  return target.startsWith(".") || target.startsWith("#")
    ? null
    : fromPackages(target, { ...request, from: path.join(scope.folder, "package.json") });
}

type Manifest = Readonly<Record<string, unknown>>;

function manifestIn(folder: string, files: FileSystem): Manifest | null {
  const file = path.join(folder, "package.json");
  if (files.status(file).kind !== "file") return null;
  const contents = files.read(file);
  if (contents.kind === "failed") return null;
  try {
    const value: unknown = JSON.parse(textOf(contents.bytes).replace(/^\uFEFF/u, ""));
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The nearest package.json at or above. */
function scopeOf({ from, manifestOf }: Request): { readonly folder: string; readonly manifest: Manifest } | null {
  for (let folder = path.dirname(from); ; folder = path.dirname(folder)) {
    if (path.basename(folder) === "node_modules") return null;
    const manifest = manifestOf(folder);
    if (manifest !== null) return { folder, manifest };
    if (folder === path.dirname(folder)) return null;
  }
}

function modulesFolders(from: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = path.dirname(from); ; folder = path.dirname(folder)) {
    if (path.basename(folder) !== "node_modules") folders.push(path.join(folder, "node_modules"));
    if (folder === path.dirname(folder)) return folders;
  }
}
