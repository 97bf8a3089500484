/** `surety override approve`, `deny` and `revoke`: what is signed is shown first. */
import path from "node:path";
import { ConfigError } from "../../core/errors.js";
import type { ProgramOverride } from "../../compiler/overrides/override-scopes.js";
import type { DecisionStatement, RequestBody } from "../../policy/ledger/bodies.js";
import { placeOf, short } from "../../policy/overrides/in-force.js";
import type { Recorded } from "../../policy/overrides/ledger-state.js";
import type { CommandContext } from "../context.js";
import { visible } from "../render/printable.js";
import { ask } from "./ask.js";
import { findRequest, requireOpen } from "./find-request.js";
import { impactLines, impactOn, type Impact } from "./impact.js";
import { inspectProgram, programOf, type ListFlags } from "./list.js";
import { openProject, record, signerOf, type Project, type Signer, type SigningFlags } from "./project.js";
import { say } from "./say.js";

export interface DecideFlags extends SigningFlags, ListFlags {
  readonly reason?: string;
  readonly yes?: true;
}

interface Decide {
  readonly request: string;
  readonly flags: DecideFlags;
  readonly context: CommandContext;
}

export async function decide(decision: "approve" | "deny" | "revoke", { request: given, flags, context }: Decide): Promise<void> {
  const project = openProject(context);
  const request = findRequest(given, project);
  requireOpen(request, project);
  const signer = signerOf(project, flags, context);
  const { statement } = request.body;
  const approval = decision === "approve" ? await review(request, { project, signer, flags, context }) : null;
  if (decision !== "approve" && flags.reason === undefined) throw new ConfigError(`say why: \`--reason "…"\``);
  const made: DecisionStatement = {
    format: "surety-override-decision-1",
    decision,
    request: request.hash,
    subject: statement,
    reason: flags.reason ?? null,
    until: null,
    person: signer.key.person,
  };
  const { hash } = await record(project, signer, { kind: "override.decision", statement: made, now: context.wallClock() });
  await say(context, flags.json, {
    document: { ...made, record: hash, impact: approval },
    sentence: `${PAST[decision]} ${short(request.hash)}, ${statement.target} of \`${placeOf(statement)}\`, as ${signer.key.person}`,
  });
}

const PAST = { approve: "approved", deny: "denied", revoke: "revoked" } as const;

interface Review {
  readonly project: Project;
  readonly signer: Signer;
  readonly flags: DecideFlags;
  readonly context: CommandContext;
}

/** Refuses what would not count, shows code, impact and history, and asks. */
async function review(request: Recorded<RequestBody>, { project, signer, flags, context }: Review): Promise<Impact> {
  const { statement } = request.body;
  if (signer.key.person === statement.requester)
    throw new ConfigError(`\`${signer.key.person}\` requested it: somebody else has to approve it`);
  if (hasApproved(request, signer.key.person, project))
    throw new ConfigError(`\`${signer.key.person}\` has approved it already: two approvals are two persons`);
  const { group } = project.policy.needOf(statement.target, statement.scope);
  if (group !== null && !group.members.includes(signer.key.person))
    throw new ConfigError(`\`${signer.key.person}\` is not in the group \`${group.name}\`, which has to approve it`);
  const program = programOf(path.join(project.root, statement.module), flags, context);
  const { scopes } = inspectProgram(program, context);
  const scope = scopes.find(
    (one) => one.scopeHash === statement.scopeHash && one.module === statement.module && one.target === statement.target,
  );
  if (scope === undefined)
    throw new ConfigError(
      `the code of \`${placeOf(statement)}\` is not what was requested any more: it has to be requested again`,
    );
  const impact = await impactOn(scope, program, context);
  if (flags.json !== true) await context.streams.err(visible(shown(request, scope, { project, impact })));
  if (flags.yes !== true) {
    const answer = await ask("Do you sign that this code is right? (yes/no) ", "`--yes` signs without a question");
    if (answer !== "yes") throw new ConfigError("nothing was signed");
  }
  return impact;
}

const hasApproved = ({ hash }: Recorded<RequestBody>, person: string, { ledger }: Project): boolean =>
  (ledger.decisions.get(hash) ?? []).some(
    ({ body: { statement } }) => statement.decision === "approve" && statement.person === person,
  );

function shown(
  request: Recorded<RequestBody>,
  scope: ProgramOverride,
  { project, impact }: { readonly project: Project; readonly impact: Impact },
): string {
  const { statement } = request.body;
  const { file, code } = scope;
  const first = file.getLineAndCharacterOfPosition(code.start).line;
  const lines = file.text.slice(file.text.lastIndexOf("\n", code.start - 1) + 1, code.end).split("\n");
  const history = [...project.ledger.requests.values()]
    .filter(({ body }) => body.statement.module === statement.module && body.statement.symbol === statement.symbol)
    .flatMap((one) => [
      `${one.time}  request ${short(one.hash)} by ${one.body.statement.requester}: ${one.body.statement.target}`,
      ...(project.ledger.decisions.get(one.hash) ?? []).map(
        ({ time, body }) => `${time}  ${body.statement.decision} of ${short(one.hash)} by ${body.statement.person}`,
      ),
    ]);
  return [
    `${statement.target} of \`${placeOf(statement)}\` (${statement.scope}), asked for by ${statement.requester} until ${statement.expires}`,
    `"${statement.justification}"${statement.ticket === null ? "" : ` (${statement.ticket})`}`,
    "",
    ...lines.map((line, at) => `${String(first + at + 1).padStart(5)} | ${line}`),
    "",
    impactLines(impact),
    "",
    ...history,
    "",
  ].join("\n");
}
