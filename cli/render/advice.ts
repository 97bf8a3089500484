import { assertNever } from "../../core/errors.js";
import type { Site } from "../../core/site.js";
import type { Verdict } from "../../core/verdict.js";
import { splitAccess } from "./goal.js";

/** What would help a site to be proved, as sentences; nothing for a proof. */
export function adviseOn(site: Site, verdict: Verdict): readonly string[] {
  switch (verdict.kind) {
    case "proved":
      return [];
    case "refuted":
      return ["Mend the access or the call: the call shown was run and leaves the range."];
    case "unknown":
      break;
    default:
      return assertNever(verdict);
  }
  const { reason } = verdict;
  switch (reason.kind) {
    case "noProof":
      return [...testFirst(site), ...saySo(site)];
    case "unsupported":
      return [
        `Move ${reason.construct} out of the way of this access, into a function of its own for instance; it is not modelled.`,
      ];
    case "budget":
      return ["Split the function: the budgets are counted for each function."];
    case "solver":
      return ["Nothing in the program: the solver gave no usable answer. Please report it if it happens again."];
    case "crashed":
      return ["Nothing in the program: a worker of Surety failed and the guard was kept. Please report it."];
    case "assumption":
      return adviseOnAssumption(reason.assumption);
    default:
      return assertNever(reason);
  }
}

function testFirst(site: Site): readonly string[] {
  const access = splitAccess(site.text);
  if (access === null || site.form.kind === "pattern") return [];
  const { receiver, key } = access;
  const lower = /^\d+$/.test(key) ? "" : `Number.isInteger(${key}) && ${key} >= 0 && `;
  return [
    `A test that dominates the access proves it, as long as nothing in between can change \`${receiver}\` or \`${key}\`: \`if (${lower}${key} < ${receiver}.length) …\`.`,
  ];
}

function saySo(site: Site): readonly string[] {
  if (site.kind === "bounds.write") return [];
  const access = splitAccess(site.text);
  if (access === null) return ["Where a missing element is meant, give it a default."];
  return [
    `Where leaving the range is meant, say so: \`${access.receiver}.at(${access.key})\`, \`${site.text} ?? …\`, or compare the read itself with \`undefined\`.`,
  ];
}

function adviseOnAssumption(assumption: string): readonly string[] {
  switch (assumption) {
    case "A1":
      return ["Do not export or pass on the function: what its callers pass is known only when all of them are."];
    case "A1t":
      return ["`--boundary trusted` lets proofs believe the declared types of values from outside; that is your decision."];
    case "A2":
      return ["The program changes built-in objects, so that nothing may rely on them. Remove that change."];
    default:
      return [];
  }
}
