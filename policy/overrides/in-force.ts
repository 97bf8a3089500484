/**
 * Which overrides are in force: the one function that verify, build, lint and the loader ask. An annotation asks; what frees code is a request in the
 * ledger that says the same of the same code, and enough signatures on it. Whatever does not fit keeps the guard.
 */
import type { DecisionBody, FreedObligation, RequestBody, RequestStatement } from "../ledger/bodies.js";
import { asJson, canonicalJson } from "../ledger/canonical-json.js";
import { createWords, problemOfJustification, type Words } from "./justification.js";
import { createKeyring, type Keyring } from "./keyring.js";
import type { LedgerState, Recorded } from "./ledger-state.js";
import type { OverridePolicy } from "./policy.js";
import { refusal, type Refusal, type RefusalReason } from "./refusal.js";
import type { Signatures } from "./signature.js";

/** An annotation with the code that it stands before, as they are now. */
export interface OverrideScope {
  readonly module: string;
  readonly symbol: string;
  readonly scope: string;
  /** Null when a name of `depends=` has no declaration. */
  readonly scopeHash: string | null;
  readonly target: string;
  readonly justification: string;
  readonly ticket: string | null;
  readonly expires: string | null;
  readonly depends: readonly string[];
  /** What the annotation would free, were it in force. */
  readonly obligations: readonly FreedObligation[];
  /** What is wrong with the annotation itself. */
  readonly problems: readonly string[];
}

export interface OverrideInForce<Scope extends OverrideScope> {
  readonly scope: Scope;
  /** Hash of the request's record. */
  readonly request: string;
  readonly requester: string;
  readonly requested: string;
  /** Hashes of the records of approval, or of the emergency. */
  readonly approvals: readonly string[];
  readonly approvers: readonly string[];
  /** Of the scope's obligations, those that were approved. */
  readonly freed: readonly FreedObligation[];
  /** The last instant, ISO 8601. */
  readonly until: string;
  readonly emergency: boolean;
}

export interface RefusedOverride<Scope extends OverrideScope> extends Refusal {
  readonly scope: Scope;
  /** The request that comes closest; null when there is none. */
  readonly request: string | null;
}

export interface JudgedOverrides<Scope extends OverrideScope> {
  readonly inForce: readonly OverrideInForce<Scope>[];
  readonly refused: readonly RefusedOverride<Scope>[];
}

export interface OverrideQuestion<Scope extends OverrideScope> {
  readonly scopes: readonly Scope[];
  readonly ledger: LedgerState;
  readonly policy: OverridePolicy;
  readonly signatures: Signatures;
  /** Milliseconds. */
  readonly now: number;
}

/** Clocks of different machines differ by less. */
const CLOCK_TOLERANCE = 10 * 60_000;

interface Judge {
  readonly words: Words;
  readonly ledger: LedgerState;
  readonly policy: OverridePolicy;
  readonly keyring: Keyring;
  readonly now: number;
}

export function overridesInForce<Scope extends OverrideScope>(question: OverrideQuestion<Scope>): JudgedOverrides<Scope> {
  const { scopes, ledger, policy, signatures, now } = question;
  const inForce: OverrideInForce<Scope>[] = [];
  const refused: RefusedOverride<Scope>[] = [];
  const broken = brokenLedger(ledger, now);
  const judge = { ledger, policy, now, words: createWords(), keyring: createKeyring(policy, ledger, signatures) };
  for (const scope of scopes) {
    const outcome = broken === null ? judgeScope(scope, judge) : { request: null, ...broken };
    if ("approvals" in outcome) inForce.push({ scope, ...outcome });
    else refused.push({ scope, ...outcome });
  }
  return { inForce, refused };
}

function brokenLedger({ problems, lastTime }: LedgerState, now: number): Refusal | null {
  const [problem] = problems;
  if (problem !== undefined) {
    const line = problem.line === null ? "" : `line ${problem.line}: `;
    return refusal(
      "ledger",
      `the ledger cannot be relied on (${line}${problem.message}): \`surety audit verify\` shows what is wrong`,
    );
  }
  if (lastTime !== null && Date.parse(lastTime) > now + CLOCK_TOLERANCE)
    return refusal(
      "clock",
      `the last record of the ledger is of ${lastTime}, and the clock says ${isoOf(now)}: set the clock right`,
    );
  return null;
}

type Outcome = (Refusal & { readonly request: string | null }) | Omit<OverrideInForce<OverrideScope>, "scope">;

function judgeScope(scope: OverrideScope, judge: Judge): Outcome {
  const [problem] = scope.problems;
  if (problem !== undefined) return { request: null, ...refusal("malformed", problem) };
  const poor = problemOfJustification(scope.justification, judge.policy.minimumJustification, []);
  if (poor !== null) return { request: null, ...refusal("malformed", poor) };
  const all = [...judge.ledger.requests.values()].reverse();
  const here = all.filter(({ body: { statement } }) => isSamePlace(statement, scope));
  const same = here.filter(({ body: { statement } }) => statement.scopeHash === scope.scopeHash);
  const asked = same.filter(({ body: { statement } }) => saysTheSame(statement, scope));
  if (asked.length > 0) return judgeRequests(asked, scope, judge);
  const [closest] = [...same, ...here];
  if (closest !== undefined) return { request: closest.hash, ...changed(same.length > 0, closest) };
  const elsewhere = all.find(({ body: { statement } }) => statement.scopeHash === scope.scopeHash);
  if (elsewhere !== undefined) return { request: elsewhere.hash, ...moved(elsewhere.body.statement, scope) };
  return {
    request: null,
    ...refusal("unrequested", "nobody has requested it: `surety override request` does, once the annotation says what it should"),
  };
}

function isSamePlace(statement: RequestStatement, scope: OverrideScope): boolean {
  return (
    statement.module === scope.module &&
    statement.symbol === scope.symbol &&
    statement.scope === scope.scope &&
    statement.target === scope.target
  );
}

function saysTheSame(statement: RequestStatement, scope: OverrideScope): boolean {
  return (
    statement.justification === scope.justification &&
    statement.ticket === scope.ticket &&
    statement.expires === scope.expires &&
    statement.depends.join("\0") === scope.depends.join("\0")
  );
}

function changed(isSameCode: boolean, { hash }: Recorded<RequestBody>): Refusal {
  return isSameCode
    ? refusal(
        "requestChanged",
        `the annotation no longer says what request ${short(hash)} says: request it again, or put its text back`,
      )
    : refusal("codeChanged", `the code, or what it leans on, is not that of request ${short(hash)} any more: request it again`);
}

function moved(statement: RequestStatement, scope: OverrideScope): Refusal {
  const to = `\`${placeOf(scope)}\``;
  return statement.target === scope.target
    ? refusal("moved", `it was requested for \`${placeOf(statement)}\`, and stands in ${to} now: request it for this place`)
    : refusal("moved", `it was requested to free \`${statement.target}\`, not \`${scope.target}\`: request that`);
}

/** The request that is in force, or why the newest one is not. */
function judgeRequests(requests: readonly Recorded<RequestBody>[], scope: OverrideScope, judge: Judge): Outcome {
  let first: Outcome | null = null;
  for (const request of requests) {
    const outcome = judgeRequest(request, scope, judge);
    if ("approvals" in outcome) return outcome;
    first ??= outcome;
    // What was taken back is not in force through an older request of the same text.
    if (outcome.reason === "revoked" || outcome.reason === "denied") return outcome;
  }
  return first ?? { request: null, ...refusal("unrequested", "nobody has requested it") };
}

function judgeRequest(request: Recorded<RequestBody>, scope: OverrideScope, judge: Judge): Outcome {
  const { ledger, policy, keyring, now } = judge;
  const { statement } = request.body;
  const refuse = (reason: RefusalReason, message: string): Outcome => ({
    request: request.hash,
    ...refusal(reason, `request ${short(request.hash)}: ${message}`),
  });
  const requester = keyring.check(request);
  if (requester.kind !== "valid") return refuse("forged", wordsOfSignature("request", requester));
  if (requester.person !== statement.requester)
    return refuse("forged", `it names \`${statement.requester}\` and is signed by \`${requester.person}\``);
  const others = [...ledger.requests.values()].filter(
    (other) => other.n < request.n && !isSamePlace(other.body.statement, { ...scope, ...statement }),
  );
  const poor = problemOfJustification(
    statement.justification,
    policy.minimumJustification,
    others.map(({ body }) => body.statement.justification),
    judge.words,
  );
  if (poor !== null) return refuse("malformed", poor);
  const until = lastInstantOf(statement.expires);
  if (Number.isNaN(until)) return refuse("malformed", `\`${statement.expires}\` is no day`);
  if (until > Date.parse(request.time) + (policy.maximumDays + 1) * DAY)
    return refuse("tooLong", `it lasts longer than the ${policy.maximumDays} days that the policy allows`);
  if (now > until) return refuse("expired", `it ended on ${statement.expires}: request it again, or take it away`);
  return judgeDecisions(request, scope, { judge, until, refuse });
}

interface RequestInQuestion {
  readonly judge: Judge;
  readonly until: number;
  readonly refuse: (reason: RefusalReason, message: string) => Outcome;
}

function judgeDecisions(
  request: Recorded<RequestBody>,
  scope: OverrideScope,
  { judge, until, refuse }: RequestInQuestion,
): Outcome {
  const { ledger, policy, keyring, now } = judge;
  const { statement } = request.body;
  const decisions = ledger.decisions.get(request.hash) ?? [];
  const need = policy.needOf(statement.target, statement.scope);
  const approvers = new Map<string, string>();
  const problems: { readonly reason: RefusalReason; readonly message: string }[] = [];
  const emergencies: Recorded<DecisionBody>[] = [];
  for (const decision of decisions) {
    const made = decision.body.statement;
    const signer = keyring.check(decision);
    const isAbout = canonicalJson(asJson(made.subject)) === canonicalJson(asJson(statement));
    if (signer.kind !== "valid") {
      problems.push({
        reason: signer.kind === "removedKey" ? "key" : "forged",
        message: wordsOfSignature(made.decision, signer),
      });
      continue;
    }
    if (!isAbout) {
      problems.push({
        reason: "replayed",
        message: `an approval in it was signed for another request (\`${placeOf(made.subject)}\`)`,
      });
      continue;
    }
    if (made.person !== signer.person) {
      problems.push({ reason: "forged", message: `a decision names \`${made.person}\` and is signed by \`${signer.person}\`` });
      continue;
    }
    if (made.decision === "revoke") return refuse("revoked", `\`${signer.person}\` revoked it${becauseOf(made.reason)}`);
    if (made.decision === "deny") return refuse("denied", `\`${signer.person}\` denied it${becauseOf(made.reason)}`);
    if (made.decision === "emergency") emergencies.push(decision);
    if (made.decision !== "approve") continue;
    const { group } = need;
    if (signer.person === statement.requester)
      problems.push({
        reason: "selfApproved",
        message: `\`${signer.person}\` requested it and cannot approve it: somebody else has to`,
      });
    else if (group !== null && !group.members.includes(signer.person) && !signer.groups.includes(group.name))
      problems.push({
        reason: "notInGroup",
        message: `\`${signer.person}\` is not in the group \`${group.name}\`, which has to approve it`,
      });
    else approvers.set(signer.person, decision.hash);
  }
  const found = (approvals: readonly string[], end: number, emergency: boolean): Outcome => ({
    request: request.hash,
    requester: statement.requester,
    requested: request.time,
    approvals,
    approvers: emergency ? [] : [...approvers.keys()],
    freed: scope.obligations.filter(({ id, kind }) => statement.obligations.some((one) => one.id === id && one.kind === kind)),
    until: isoOf(end),
    emergency,
  });
  if (approvers.size >= need.approvals) return found([...approvers.values()], until, false);
  const emergency = emergencies.at(-1);
  if (emergency !== undefined) {
    const end = emergencyEnd(emergency, policy);
    if (now <= end && !hasUnreviewedBefore(emergency, judge)) return found([emergency.hash], Math.min(end, until), true);
    problems.push({ reason: "emergencyOver", message: `the emergency ended ${isoOf(end)}: it needs a regular approval now` });
  }
  const [problem] = problems;
  if (approvers.size === 0 && problem !== undefined) return refuse(problem.reason, problem.message);
  const missing = need.approvals - approvers.size;
  const of = need.group === null ? "" : ` of the group \`${need.group.name}\``;
  return approvers.size === 0
    ? refuse(
        "unapproved",
        `${people(missing)}${of} besides \`${statement.requester}\` ${missing === 1 ? "has" : "have"} to approve it: \`surety override approve ${short(request.hash)}\``,
      )
    : refuse(
        "tooFew",
        `${approvers.size} of ${need.approvals} have approved it; ${people(missing)}${of} more ${missing === 1 ? "is" : "are"} needed`,
      );
}

/** Never longer than the policy allows from when it was recorded, whatever it says. */
export function emergencyEnd({ time, body }: Recorded<DecisionBody>, { emergencyHours }: OverridePolicy): number {
  const said = Date.parse(body.statement.until ?? "");
  const longest = Date.parse(time) + emergencyHours * HOUR;
  return Number.isNaN(said) ? Date.parse(time) : Math.min(said, longest);
}

/** One emergency after another would be an override without an approval. */
function hasUnreviewedBefore(emergency: Recorded<DecisionBody>, { ledger, keyring }: Judge): boolean {
  const { subject } = emergency.body.statement;
  return [...ledger.decisions.values()]
    .flat()
    .some(
      (other) =>
        other.body.statement.decision === "emergency" &&
        other.hash !== emergency.hash &&
        other.n < emergency.n &&
        isSamePlace(other.body.statement.subject, { ...NO_SCOPE, ...subject }) &&
        !isReviewed(other, ledger, keyring),
    );
}

/** Somebody else looked at it afterwards: a review, or a regular decision. */
export function isReviewed(emergency: Recorded<DecisionBody>, ledger: LedgerState, keyring: Keyring): boolean {
  const { request, person } = emergency.body.statement;
  return (ledger.decisions.get(request) ?? []).some((decision) => {
    const made = decision.body.statement;
    const signer = keyring.check(decision);
    return made.decision !== "emergency" && decision.n > emergency.n && signer.kind === "valid" && signer.person !== person;
  });
}

const NO_SCOPE: OverrideScope = {
  module: "",
  symbol: "",
  scope: "",
  scopeHash: null,
  target: "",
  justification: "",
  ticket: null,
  expires: null,
  depends: [],
  obligations: [],
  problems: [],
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The day counts to its end, in UTC. NaN for what is no day. */
export const lastInstantOf = (day: string): number => (/^\d{4}-\d\d-\d\d$/u.test(day) ? Date.parse(`${day}T23:59:59Z`) : NaN);

const isoOf = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

export const short = (hash: string): string => hash.slice(0, 12);

export const placeOf = ({ module, symbol }: { readonly module: string; readonly symbol: string }): string =>
  `${module}#${symbol}`;

const people = (count: number): string => (count === 1 ? "one person" : `${count} persons`);

const becauseOf = (reason: string | null): string => (reason === null || reason === "" ? "" : `: ${reason}`);

function wordsOfSignature(what: string, outcome: { readonly kind: string; readonly key: string }): string {
  if (outcome.kind === "forged") return `the signature on the ${what} is not that of the key \`${outcome.key}\``;
  if (outcome.kind === "removedKey")
    return `the key \`${outcome.key}\` on the ${what} was removed before, or had come into other hands`;
  return `the key \`${outcome.key}\` on the ${what} is none of the project's`;
}
