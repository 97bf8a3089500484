/** Hands what is reported, and what was reported and is fixed, to the corpus: only where `settings.surety.corpus` names a folder. */
import path from "node:path";
import { ts } from "../compiler/typescript.js";
import { VERSION } from "../compiler/version.js";
import { createRecorder, type Recorder } from "../corpus/record/recorder.js";
import type { ReportedRecord } from "../corpus/record/record.js";
import type { Span } from "../core/span.js";
import type { Finding } from "./lint-rule.js";
import type { LintedFile } from "./linted-file.js";

/** Module state on purpose: one writer a folder, for as long as the process lives. */
const recorders = new Map<string, Recorder>();

/** Files whose fixes were looked for, since several rules look at one file. */
const settled = new WeakSet<LintedFile>();

export function recordFindings(file: LintedFile, rule: string, found: readonly Finding[]): void {
  const { corpus } = file.settings;
  if (corpus === null) return;
  const folder = path.resolve(file.cwd, corpus);
  const recorder = recorders.get(folder) ?? createRecorder({ folder, version: VERSION });
  recorders.set(folder, recorder);
  const name = path.relative(file.cwd, file.name).split(path.sep).join("/");
  if (!settled.has(file)) {
    settled.add(file);
    for (const record of recorder.open(name)) settle(recorder, record, file);
  }
  for (const { record } of found)
    if (record !== null) recorder.report(record, { rule, file: name, code: codeAround(file.tree(), record.span) });
}

/** A verdict that is still to come says nothing, and no more does a file that is not verified. */
function settle(recorder: Recorder, record: ReportedRecord, file: LintedFile): void {
  const found = file.verdicts();
  if (found?.kind !== "verified") return;
  const { plan } = found.verdicts;
  const same = plan.sites.find(({ id }) => id === record.obligation);
  if (same?.verdict.kind === "proved") {
    recorder.fix(record, codeAround(file.tree(), same.site.span), "proved");
    return;
  }
  if (same !== undefined) return;
  // The access was written otherwise: what matters is the function it stood in, where there still is one of that name.
  const fn = found.verdicts.module.functions.find(({ name, kind }) => name === record.symbol && kind !== "module");
  if (fn !== undefined) recorder.fix(record, file.text.slice(fn.span.start, fn.span.end).slice(0, MOST_CODE), "gone");
}

/** A record is for reading; generated functions of a megabyte are not. */
const MOST_CODE = 20_000;

/** The innermost function around, or the line. */
function codeAround(tree: ts.SourceFile, { start, end }: Span): string {
  const within = (node: ts.Node, found: ts.Node | null): ts.Node | null => {
    if (node.pos > start || node.end < end) return found;
    let innermost = ts.isFunctionLike(node) ? node : found;
    ts.forEachChild(node, (child) => {
      innermost = within(child, innermost);
    });
    return innermost;
  };
  const around = within(tree, null);
  if (around !== null) return tree.text.slice(around.getStart(tree), around.end).slice(0, MOST_CODE);
  const from = tree.text.lastIndexOf("\n", start) + 1;
  const to = tree.text.indexOf("\n", end);
  return tree.text.slice(from, to < 0 ? undefined : to).slice(0, MOST_CODE);
}
