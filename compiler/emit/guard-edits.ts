/** The primary output form: edits on the source text, which every compiler can take from there. */
import { SourceMap } from "magic-string";
import { ts } from "../typescript.js";
import { InternalError } from "../../core/errors.js";
import type { ModulePlan } from "../../core/plan.js";
import { authorityGuards, withEdits, type ModuleOrigin } from "./authority-guards.js";
import { createGuardContext } from "./guard-context.js";
import { planPatterns } from "./pattern-guards.js";
import { printPieces, text, type Piece } from "./pieces.js";
import { epilogueText, prologueText } from "./prologue.js";
import { endOfDirectives, renderModule } from "./render-text.js";
import { createRewriter } from "./rewrite.js";

export interface EditOptions {
  /** Specifier of the runtime, usually `@surety/runtime`. */
  readonly runtime: string;
  /** Specifier of the harden module; null to import none although the plan names intrinsics. */
  readonly harden: string | null;
  /** How the module is loaded; null: as its text and name say. */
  readonly format: "esm" | "cjs" | null;
  /** Whether another module of the program may shrink or detach a buffer. */
  readonly buffersMayShrink?: boolean;
  /** Which patterns are emitted as reads by index, after which nobody iterates. */
  readonly readByIndex?: "all" | "exported";
  /** Where the emitted file lies; without it relative paths of grants start from the working directory. */
  readonly origin?: ModuleOrigin;
  /** A statement to come before all others, where there are guards at all. */
  readonly preamble?: string;
}

export interface EditedModule {
  readonly code: string;
  /** From `code` to the original; null when nothing was edited. */
  readonly map: SourceMap | null;
}

/**
 * TypeScript (or JavaScript) source with the guards of `plan`, valid in the dialect it came in. `sourceFile` is the parsed `source`.
 * Throws `InternalError` when a planned guard finds no place: it would be missing from the output.
 */
export function applyPlan(source: string, sourceFile: ts.SourceFile, { plan, options }: PlanApplication): EditedModule {
  const parsed = withParents(source, sourceFile);
  const context = createGuardContext(parsed, plan, options.buffersMayShrink);
  const rewriter = createRewriter(context, planPatterns(context, options.readByIndex ?? null));
  const { pieces, temporaries } = renderModule(context, rewriter);
  const missing = context.guarded.filter((_, index) => !context.made.has(index));
  const [first] = missing;
  if (first !== undefined) {
    throw new InternalError(
      `no place for the guard of \`${first.site.text}\` at offset ${first.site.span.start} of ${plan.module}`,
    );
  }
  const unwritten = plan.selectors.find((selector) => !context.written.has(selector));
  if (unwritten !== undefined)
    throw new InternalError(`no place for the selector at offset ${unwritten.span.start} of ${plan.module}`);
  const authority = authorityGuards(parsed, plan, { prefix: context.prefix, origin: options.origin ?? null });
  const isAuthorityGuarded = authority.imported.length > 0;
  const harden = plan.intrinsics.length > 0 || isAuthorityGuarded ? options.harden : null;
  const prologue = prologueText(context, {
    runtime: options.runtime,
    harden,
    format: options.format ?? formatOf(parsed),
    authority: authority.imported,
  });
  const epilogue = epilogueText(context, temporaries) + authority.epilogue;
  if (prologue === "" && epilogue === "" && pieces.every(({ kind }) => kind === "range")) return { code: source, map: null };
  const at = prologuePlace(parsed);
  const placed = splitAt(pieces, at.offset, text(at.separator + (options.preamble ?? "") + prologue));
  const printed = printPieces(source, [...withEdits(placed, authority.edits, plan.module), text(epilogue)]);
  const map = new SourceMap({
    file: "",
    sources: [sourceFile.fileName],
    sourcesContent: [source],
    names: [],
    mappings: printed.mappings,
  });
  return { code: printed.code, map };
}

export interface PlanApplication {
  readonly plan: ModulePlan;
  readonly options: EditOptions;
}

/** Files that no checker has bound have no parent pointers. */
function withParents(source: string, sourceFile: ts.SourceFile): ts.SourceFile {
  const [first] = sourceFile.statements;
  // `parent` is declared present and absent before binding.
  if (first === undefined || (first.parent as ts.Node | undefined) !== undefined) return sourceFile;
  const kind = scriptKindOf(sourceFile.fileName);
  return ts.createSourceFile(sourceFile.fileName, source, sourceFile.languageVersion, true, kind);
}

function scriptKindOf(fileName: string): ts.ScriptKind {
  if (fileName.endsWith(".tsx")) return ts.ScriptKind.TSX;
  if (fileName.endsWith(".jsx")) return ts.ScriptKind.JSX;
  return /\.[cm]?js$/u.test(fileName) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
}

function formatOf(sourceFile: ts.SourceFile): "esm" | "cjs" {
  if (ts.isExternalModule(sourceFile)) return "esm";
  if (sourceFile.impliedNodeFormat === ts.ModuleKind.ESNext) return "esm";
  return /\.m[jt]s$/u.test(sourceFile.fileName) ? "esm" : "cjs";
}

/** After hashbang, directives and leading comments, before the first statement. */
function prologuePlace(sourceFile: ts.SourceFile): { readonly offset: number; readonly separator: string } {
  const directives = endOfDirectives(sourceFile.statements);
  if (directives !== null) {
    return { offset: directives, separator: sourceFile.text.charAt(directives - 1) === ";" ? " " : "; " };
  }
  return { offset: sourceFile.statements[0]?.getStart(sourceFile) ?? sourceFile.text.length, separator: "" };
}

/** `pieces` with `inserted` before what stands at `offset` of the original. */
function splitAt(pieces: readonly Piece[], offset: number, inserted: Piece): readonly Piece[] {
  const result: Piece[] = [];
  let done = false;
  for (const piece of pieces) {
    if (!done && piece.kind === "range" && piece.end >= offset && piece.start <= offset && piece.end > piece.start) {
      const before = { ...piece, end: offset };
      const after = { ...piece, start: offset };
      result.push(before, inserted, after);
      done = true;
    } else {
      result.push(piece);
    }
  }
  if (!done) result.unshift(inserted);
  return result;
}
