/** Which overrides of a program are in force, what that frees, and what there is to say about the others. */
import { DIAGNOSTICS, type DiagnosticRow } from "../../core/diagnostics.js";
import { obligationId, type ObligationId } from "../../core/ids.js";
import type { Diagnostic, ReportedOverride } from "../../core/report.js";
import { overridesInForce, short, type JudgedOverrides } from "../../policy/overrides/in-force.js";
import type { RefusalReason } from "../../policy/overrides/refusal.js";
import type { FileSystem } from "../program/file-system.js";
import type { LoadedProgram } from "../program/load.js";
import { slashedRelative } from "../program/module-path.js";
import { overrideContext } from "./override-context.js";
import { programOverrides, type ObligationsAsked, type ProgramOverride } from "./override-scopes.js";

export interface OverrideOptions {
  readonly files: FileSystem;
  /** Milliseconds since 1970: what expires is judged by it, and nothing else. */
  readonly wallClock: () => number;
}

export interface JudgedProgram {
  readonly freed: ReadonlySet<ObligationId>;
  readonly diagnostics: readonly Diagnostic[];
  readonly reported: readonly ReportedOverride[];
  readonly judged: JudgedOverrides<ProgramOverride>;
  /** Milliseconds: outside of it the answer may be another. Null: it does not depend on the time. */
  readonly holds: { readonly from: number; readonly to: number } | null;
}

const NOTHING: JudgedProgram = {
  freed: new Set(),
  diagnostics: [],
  reported: [],
  judged: { inForce: [], refused: [] },
  holds: null,
};

/** `options` null: nobody says what is approved, so nothing is. Throws ConfigError for a wrong configuration. */
export function judgeProgram(
  { program, files, projectRoot }: Pick<LoadedProgram, "program" | "files" | "projectRoot">,
  asked: ObligationsAsked,
  { cwd, options }: { readonly cwd: string; readonly options: OverrideOptions | null },
): JudgedProgram {
  if (options === null) return NOTHING;
  const { scopes, lost } = programOverrides({ program, files, projectRoot, ...asked });
  if (scopes.length === 0 && lost.length === 0) return NOTHING;
  const now = options.wallClock();
  const { ledger, policy, signatures } = overrideContext({ projectRoot, cwd, files: options.files });
  const judged = overridesInForce({ scopes, ledger, policy, signatures, now });
  const at = (file: ProgramOverride["file"], offset: number) => {
    const { line, character } = file.getLineAndCharacterOfPosition(offset);
    return { file: slashedRelative(cwd, file.fileName), line: line + 1, column: character + 1 };
  };
  const make = ({ code, severity }: DiagnosticRow, message: string, place: ReturnType<typeof at>): Diagnostic => ({
    code,
    severity,
    message,
    ...place,
    obligation: null,
  });
  const diagnostics = [
    ...lost.map(({ file, span, message }) => make(DIAGNOSTICS.malformedOverride, message, at(file, span.start))),
    ...judged.refused.map(({ scope, reason, message }) =>
      make(ROWS[reason], `\`${scope.target}\` is not overridden: ${message}`, at(scope.file, scope.span.start)),
    ),
    ...judged.inForce
      .filter(({ emergency }) => emergency)
      .map(({ scope, until, request }) =>
        make(
          DIAGNOSTICS.emergencyOverride,
          `\`${scope.target}\` is overridden without an approval until ${until}: \`surety override approve ${short(request)}\` makes it regular`,
          at(scope.file, scope.span.start),
        ),
      ),
  ];
  const soonOf = (until: string): number => Date.parse(until) - policy.expiringSoonDays * DAY;
  const reported = judged.inForce.map(({ scope, ...rest }): ReportedOverride => ({
    ...at(scope.file, scope.span.start),
    symbol: scope.symbol,
    scope: scope.scope,
    target: scope.target,
    justification: scope.justification,
    ticket: scope.ticket,
    request: rest.request,
    requester: rest.requester,
    requested: rest.requested,
    approvers: rest.approvers,
    approvals: rest.approvals,
    until: rest.until,
    expiringSoon: now >= soonOf(rest.until),
    emergency: rest.emergency,
    obligations: rest.freed.map(({ id }) => id),
  }));
  const changes = judged.inForce.flatMap(({ until }) => [Date.parse(until), soonOf(until) - 1]).filter((at) => at >= now);
  return {
    freed: new Set(judged.inForce.flatMap(({ freed }) => freed.map(({ id }) => obligationId(id)))),
    diagnostics,
    reported: reported.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column)),
    judged,
    // Refusals stay what they are while time goes on, but for that of a clock that is behind; when it goes back, everything is asked again.
    holds: {
      from: now,
      to: judged.refused.some(({ reason }) => reason === "clock") ? now : Math.min(Number.MAX_SAFE_INTEGER, ...changes),
    },
  };
}

const DAY = 86_400_000;

const ROWS: Readonly<Record<RefusalReason, DiagnosticRow>> = {
  malformed: DIAGNOSTICS.malformedOverride,
  unrequested: DIAGNOSTICS.unapprovedOverride,
  unapproved: DIAGNOSTICS.unapprovedOverride,
  tooFew: DIAGNOSTICS.unapprovedOverride,
  notInGroup: DIAGNOSTICS.unapprovedOverride,
  selfApproved: DIAGNOSTICS.unapprovedOverride,
  denied: DIAGNOSTICS.unapprovedOverride,
  revoked: DIAGNOSTICS.endedOverride,
  expired: DIAGNOSTICS.endedOverride,
  tooLong: DIAGNOSTICS.endedOverride,
  emergencyOver: DIAGNOSTICS.endedOverride,
  codeChanged: DIAGNOSTICS.changedOverride,
  requestChanged: DIAGNOSTICS.changedOverride,
  moved: DIAGNOSTICS.changedOverride,
  replayed: DIAGNOSTICS.forgedOverride,
  forged: DIAGNOSTICS.forgedOverride,
  key: DIAGNOSTICS.forgedOverride,
  ledger: DIAGNOSTICS.unreliableLedger,
  clock: DIAGNOSTICS.unreliableLedger,
};
