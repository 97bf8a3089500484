/** For those who drive tsc themselves: the same plan, inserted by a TypeScript transformer. */
import path from "node:path";
import { ts } from "./typescript.js";
import { InternalError } from "../core/errors.js";
import type { ModulePath } from "../core/ids.js";
import type { ModulePlan } from "../core/plan.js";
import { DEFAULT_SESSION } from "../verifier/session-options.js";
import { verifyHirSync } from "../verifier/session-sync.js";
import { applyPlan } from "./emit/guard-edits.js";
import { enforcementOf, type EnforcementChoice } from "./enforcement-choice.js";
import { graftSource } from "./graft-source.js";
import { editOptionsOf } from "./guard-module.js";
import { originalOffsets } from "./original-offsets.js";
import { lowerProgram } from "./lower/lower-program.js";
import { PROGRAM_STEPS } from "../verifier/program-steps.js";
import { syntaxDiagnostics } from "./program/diagnostics.js";
import { modulePathOf } from "./program/module-path.js";
import { NODE_FILE_SYSTEM } from "./program/file-system.js";
import { projectRootOf } from "./project-root.js";
import { rejectionMessage } from "./rejected-text.js";

export interface TransformerOptions extends EnforcementChoice {
  /** What names of obligations are relative to. Default: the folder of the nearest package.json. */
  readonly projectRoot?: string;
  readonly harden?: string;
  readonly runtime?: string;
}

/**
 * Verifies `program` at once (the calling thread sleeps while a worker proves) and returns a `before` transformer for its files. Files
 * of `node_modules` and declaration files stay as they are. A file with syntax errors becomes one that throws. Throws ConfigError for
 * wrong options and InternalError for defects of ours.
 */
export function createTransformer(program: ts.Program, options: TransformerOptions = {}): ts.TransformerFactory<ts.SourceFile> {
  const enforcement = enforcementOf(options);
  const own = program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file));
  const projectRoot = options.projectRoot ?? defaultRoot(program, own);
  const files = own.filter((file) => program.getSyntacticDiagnostics(file).length === 0);
  const verified = verifyHirSync(lowerProgram(program, files, projectRoot), { ...DEFAULT_SESSION, enforcement }, PROGRAM_STEPS);
  const plans = new Map<ModulePath, ModulePlan>(verified.plans.map((plan) => [plan.module, plan]));
  const checker = program.getTypeChecker();
  return (context) => (file) => {
    if (file.isDeclarationFile || program.isSourceFileFromExternalLibrary(file)) return file;
    const original = ts.getOriginalNode(file, ts.isSourceFile);
    const [error] = syntaxDiagnostics(program, original, program.getCurrentDirectory());
    if (error !== undefined) return throwing(original, rejectionMessage(error), context.factory);
    const plan = plans.get(modulePathOf(projectRoot, original.fileName));
    if (plan === undefined) throw new InternalError(`\`${original.fileName}\` is no file of the program that was verified`);
    // Another transformer has changed the file already: positions no longer mean the text that was verified.
    if (file !== original) throw new InternalError("the transformer must be the first `before` transformer");
    const format = isCommonJs(original, program) ? "cjs" : null;
    const { code, map } = applyPlan(original.text, original, { plan, options: { ...editOptionsOf(options), format } });
    if (map === null) return file;
    const offsets = originalOffsets({ original: original.text, edited: code, mappings: map.mappings });
    return graftSource({ original, code, offsets, checker }, context.factory);
  };
}

/** As `surety build` chooses it: from the tsconfig upwards, or from the files when there is none. */
function defaultRoot(program: ts.Program, files: readonly ts.SourceFile[]): string {
  const config = program.getCompilerOptions()["configFilePath"];
  const [first = program.getCurrentDirectory()] =
    typeof config === "string" ? [config] : files.map((file) => file.fileName).sort();
  return projectRootOf(path.dirname(path.resolve(first)), NODE_FILE_SYSTEM);
}

/** Whether the file is emitted with `require` and `exports`. */
function isCommonJs(file: ts.SourceFile, program: ts.Program): boolean {
  const { module } = program.getCompilerOptions();
  switch (module) {
    case ts.ModuleKind.CommonJS:
      return true;
    case ts.ModuleKind.Node16:
    case ts.ModuleKind.Node18:
    case ts.ModuleKind.Node20:
    case ts.ModuleKind.NodeNext:
      return file.impliedNodeFormat === ts.ModuleKind.CommonJS;
    default:
      return /\.c[jt]s$/.test(file.fileName);
  }
}

function throwing(original: ts.SourceFile, message: string, factory: ts.NodeFactory): ts.SourceFile {
  const error = factory.createNewExpression(factory.createIdentifier("SyntaxError"), undefined, [
    factory.createStringLiteral(message),
  ]);
  return factory.updateSourceFile(original, [factory.createThrowStatement(error)]);
}
