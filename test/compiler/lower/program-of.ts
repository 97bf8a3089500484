/** Programs for tests: in memory, with the ES2023 library. */
import path from "node:path";
import ts from "typescript";
import type { HirFunction, HirProgram } from "../../../core/hir.js";
import { lowerProgram } from "../../../compiler/lower/lower-program.js";

export const LIB_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowJs: true,
  jsx: ts.JsxEmit.ReactJSX,
  allowImportingTsExtensions: true,
  types: [],
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.esnext.disposable.d.ts"],
};

const parsedLibraries = new Map<string, ts.SourceFile | undefined>();

/** A host of real files that parses each declaration file of TypeScript once in a process. */
export function sharingHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  const real = host.getSourceFile.bind(host);
  const libraries = path.dirname(ts.getDefaultLibFilePath(options));
  host.getSourceFile = (name, language) => {
    if (path.dirname(name) !== libraries) return real(name, language);
    if (!parsedLibraries.has(name)) parsedLibraries.set(name, real(name, language));
    return parsedLibraries.get(name);
  };
  return host;
}

export function programOf(files: Readonly<Record<string, string>>, options: ts.CompilerOptions = {}): ts.Program {
  const all = { ...LIB_OPTIONS, ...options };
  const host = sharingHost(all);
  const real = host.getSourceFile.bind(host);
  const texts = new Map(Object.entries(files).map(([name, text]) => [`/project/${name}`, text]));
  host.fileExists = (name) => texts.has(name) || ts.sys.fileExists(name);
  host.directoryExists = (name) => name === "/project" || ts.sys.directoryExists(name);
  host.readFile = (name) => texts.get(name) ?? ts.sys.readFile(name);
  host.getCurrentDirectory = () => "/project";
  host.getSourceFile = (name, language) => {
    const text = texts.get(name);
    return text === undefined ? real(name, language) : ts.createSourceFile(name, text, language, true);
  };
  return ts.createProgram([...texts.keys()], all, host);
}

/** Lowers files of a made-up project. */
export function lowerFiles(files: Readonly<Record<string, string>>, options: ts.CompilerOptions = {}): HirProgram {
  const program = programOf(files, options);
  const sources = program.getSourceFiles().filter((file) => path.posix.dirname(`${file.fileName}/`).startsWith("/project"));
  return lowerProgram(program, sources, "/project");
}

/** Lowers one module `m.ts`. */
export function lowerText(text: string, options: ts.CompilerOptions = {}): HirProgram {
  return lowerFiles({ "m.ts": text }, options);
}

export function functionsOf(program: HirProgram): readonly HirFunction[] {
  return program.modules.flatMap((module) => module.functions);
}

export function functionNamed(program: HirProgram, name: string): HirFunction {
  const found = functionsOf(program).find((fn) => fn.id.endsWith(`#${name}`));
  if (found === undefined)
    throw new Error(
      `no function ${name} among ${functionsOf(program)
        .map((fn) => fn.id)
        .join(", ")}`,
    );
  return found;
}
