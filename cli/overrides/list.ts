/** `surety override list` and `status`. */
import type { ProgramOverride } from "../../compiler/overrides/override-scopes.js";
import type { InspectedOverrides } from "../../compiler/overrides/inspect-overrides.js";
import { inspectOverrides } from "../../compiler/overrides/inspect-overrides.js";
import { slashedRelative } from "../../compiler/program/module-path.js";
import { createConfigFinder } from "../../compiler/program/config.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { placeOf, short } from "../../policy/overrides/in-force.js";
import type { CommandContext } from "../context.js";
import { requireOneSource } from "../options.js";
import { findRequest } from "./find-request.js";
import { openProject } from "./project.js";
import { say } from "./say.js";

export interface ListFlags {
  readonly json?: true;
  readonly project?: string;
}

export function inspect(paths: readonly string[], { project }: ListFlags, context: CommandContext): InspectedOverrides {
  requireOneSource(paths, project);
  return inspectProgram({ paths, project: project ?? null }, context);
}

export const inspectProgram = (choice: ProgramChoice, context: CommandContext): InspectedOverrides =>
  inspectOverrides({ cwd: context.cwd, files: NODE_FILE_SYSTEM, ...choice }, context.wallClock());

/**
 * The program that a file belongs to, as `verify` and `build` load it: what a name means may depend on files that nothing imports, and
 * the hash of a scope on what its names mean.
 */
export function programOf(file: string, { project }: ListFlags, context: CommandContext): ProgramChoice {
  const found = project ?? createConfigFinder(context.cwd, NODE_FILE_SYSTEM)(file)?.configFile ?? null;
  return { paths: found === null ? [file] : [], project: found };
}

export interface ProgramChoice {
  readonly paths: readonly string[];
  readonly project: string | null;
}

export function placeText({ file, span }: Pick<ProgramOverride, "file" | "span">, cwd: string): string {
  const { line } = file.getLineAndCharacterOfPosition(span.start);
  return `${slashedRelative(cwd, file.fileName)}:${line + 1}`;
}

/** Exit code 1 when one is not in force. */
export async function list(paths: readonly string[], flags: ListFlags, context: CommandContext): Promise<void> {
  const { judged, lost } = inspect(paths, flags, context);
  const inForce = judged.inForce.map((one) => ({
    state: one.emergency ? "emergency" : "in force",
    place: placeText(one.scope, context.cwd),
    ...describeScope(one.scope),
    request: one.request,
    requester: one.requester,
    requested: one.requested,
    approvers: one.approvers,
    until: one.until,
    freed: one.freed.length,
    reason: null,
    message: null,
  }));
  const refused = judged.refused.map((one) => ({
    state: "refused",
    place: placeText(one.scope, context.cwd),
    ...describeScope(one.scope),
    request: one.request,
    requester: null,
    requested: null,
    approvers: [],
    until: null,
    freed: 0,
    reason: one.reason,
    message: one.message,
  }));
  const unreadable = lost.map((one) => ({ place: placeText(one, context.cwd), message: one.message }));
  const all = [...inForce, ...refused].sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
  const lines = [
    ...all.map((one) =>
      one.message === null
        ? `${one.place}  ${one.target}  ${one.state} until ${one.until}, ${one.freed} freed, approved by ${one.approvers.join(", ") || "nobody"} (${short(one.request)})`
        : `${one.place}  ${one.target}  not in force: ${one.message}`,
    ),
    ...unreadable.map((one) => `${one.place}  not understood: ${one.message}`),
  ];
  await say(context, flags.json, {
    document: { overrides: all, lost: unreadable },
    sentence: lines.length === 0 ? "no override is asked for" : lines.join("\n"),
  });
  context.setExitCode(refused.length + unreadable.length > 0 ? 1 : 0);
}

const describeScope = (scope: ProgramOverride) => ({
  symbol: scope.symbol,
  scope: scope.scope,
  target: scope.target,
  justification: scope.justification,
  ticket: scope.ticket,
  expires: scope.expires,
});

/** What the ledger holds about one request. */
export async function status(given: string, { json }: ListFlags, context: CommandContext): Promise<void> {
  const project = openProject(context);
  const request = findRequest(given, project);
  const { statement } = request.body;
  const decisions = (project.ledger.decisions.get(request.hash) ?? []).map(({ hash, time, body }) => ({
    decision: body.statement.decision,
    person: body.statement.person,
    reason: body.statement.reason,
    until: body.statement.until,
    time,
    record: hash,
  }));
  const need = project.policy.needOf(statement.target, statement.scope);
  const needs = { approvals: need.approvals, group: need.group?.name ?? null };
  await say(context, json, {
    document: {
      request: request.hash,
      time: request.time,
      ...statement,
      decisions,
      needs,
      uses: project.ledger.uses.get(request.hash) ?? 0,
    },
    sentence:
      `${short(request.hash)}  ${statement.target} of \`${placeOf(statement)}\` (${statement.scope}), until ${statement.expires}\n` +
      `requested ${request.time} by ${statement.requester}: "${statement.justification}"\n` +
      `needs ${needs.approvals} approval${needs.approvals === 1 ? "" : "s"}${needs.group === null ? "" : ` of \`${needs.group}\``}\n` +
      (decisions.length === 0
        ? "nobody has decided"
        : decisions
            .map((one) => `${one.time}  ${one.decision} by ${one.person}${one.reason === null ? "" : `: ${one.reason}`}`)
            .join("\n")),
  });
}
