import { ConfigError } from "../../core/errors.js";
import type { RequestBody } from "../../policy/ledger/bodies.js";
import { createKeyring } from "../../policy/overrides/keyring.js";
import { short } from "../../policy/overrides/in-force.js";
import type { Recorded } from "../../policy/overrides/ledger-state.js";
import type { Project } from "./project.js";

/** Throws ConfigError when a decision has closed the request: what is decided after it would not count, and should not be signed. */
export function requireOpen({ hash }: Recorded<RequestBody>, { ledger, policy, signatures }: Project): void {
  const keyring = createKeyring(policy, ledger, signatures);
  for (const decision of ledger.decisions.get(hash) ?? []) {
    const { decision: made, person, reason } = decision.body.statement;
    if ((made !== "deny" && made !== "revoke") || keyring.check(decision).kind !== "valid") continue;
    const why = reason === null ? "" : ` (${reason})`;
    throw new ConfigError(
      `\`${person}\` ${made === "deny" ? "denied" : "revoked"} request ${short(hash)}${why}: it has to be requested again`,
    );
  }
}

/** The request whose hash begins so. Throws ConfigError when there is none, or more than one. */
export function findRequest(given: string, { ledger }: Project): Recorded<RequestBody> {
  const found = [...ledger.requests.values()].filter(({ hash }) => hash.startsWith(given));
  const [request, other] = found;
  if (!/^[0-9a-f]{4,64}$/u.test(given) || request === undefined)
    throw new ConfigError(
      `no request begins with \`${given}\` (at least four digits): \`surety override list\` shows what there is`,
    );
  if (other !== undefined)
    throw new ConfigError(`\`${short(request.hash)}\` and \`${short(other.hash)}\` begin with \`${given}\`: give more digits`);
  return request;
}
