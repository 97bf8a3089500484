/**
 * A copy of a project in which the sources of the program are guarded, in report mode, in the language that they are written in: whatever
 * compiles, bundles or loads them in the team's own tests works on it as on the project itself.
 */
import { copyFileSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ModulePlan } from "../../core/plan.js";
import { applyPlan } from "../emit/guard-edits.js";
import { modulePathOf } from "../program/module-path.js";
import { RUNTIME, runtimeCopy } from "../runtime-copy.js";
import type { Verification } from "../verify-program.js";
import { authorityRecorderText, recorderText } from "./recorder.js";

export interface ObservedTreeInput {
  /** Of a run in mode `report`. */
  readonly verification: Pick<Verification, "plans" | "loaded">;
  /** Absolute: what is copied; the project lies in it. */
  readonly top: string;
  /** Absolute: an empty folder. */
  readonly copy: string;
  /** Absolute: where violations are written. */
  readonly log: string;
  /** Absolute: where uses of authority are written. */
  readonly authorityLog: string;
}

/** What is never copied: links take the place of installed packages. */
const LEFT_OUT: ReadonlySet<string> = new Set(["node_modules", ".git"]);

export function writeObservedTree({ verification, top, copy, ...logs }: ObservedTreeInput): void {
  copyFolder(top, copy);
  const { loaded, plans } = verification;
  const project = path.join(copy, path.relative(top, loaded.projectRoot));
  installRecorder(project, logs);
  const planOf = new Map<string, ModulePlan>(plans.map((plan) => [plan.module, plan]));
  for (const file of loaded.files) {
    const plan = planOf.get(modulePathOf(loaded.projectRoot, file.fileName));
    const place = path.relative(top, file.fileName);
    if (plan === undefined || place.startsWith("..")) continue;
    // Without hardening: test runners replace what it freezes, and in report mode no proof depends on it.
    const { code } = applyPlan(file.text, file, { plan, options: { runtime: RUNTIME, harden: null, format: null } });
    writeFileSync(path.join(copy, place), withoutTypeCheck(code, file.fileName));
  }
}

/** Guards are no code that a strict compiler would accept from a person; the sources themselves were checked before. */
function withoutTypeCheck(code: string, fileName: string): string {
  if (!/\.[cm]?tsx?$/u.test(fileName)) return code;
  const shebang = /^#![^\n]*\n/u.exec(code)?.[0] ?? "";
  return `${shebang}// @ts-nocheck\n${code.slice(shebang.length)}`;
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.name === "node_modules") linkModules(source, target);
    else if (LEFT_OUT.has(entry.name) || source === to) continue;
    else if (entry.isDirectory()) copyFolder(source, target);
    else if (entry.isFile()) copyFileSync(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(source, target);
  }
}

/** A folder of links, so that one more package can stand beside them. Scopes are folders, too. */
function linkModules(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name.startsWith("@")) linkModules(path.join(from, name), path.join(to, name));
    else if (!name.startsWith(".") || name === ".bin") symlinkSync(path.join(from, name), path.join(to, name));
  }
}

function installRecorder(project: string, { log, authorityLog }: Pick<ObservedTreeInput, "log" | "authorityLog">): void {
  const installed = path.join(project, "node_modules", RUNTIME);
  // Where it is installed, a link stands there: writing through it would change the project's own packages.
  rmSync(installed, { recursive: true, force: true });
  for (const { path: file, text } of runtimeCopy(project)) {
    mkdirSync(path.dirname(file), { recursive: true });
    const isMonitor = file.endsWith(path.join("dist", "monitor.js"));
    const isSubject = file.endsWith(path.join("dist", "authority", "subject.js"));
    writeFileSync(file, text + (isMonitor ? recorderText(log) : isSubject ? authorityRecorderText(authorityLog) : ""));
  }
}
