/** Compiler options: a tsconfig, or the defaults of the command line's contract. */
import path from "node:path";
import { ts } from "../typescript.js";
import { ConfigError } from "../../core/errors.js";
import { messageOf } from "./diagnostics.js";
import { slashedRelative } from "./module-path.js";
import type { FileSystem } from "./file-system.js";
import { isInNodeModules } from "./source-extensions.js";
import { systemOn } from "./system-on-files.js";

/** What holds for a file that no tsconfig includes. */
export const DEFAULT_COMPILER_OPTIONS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
  jsx: ts.JsxEmit.Preserve,
  allowJs: true,
  skipLibCheck: true,
  noUncheckedIndexedAccess: false,
};

export interface ParsedConfig {
  readonly configFile: string;
  readonly options: ts.CompilerOptions;
  /** Absolute, as TypeScript lists them. */
  readonly fileNames: readonly string[];
  readonly references: readonly string[];
}

/** "No inputs were found": `files` is empty, or nothing matches `include`. */
const NO_INPUTS: ReadonlySet<number> = new Set([18002, 18003]);

/** Reads a tsconfig with what it extends. Throws ConfigError with file, line and column of the first error in it. */
export function readConfig(configFile: string, cwd: string, files: FileSystem): ParsedConfig {
  const { config, error } = parseConfig(configFile, cwd, files);
  if (error !== null || config === null) throw new ConfigError(configMessage(configFile, error, cwd));
  return config;
}

function parseConfig(
  configFile: string,
  cwd: string,
  files: FileSystem,
): { readonly config: ParsedConfig | null; readonly error: ts.Diagnostic | null } {
  const fatal: ts.Diagnostic[] = [];
  const host: ts.ParseConfigFileHost = {
    useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
    ...systemOn(files, cwd),
    getCurrentDirectory: () => cwd,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      fatal.push(diagnostic);
    },
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(configFile, {}, host);
  const found = [...fatal, ...(parsed === undefined ? [] : ts.getConfigFileParsingDiagnostics(parsed))];
  const error = found.find((each) => each.category === ts.DiagnosticCategory.Error && !NO_INPUTS.has(each.code));
  if (parsed === undefined) return { config: null, error: error ?? null };
  const config = {
    configFile,
    options: parsed.options,
    fileNames: parsed.fileNames.map((file) => path.resolve(file)),
    references: (parsed.projectReferences ?? []).map((reference) => ts.resolveProjectReferencePath(reference)),
  };
  return { config, error: error ?? null };
}

function configMessage(configFile: string, error: ts.Diagnostic | null, cwd: string): string {
  if (error === null) return `${slashedRelative(cwd, configFile)}: cannot be read`;
  if (error.file === undefined || error.start === undefined) return `${slashedRelative(cwd, configFile)}: ${messageOf(error)}`;
  const { line, character } = error.file.getLineAndCharacterOfPosition(error.start);
  return `${slashedRelative(cwd, path.resolve(error.file.fileName))}:${String(line + 1)}:${String(character + 1)}: ${messageOf(error)}`;
}

/**
 * A tsconfig that a package shipped, often without what it extends, is not the user's to mend: what does parse of it holds, as it does
 * for TypeScript itself.
 */
function readFoundConfig(configFile: string, cwd: string, files: FileSystem): ParsedConfig | null {
  return isInNodeModules(configFile) ? parseConfig(configFile, cwd, files).config : readConfig(configFile, cwd, files);
}

/**
 * Finds, for one file after the other, the nearest `tsconfig.json` upwards that includes the file, by itself or through a project it
 * references. Each tsconfig is read once. Throws ConfigError when one on the way is broken.
 */
export function createConfigFinder(cwd: string, files: FileSystem): (file: string) => ParsedConfig | null {
  const configs = new Map<string, ParsedConfig | null>();
  const listed = new Map<ParsedConfig, ReadonlySet<string>>();
  const configAt = (configFile: string): ParsedConfig | null => {
    const known = configs.get(configFile);
    if (known !== undefined) return known;
    const config = files.status(configFile).kind === "file" ? readFoundConfig(configFile, cwd, files) : null;
    configs.set(configFile, config);
    if (config !== null) listed.set(config, new Set(config.fileNames));
    return config;
  };
  const including = (config: ParsedConfig, file: string, seen: Set<ParsedConfig>): ParsedConfig | null => {
    if (listed.get(config)?.has(file) === true) return config;
    seen.add(config);
    for (const reference of config.references) {
      const referenced = configAt(reference);
      const found = referenced === null || seen.has(referenced) ? null : including(referenced, file, seen);
      if (found !== null) return found;
    }
    return null;
  };
  return (file) => {
    for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
      const config = configAt(path.join(folder, "tsconfig.json"));
      const found = config === null ? null : including(config, file, new Set());
      if (found !== null) return found;
      if (folder === path.dirname(folder)) return null;
    }
  };
}

/** The tsconfig itself, or, when it only points at others (a "solution"), those. Throws ConfigError when that yields no file. */
export function expandSolution(configFile: string, cwd: string, files: FileSystem): readonly [ParsedConfig, ...ParsedConfig[]] {
  const root = readConfig(configFile, cwd, files);
  if (root.fileNames.length > 0) return [root];
  const found: ParsedConfig[] = [];
  const seen = new Set([root.configFile]);
  const pending = [...root.references].reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const config = readConfig(next, cwd, files);
    if (config.fileNames.length > 0) found.push(config);
    pending.push(...[...config.references].reverse());
  }
  const [first, ...others] = found;
  if (first === undefined)
    throw new ConfigError(
      `${slashedRelative(cwd, configFile)}: no source file is included; look at \`files\`, \`include\` and \`exclude\``,
    );
  return [first, ...others];
}
