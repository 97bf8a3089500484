/**
 * The front end for a program that somebody else keeps and edits (a linter, an editor): from one `ts.Program` to the next, what an edit
 * cannot have changed is the same object as before. The rules are those of front-end.ts (docs/INVALIDATION.md); what differs is that the
 * trees of the program before may be gone: TypeScript's language service moves nodes of the old tree into the new one. So nothing is asked
 * of an old tree here. What has to be compared is kept as text, and where there is no such text, the file counts as changed for others.
 */
import path from "node:path";
import type { ts } from "../typescript.js";
import type { HirProgram } from "../../core/hir.js";
import { createLowering, type Lowering } from "../lower/lower-program.js";
import { NODE_FILE_SYSTEM } from "../program/file-system.js";
import { withinStack } from "../program/load.js";
import { modulePathOf } from "../program/module-path.js";
import { isInNodeModules, isSourceName } from "../program/source-extensions.js";
import { projectRootOf } from "../project-root.js";
import { haveSameFiles, sameOptions, withDependents } from "./front-end.js";
import { affectsEverything, shapeOf } from "./shape.js";

export interface HeldFrontEnd {
  /** Module paths start here. Absolute. */
  readonly projectRoot: string;
  /** The program as HIR; null when the compiler exhausts the stack on it. The same program gives the same object. */
  update(program: ts.Program): HirProgram | null;
}

interface State {
  readonly program: ts.Program;
  readonly lowering: Lowering;
  readonly hir: HirProgram;
  /** Every file of the program by name: to be compared, not to be looked into. */
  readonly files: ReadonlyMap<string, ts.SourceFile>;
  readonly lowered: ReadonlySet<ts.SourceFile>;
}

/** What others saw of a file. */
interface Seen {
  readonly shape: string | null;
  readonly surface: string | null;
}

/** `lowersAll`: as for `createFrontEnd`. */
export function createHeldFrontEnd(first: ts.Program, { lowersAll }: { readonly lowersAll: boolean }): HeldFrontEnd {
  const projectRoot = heldRoot(first);
  const own: { state: State | null } = { state: null };
  /** Files whose names reach others that do not import them. */
  const global = new WeakMap<ts.SourceFile, boolean>();
  const seen = new WeakMap<ts.SourceFile, Seen>();

  const whole = (program: ts.Program): State => {
    const lowering = createLowering(projectRoot);
    const sources = sourcesOf(program, projectRoot);
    for (const file of rootsOf(program, projectRoot)) global.set(file, affectsEverything(file));
    return stateOf(program, { lowering, sources, hir: lowering.lower({ program, files: sources, affected: null, edit: null }) });
  };

  const part = (before: State, program: ts.Program): State => {
    const changed = changedFiles(before, program, projectRoot);
    if (changed?.every(({ was, is }) => global.get(was) === false && !affectsEverything(is)) !== true) return whole(program);
    const { lowering } = before;
    const sources = sourcesOf(program, projectRoot);
    const parsed = new Set(sources);
    const edit = changed.length === 1 ? (changed[0] ?? null) : null;
    const steps = changed.map(({ was, is }) => {
      const last = seen.get(was) ?? null;
      const lastShape = last?.shape ?? null;
      const isSame = (): boolean =>
        lastShape !== null && edit !== null && before.lowered.has(was) && lowering.declaresTheSame(edit, program);
      const shape = !parsed.has(is) ? null : isSame() ? lastShape : shapeOf(program, is);
      const isVisible = shape === null || !before.lowered.has(was) || last === null || last.shape !== shape;
      global.set(is, false);
      return { is, shape, last, isVisible };
    });
    const namesOf = (some: readonly { readonly is: ts.SourceFile }[]): ReadonlySet<string> =>
      new Set(some.map(({ is }) => is.fileName));
    const lower = (affected: ReadonlySet<ts.SourceFile>): HirProgram =>
      lowering.lower({
        program,
        files: sources,
        affected: lowersAll ? null : affected,
        edit,
      });
    const affected = withDependents(
      program,
      new Set(changed.map(({ is }) => is)),
      namesOf(steps.filter(({ isVisible }) => isVisible)),
    );
    const hir = lower(affected);
    // Only lowering tells what others see of a file besides its types.
    const surprising = steps.filter(({ is, last }) => last === null || last.surface !== lowering.surfaceOf(is));
    const all = withDependents(program, affected, namesOf(surprising));
    // What others see of a file that depends on a changed one may have changed with it.
    for (const file of all) seen.delete(file);
    for (const { is, shape } of steps) seen.set(is, { shape, surface: lowering.surfaceOf(is) });
    return stateOf(program, { lowering, sources, hir: all.size === affected.size ? hir : lower(all) });
  };

  return {
    projectRoot,
    update: (program) => {
      const { state } = own;
      if (state?.program === program) return state.hir;
      // Whatever goes wrong, what comes next starts from nothing.
      own.state = null;
      own.state = withinStack(() => (state === null ? whole(program) : part(state, program)));
      return own.state?.hir ?? null;
    },
  };
}

function stateOf(
  program: ts.Program,
  {
    lowering,
    sources,
    hir,
  }: { readonly lowering: Lowering; readonly sources: readonly ts.SourceFile[]; readonly hir: HirProgram },
): State {
  const files = new Map(program.getSourceFiles().map((file) => [file.fileName, file]));
  return { program, lowering, hir, files, lowered: new Set(sources) };
}

interface Change {
  readonly was: ts.SourceFile;
  readonly is: ts.SourceFile;
}

/** Null: the change may concern files that have nothing to do with the changed ones. */
function changedFiles(before: State, program: ts.Program, projectRoot: string): readonly Change[] | null {
  if (!haveSameFiles(before.program, program) || !program.getSourceFiles().every(hasVersion)) return null;
  if (!sameOptions(before.program.getCompilerOptions(), program.getCompilerOptions())) return null;
  if (before.program.getRootFileNames().join("\n") !== program.getRootFileNames().join("\n")) return null;
  const roots = new Set(rootsOf(program, projectRoot));
  const changed: Change[] = [];
  for (const is of program.getSourceFiles()) {
    const was = before.files.get(is.fileName);
    if (was === is) continue;
    if (was === undefined || !roots.has(is)) return null;
    changed.push({ was, is });
  }
  return changed;
}

/** TypeScript's builder, which knows what depends on what, works on files with versions; hosts of single runs give none. */
const hasVersion = (file: ts.SourceFile): boolean => "version" in file && typeof file.version === "string";

/** What `surety verify -p` verifies of a program: the files that its configuration names, sorted by module path. */
function rootsOf(program: ts.Program, projectRoot: string): readonly ts.SourceFile[] {
  const known = rootFiles.get(program);
  if (known?.projectRoot === projectRoot) return known.files;
  const files = findRoots(program, projectRoot);
  rootFiles.set(program, { projectRoot, files });
  return files;
}

/** Asked several times of each program. */
const rootFiles = new WeakMap<ts.Program, { readonly projectRoot: string; readonly files: readonly ts.SourceFile[] }>();

function findRoots(program: ts.Program, projectRoot: string): readonly ts.SourceFile[] {
  const config = configOf(program);
  const base = config === null ? projectRoot : path.dirname(config);
  return program
    .getRootFileNames()
    .map((file) => ({ file, full: path.resolve(file) }))
    .filter(({ file, full }) => isSourceName(file) && !isInNodeModules(path.relative(base, full)))
    .map(({ file, full }) => ({ file, name: modulePathOf(projectRoot, full) }))
    .sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0))
    .flatMap(({ file }) => program.getSourceFile(file) ?? []);
}

const sourcesOf = (program: ts.Program, projectRoot: string): readonly ts.SourceFile[] =>
  rootsOf(program, projectRoot).filter((file) => program.getSyntacticDiagnostics(file).length === 0);

function configOf(program: ts.Program): string | null {
  const config = program.getCompilerOptions()["configFilePath"];
  return typeof config === "string" ? path.resolve(config) : null;
}

/** As `surety verify` chooses it: from the tsconfig upwards, or from the files when there is none. */
export function heldRoot(program: ts.Program): string {
  const known = heldRoots.get(program) ?? findRoot(program);
  heldRoots.set(program, known);
  return known;
}

/** Asked for each file, several times. A package.json that comes or goes counts with the next program. */
const heldRoots = new WeakMap<ts.Program, string>();

function findRoot(program: ts.Program): string {
  const config = configOf(program);
  const [first] = program
    .getRootFileNames()
    .filter(isSourceName)
    .map((file) => path.resolve(file))
    .sort();
  return projectRootOf(path.dirname(config ?? first ?? program.getCurrentDirectory()), NODE_FILE_SYSTEM);
}
