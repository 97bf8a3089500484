/** `surety override emergency`: break the glass. It shows everywhere, ends by itself, and has to be looked at afterwards. */
import { ConfigError } from "../../core/errors.js";
import type { DecisionStatement } from "../../policy/ledger/bodies.js";
import { timeText } from "../../policy/ledger/record.js";
import { placeOf, short } from "../../policy/overrides/in-force.js";
import type { CommandContext } from "../context.js";
import { findRequest, requireOpen } from "./find-request.js";
import { openProject, record, signerOf, type SigningFlags } from "./project.js";
import { say } from "./say.js";

export interface EmergencyFlags extends SigningFlags {
  readonly json?: true;
  readonly reason: string;
  readonly hours: string;
}

const HOUR = 3_600_000;

export async function emergency(given: string, flags: EmergencyFlags, context: CommandContext): Promise<void> {
  const project = openProject(context);
  const request = findRequest(given, project);
  requireOpen(request, project);
  const signer = signerOf(project, flags, context);
  const { emergencyHours } = project.policy;
  const hours = Number(flags.hours);
  if (!/^\d+$/u.test(flags.hours) || hours < 1 || hours > emergencyHours)
    throw new ConfigError(`\`--hours ${flags.hours}\`: a whole number from 1 to ${emergencyHours}`);
  const now = context.wallClock();
  const until = timeText(now + hours * HOUR);
  const { statement } = request.body;
  const made: DecisionStatement = {
    format: "surety-override-decision-1",
    decision: "emergency",
    request: request.hash,
    subject: statement,
    reason: flags.reason,
    until,
    person: signer.key.person,
  };
  const { hash } = await record(project, signer, { kind: "override.decision", statement: made, now });
  await say(context, flags.json, {
    document: { ...made, record: hash },
    sentence:
      `EMERGENCY: ${statement.target} of \`${placeOf(statement)}\` is in force without an approval until ${until}\n` +
      `somebody else has to decide until then: surety override approve ${short(request.hash)}; \`surety audit verify\` fails after it otherwise`,
  });
}
