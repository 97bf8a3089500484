/**
 * Whether a grant covers what a module asks for, by the text of the resource alone. Proved: whatever the resource turns out to be, one
 * granted capability covers it. Everything else is unknown and keeps its guard; nothing is refuted, since the guard decides at run time.
 */
import type { CapabilityDemand } from "../../core/authority.js";
import type { Capability, CapabilityAction } from "../../core/capability.js";
import { NO_NEED, type AssumptionId, type Evidence, type Verdict } from "../../core/verdict.js";
import { coversResource, patternKindOf } from "../../policy/capabilities/match.js";
import { candidatesOf, shown, type Candidate } from "./resource-pattern.js";

/** One verdict a demand, in their order. `grant`: what the module may do; paths as `policy/capabilities/match.ts` reads them, from the project root. */
export function dischargeDemands(demands: readonly CapabilityDemand[], grant: readonly Capability[]): readonly Verdict[] {
  return demands.map((demand) => discharge(demand, grant));
}

function discharge(demand: CapabilityDemand, grant: readonly Capability[]): Verdict {
  const { action } = demand.capability;
  const granted = grant.filter((one) => one.action === action);
  const whole = granted.find(({ pattern }) => pattern === null);
  if (whole !== undefined) return proved([`\`${action}\` is granted without a pattern`], { assumptions: [], tests: [] });
  if (granted.length === 0) return unknown(`no grant names \`${action}\``, `@capability ${suggestion(demand)}`);
  if (demand.reference.use.kind !== "call" && demand.resource === null)
    return unknown(
      `\`${demand.reference.text}\` is had as a value here, and may be used on anything`,
      `call it on the spot, or grant ${action} without a pattern`,
    );
  const candidates = demand.resource === null ? null : candidatesOf(demand.resource);
  if (candidates === null) return unknown(`what \`${demand.reference.text}\` is applied to is not known`, advice(action));
  const facts: string[] = [];
  for (const candidate of candidates) {
    const by = granted.find((one) => coversResource(one, candidate.pieces));
    if (by === undefined)
      return unknown(
        `\`${shown(candidate)}\` is not shown to lie in ${granted.map(({ pattern }) => `\`${pattern ?? "*"}\``).join(" or ")}`,
        `@capability ${suggestion(demand)}`,
      );
    facts.push(factOf(candidate, by));
  }
  const tests = [...new Set(candidates.flatMap((candidate) => candidate.tests))];
  const rests = patternKindOf(action) === "path" || patternKindOf(action) === "host" || patternKindOf(action) === "program";
  return proved(facts, { assumptions: rests || tests.length > 0 ? ["A8"] : [], tests });
}

function factOf(candidate: Candidate, { action, pattern }: Capability): string {
  const given = candidate.text === null ? `\`${shown(candidate)}\`` : JSON.stringify(candidate.text);
  return `${given} lies in \`${action}(${JSON.stringify(pattern)})\``;
}

interface Rests {
  readonly assumptions: readonly AssumptionId[];
  readonly tests: readonly string[];
}

function proved(facts: readonly string[], { assumptions, tests }: Rests): Verdict {
  const because = tests.map((test) => `\`*\` is one segment without dots: \`${test}\` is tested before`);
  const evidence: Evidence = {
    tier: 0,
    assumptions,
    intrinsics: [],
    restsOn: [],
    facts: [...facts, ...because],
  };
  return { kind: "proved", evidence };
}

function unknown(missing: string, help: string): Verdict {
  return { kind: "unknown", reason: { kind: "noProof", missing: `${missing}; what would help: ${help}`, need: NO_NEED } };
}

function suggestion({ capability: { action, pattern } }: CapabilityDemand): string {
  return pattern === null ? action : `${action}(${JSON.stringify(pattern)})`;
}

function advice(action: CapabilityAction): string {
  switch (patternKindOf(action)) {
    case "path":
      return 'a constant folder joined with a name that a test shows to be one segment: `if (typeof name !== "string" || !/^[\\w-]+$/.test(name)) throw …`';
    case "host":
      return "a URL that begins with a constant scheme, host and `/`, and no options that choose another host";
    case "program":
      return "a constant name, and no `shell` or `cwd` among the options";
    case "name":
    case "specifier":
      return 'a constant, or one of a list: `if (!["a", "b"].includes(name)) throw …`';
    case "none":
      return `grant ${action}`;
  }
}
