import { join } from "node:path";
import ts from "typescript";

/**
 * Compiles a stage with plain TypeScript into `<stage>/unguarded`. Type errors do not stop it (packages are compiled with options that are
 * not theirs), they are counted.
 * @param {import("./stage.mjs").Stage} stage
 * @returns {{ outDir: string, typeErrors: readonly string[], options: ts.CompilerOptions, files: readonly string[] }}
 * @throws Error when the project cannot be read or TypeScript emits nothing
 */
export function buildUnguarded(stage) {
  const read = ts.readConfigFile(stage.project, ts.sys.readFile);
  if (read.error) throw new Error(flat(read.error));
  const parsed = ts.parseJsonConfigFileContent(read.config, ts.sys, stage.folder);
  const program = ts.createProgram(parsed.fileNames, parsed.options);
  const emitted = program.emit();
  if (emitted.emitSkipped) throw new Error(`TypeScript emitted nothing for ${stage.project}`);
  const diagnostics = [...parsed.errors, ...ts.getPreEmitDiagnostics(program)];
  return {
    outDir: join(stage.folder, "unguarded"),
    typeErrors: diagnostics.map(flat),
    options: parsed.options,
    files: parsed.fileNames,
  };
}

/** @param {ts.Diagnostic} diagnostic */
function flat(diagnostic) {
  const where = diagnostic.file ? `${diagnostic.file.fileName.split("/src/").at(-1)}: ` : "";
  return `${where}TS${diagnostic.code} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, " ")}`;
}
