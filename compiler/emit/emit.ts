/**
 * TypeScript's own emit of the guarded sources. JavaScript comes from a second program over the edited texts, which has types enough to
 * elide imports and inline `const enum`s across files; declarations come from the original texts.
 */
import path from "node:path";
import { ts } from "../typescript.js";
import { InternalError } from "../../core/errors.js";
import type { ModulePlan } from "../../core/plan.js";
import { applyPlan, type EditedModule, type EditOptions } from "./guard-edits.js";
import { namesShrinking } from "./guard-context.js";
import { guardedRoots, type ModuleOrigin } from "./authority-guards.js";
import { fullHardenModuleText, hardenFileName, hardenModuleText, type ModuleFormat } from "./harden-module.js";
import { ES2015, targetOf } from "../lower/targets.js";
import { jsonCopies } from "./json-copies.js";
import { outputFormat, rootFolder } from "./output-place.js";
import { composeMaps } from "./source-map.js";

export interface EmitInput {
  /** The program that was verified. */
  readonly program: ts.Program;
  /** Its files to emit. */
  readonly files: readonly ts.SourceFile[];
  readonly planOf: (file: ts.SourceFile) => ModulePlan;
  /** As the project configures them. */
  readonly options: ts.CompilerOptions;
  /** Absolute. */
  readonly outDir: string;
  /** Specifier of the runtime, usually `@surety/runtime`; that of hardening is `<runtime>/harden`. */
  readonly runtime: string;
}

export interface EmittedFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** Everything a build writes, sorted by path. Throws `InternalError` when guards cannot be placed or the guarded text does not parse. */
export function emitGuarded(input: EmitInput): readonly EmittedFile[] {
  const cwd = input.program.getCurrentDirectory();
  const rootDir = rootFolder(input.files, input.options, cwd);
  const options = emitOptions(input.options, { rootDir, outDir: input.outDir });
  const intrinsics = new Map<ModuleFormat, Set<string>>();
  const authority = { guarded: false };
  const edited = new Map<string, EditedModule>();
  const buffersMayShrink = input.files.some(namesShrinking);
  for (const file of input.files) {
    const plan = input.planOf(file);
    const format = outputFormat(file, input.options);
    const isAuthorityGuarded = guardedRoots(plan).length > 0;
    if (isAuthorityGuarded) authority.guarded = true;
    if (plan.intrinsics.length > 0 || isAuthorityGuarded) {
      const names = intrinsics.get(format) ?? new Set();
      intrinsics.set(format, names);
      for (const name of plan.intrinsics) names.add(name);
    }
    const fromOutput = path.relative(path.dirname(path.resolve(cwd, file.fileName)), path.join(rootDir, hardenFileName(format)));
    const slashed = fromOutput.split(path.sep).join("/");
    const edit = applyPlan(file.text, file, {
      plan,
      options: {
        runtime: input.runtime,
        harden: slashed.startsWith(".") ? slashed : `./${slashed}`,
        format: ts.isExternalModule(file) ? "esm" : format,
        buffersMayShrink,
        ...readByIndex(input.options, format),
        origin: originOf(path.resolve(cwd, file.fileName), plan, { format, rootDir, outDir: input.outDir }),
      },
    });
    edited.set(file.fileName, edit);
  }
  const outputs = [
    ...emitJavaScript(input, edited, options),
    ...emitDeclarations(input, options),
    ...jsonCopies(input.program, { rootDir, outDir: input.outDir }),
  ];
  // Both formats freeze everything: either may be loaded first.
  const all = [...intrinsics.values()].flatMap((names) => [...names]);
  for (const format of intrinsics.keys()) {
    outputs.push({
      path: path.join(input.outDir, hardenFileName(format)),
      text: (authority.guarded ? fullHardenModuleText : hardenModuleText)(all, format, `${input.runtime}/harden`),
    });
  }
  return outputs.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** See compiler/lower/flattened.ts. */
function readByIndex(options: ts.CompilerOptions, format: ModuleFormat): Pick<EditOptions, "readByIndex"> {
  // (Under `downlevelIteration` nobody would have to know.)
  if (targetOf(options) < ES2015) return { readByIndex: "all" };
  return format === "cjs" ? { readByIndex: "exported" } : {};
}

/** The project root as the emitted file sees it: what modules are named from, which is not always what outputs are laid out from. */
function originOf(
  file: string,
  { module }: ModulePlan,
  place: { readonly format: ModuleFormat; readonly rootDir: string; readonly outDir: string },
): ModuleOrigin {
  const root = file.endsWith(module) ? file.slice(0, file.length - module.length) : place.rootDir;
  const output = path.join(place.outDir, path.relative(place.rootDir, file));
  const seen = path.relative(path.dirname(output), root).split(path.sep).join("/");
  return { expression: place.format === "esm" ? "import.meta.url" : "__filename", root: seen === "" ? "." : seen };
}

function emitOptions(
  options: ts.CompilerOptions,
  places: { readonly rootDir: string; readonly outDir: string },
): ts.CompilerOptions {
  const { outFile: _outFile, tsBuildInfoFile: _buildInfo, declarationDir: _declarationDir, ...kept } = options;
  return {
    ...kept,
    ...places,
    noEmit: false,
    noEmitOnError: false,
    emitDeclarationOnly: false,
    allowImportingTsExtensions: options.rewriteRelativeImportExtensions === true,
    noCheck: true,
    composite: false,
    incremental: false,
    listEmittedFiles: false,
  };
}

function emitJavaScript(input: EmitInput, edited: ReadonlyMap<string, EditedModule>, options: ts.CompilerOptions): EmittedFile[] {
  const program = secondProgram(
    input,
    {
      ...options,
      declaration: false,
      declarationMap: false,
      isolatedDeclarations: false,
      sourceMap: true,
      inlineSourceMap: false,
      inlineSources: false,
    },
    edited,
  );
  const outputs: EmittedFile[] = [];
  for (const { fileName, text } of input.files) {
    const file = program.getSourceFile(fileName);
    if (file === undefined) throw new InternalError(`\`${fileName}\` is missing from the program that emits it`);
    const [error] = program.getSyntacticDiagnostics(file);
    if (error !== undefined) {
      throw new InternalError(
        `the guarded text of \`${fileName}\` does not parse: ${ts.flattenDiagnosticMessageText(error.messageText, " ")}`,
      );
    }
    const written = new Map<string, string>();
    program.emit(file, (name, content) => written.set(name, content), undefined, false);
    for (const [name, content] of written) {
      if (name.endsWith(".map")) continue;
      const map = written.get(`${name}.map`);
      if (map === undefined) {
        outputs.push({ path: name, text: content });
        continue;
      }
      const content_ = input.options.inlineSources === true ? text : null;
      const composed = composeMaps({ emitted: map, edit: edited.get(fileName)?.map ?? null, content: content_ });
      outputs.push(...withMap({ path: name, text: content }, composed, input.options));
    }
  }
  return outputs;
}

const MAP_COMMENT = /\n?\/\/# sourceMappingURL=[^\n]*\s*$/u;

/** The map beside the file, inside it, or not at all, as configured. */
function withMap(file: EmittedFile, map: string, options: ts.CompilerOptions): readonly EmittedFile[] {
  if (options.inlineSourceMap === true) {
    const url = `data:application/json;base64,${Buffer.from(map).toString("base64")}`;
    return [{ path: file.path, text: file.text.replace(MAP_COMMENT, "") + `\n//# sourceMappingURL=${url}` }];
  }
  if (options.sourceMap === true) return [file, { path: `${file.path}.map`, text: map }];
  return [{ path: file.path, text: `${file.text.replace(MAP_COMMENT, "")}\n`.replace(/\n\n$/u, "\n") }];
}

/** Declarations of the original texts, when the project asks for them. */
function emitDeclarations(input: EmitInput, options: ts.CompilerOptions): EmittedFile[] {
  const { declaration, composite, declarationDir, declarationMap } = input.options;
  if (declaration !== true && composite !== true) return [];
  const program = secondProgram(
    input,
    {
      ...options,
      declaration: true,
      declarationMap: declarationMap ?? false,
      emitDeclarationOnly: true,
      ...(declarationDir === undefined ? {} : { declarationDir }),
    },
    new Map(),
  );
  const outputs: EmittedFile[] = [];
  for (const { fileName } of input.files) {
    const file = program.getSourceFile(fileName);
    if (file === undefined) throw new InternalError(`\`${fileName}\` is missing from the program that declares it`);
    program.emit(file, (name, text) => outputs.push({ path: name, text }), undefined, true);
  }
  return outputs;
}

/** The same program over edited texts; what is not edited is shared with the first one. */
function secondProgram(
  { program, files }: EmitInput,
  options: ts.CompilerOptions,
  edited: ReadonlyMap<string, EditedModule>,
): ts.Program {
  const host = ts.createCompilerHost(options);
  const cwd = program.getCurrentDirectory();
  host.getCurrentDirectory = () => cwd;
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
  // What the first program read exists, wherever its host had it from: imports must resolve alike.
  const folders = new Set<string>();
  for (const { fileName } of program.getSourceFiles()) {
    for (let folder = path.dirname(fileName); !folders.has(folder); folder = path.dirname(folder)) folders.add(folder);
  }
  const disk = { ...host };
  host.fileExists = (fileName) => program.getSourceFile(fileName) !== undefined || disk.fileExists(fileName);
  host.readFile = (fileName) => program.getSourceFile(fileName)?.text ?? disk.readFile(fileName);
  host.directoryExists = (folder) => folders.has(path.normalize(folder)) || (disk.directoryExists?.(folder) ?? true);
  host.getSourceFile = (fileName, languageVersionOrOptions) => {
    const edit = edited.get(fileName);
    if (edit !== undefined && edit.map !== null) return ts.createSourceFile(fileName, edit.code, languageVersionOrOptions);
    const known = program.getSourceFile(fileName);
    if (known !== undefined) return known;
    const text = host.readFile(fileName);
    return text === undefined ? undefined : ts.createSourceFile(fileName, text, languageVersionOrOptions);
  };
  const rootNames = [...new Set([...program.getRootFileNames(), ...files.map((file) => file.fileName)])];
  return ts.createProgram({ rootNames, options, host });
}
