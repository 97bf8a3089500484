/**
 * What the text of a file alone says against its overrides: no ledger, no types. The sentences are those that `verify` says once the rest is
 * known, so an editor can say them before anything was requested.
 */
import type { ts } from "../typescript.js";
import { DIAGNOSTICS, type DiagnosticRow } from "../../core/diagnostics.js";
import type { Diagnostic } from "../../core/report.js";
import { lastInstantOf } from "../../policy/overrides/in-force.js";
import { problemOfJustification } from "../../policy/overrides/justification.js";
import type { OverridePolicy } from "../../policy/overrides/policy.js";
import { slashedRelative } from "../program/module-path.js";
import { findOverrides, targetText } from "./find-overrides.js";

export interface FileOverridesOptions {
  readonly cwd: string;
  readonly policy: Pick<OverridePolicy, "minimumJustification">;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function fileOverrides(file: ts.SourceFile, { cwd, policy, now }: FileOverridesOptions): readonly Diagnostic[] {
  const { overrides, lost } = findOverrides(file);
  const make = ({ code, severity }: DiagnosticRow, start: number, message: string): Diagnostic => {
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    const name = slashedRelative(cwd, file.fileName);
    return { code, severity, message, file: name, line: line + 1, column: character + 1, obligation: null };
  };
  const refused = overrides.flatMap(({ annotation, problems }) => {
    const { target, span, justification, expires } = annotation;
    const say = (row: DiagnosticRow, why: string): Diagnostic =>
      make(row, span.start, `\`${targetText(target)}\` is not overridden: ${why}`);
    const [problem] = problems;
    if (problem !== undefined) return [say(DIAGNOSTICS.malformedOverride, problem)];
    const poor = problemOfJustification(justification, policy.minimumJustification, []);
    const isOver = expires !== null && now > lastInstantOf(expires);
    return [
      ...(poor === null ? [] : [say(DIAGNOSTICS.malformedOverride, poor)]),
      ...(isOver ? [say(DIAGNOSTICS.endedOverride, `it ended on ${expires}: request it again, or take it away`)] : []),
    ];
  });
  return [...lost.map(({ span, message }) => make(DIAGNOSTICS.malformedOverride, span.start, message)), ...refused];
}
