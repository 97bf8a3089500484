/**
 * A copy of a repository in which the sources of programs are guarded, in report mode, in the language that they are written in: whatever
 * compiles, bundles or loads them in the team's own tests works on it as on the project itself.
 */
import { copyFileSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ModulePlan } from "../../core/plan.js";
import { applyPlan } from "../emit/guard-edits.js";
import { modulePathOf } from "../program/module-path.js";
import type { ts } from "../typescript.js";
import { RUNTIME, runtimeCopy } from "../runtime-copy.js";
import type { Verification } from "../verify-program.js";
import { authorityRecorderText, loadedRecorderText, recorderText } from "./recorder.js";

/** Where a copy lies, and of what. All absolute, without links. */
export interface CopyPlace {
  readonly top: string;
  /** An empty folder, or one that is missing. */
  readonly copy: string;
}

/** Absolute: what is written into while the command runs. */
export interface ObservationLogs {
  readonly violations: string;
  readonly authority: string;
  readonly loaded: string;
}

export interface ObservedProgram {
  /** Of a run in mode `report`; the project lies in the folder that is copied. */
  readonly verification: Pick<Verification, "plans" | "loaded">;
  readonly logs: ObservationLogs;
}

/** Writes the guarded sources of one program over the copied ones, and gives the names of the modules that hold guards, sorted. */
export function guardCopy(
  { verification: { loaded, plans }, logs }: ObservedProgram,
  { top, copy }: CopyPlace,
): readonly string[] {
  installRecorder(path.join(copy, path.relative(top, loaded.projectRoot)), logs);
  const planOf = new Map<string, ModulePlan>(plans.map((plan) => [plan.module, plan]));
  const guarded = loaded.files.flatMap((file) => {
    const module = modulePathOf(loaded.projectRoot, file.fileName);
    const plan = planOf.get(module);
    const place = path.relative(top, file.fileName);
    if (plan === undefined || place.startsWith("..")) return [];
    // Without hardening: test runners replace what it freezes, and in report mode no proof depends on it.
    const options = { runtime: RUNTIME, harden: null, format: null, preamble: loadedRecorderText(logs.loaded, module) };
    const { code, map } = applyPlan(file.text, file, { plan, options });
    if (map === null) return [];
    writeFileSync(path.join(copy, place), withoutChecks(code, file));
    return [module];
  });
  return guarded.sort();
}

/**
 * Guards are no code that a strict compiler or a linter would accept from a person; the sources themselves were checked before. Behind the
 * comments in front of the first statement, which stand where they stood: a test runner reads the first of them.
 */
function withoutChecks(code: string, file: ts.SourceFile): string {
  const at = file.statements[0]?.getStart(file) ?? 0;
  return `${code.slice(0, at)}/* eslint-disable */ // @ts-nocheck\n${code.slice(at)}`;
}

/** What is never copied: folders of links take the place of installed packages. */
const LEFT_OUT: ReadonlySet<string> = new Set(["node_modules", ".git"]);

export function copyRepository(place: CopyPlace): void {
  copyFolder(place.top, place.copy, place);
}

function copyFolder(from: string, to: string, place: CopyPlace): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.name === "node_modules") linkModules(source, target, place);
    else if (LEFT_OUT.has(entry.name) || source === place.copy) continue;
    else if (entry.isDirectory()) copyFolder(source, target, place);
    else if (entry.isFile()) copyFileSync(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(linkTarget(source, place), target);
  }
}

/** A folder of links, so that one more package can stand beside them. Scopes are folders, too. */
function linkModules(from: string, to: string, place: CopyPlace): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const [source, target] = [path.join(from, name), path.join(to, name)];
    if (name.startsWith("@")) linkModules(source, target, place);
    else if (!name.startsWith(".") || name === ".bin") symlinkSync(linkTarget(source, place), target);
  }
}

/** A package of the same repository (a workspace) is the copied one, or its code would be run without guards. */
function linkTarget(source: string, { top, copy }: CopyPlace): string {
  const inside = path.relative(top, realPathOf(source));
  const isCopied =
    !inside.startsWith("..") && !path.isAbsolute(inside) && !inside.split(path.sep).some((part) => LEFT_OUT.has(part));
  return isCopied ? path.join(copy, inside) : source;
}

/** A link that leads nowhere stays one. */
function realPathOf(file: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error) return file;
    throw error;
  }
}

function installRecorder(project: string, { violations, authority }: ObservationLogs): void {
  const installed = path.join(project, "node_modules", RUNTIME);
  // Where it is installed, a link stands there: writing through it would change the project's own packages.
  rmSync(installed, { recursive: true, force: true });
  for (const { path: file, text } of runtimeCopy(project)) {
    mkdirSync(path.dirname(file), { recursive: true });
    const isMonitor = file.endsWith(path.join("dist", "monitor.js"));
    const isSubject = file.endsWith(path.join("dist", "authority", "subject.js"));
    writeFileSync(file, text + (isMonitor ? recorderText(violations) : isSubject ? authorityRecorderText(authority) : ""));
  }
}
