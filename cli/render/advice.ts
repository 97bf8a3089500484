import { assertNever } from "../../core/errors.js";
import type { Site } from "../../core/site.js";
import type { UnprovedNeed, Verdict } from "../../core/verdict.js";
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
      return [
        ...give(reason.need),
        ...trust(reason.missing),
        ...(reason.need.condition === null ? testFirst(site) : []),
        ...saySo(site),
      ];
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

/** The condition that was derived, where it can be said. */
function give({ condition, place, contract }: UnprovedNeed): readonly string[] {
  if (condition === null) return [];
  const where = place === "loop" ? "before the loop" : "before the access";
  const test = `A test ${where}: \`if (!(${condition})) throw new RangeError();\``;
  return contract
    ? [`${test}.`, `Or a contract of the function, which its callers then owe: \`@requires ${condition}\`.`]
    : [`${test}.`];
}

/** What the checked boundary leaves open about values from outside. */
function trust(missing: string): readonly string[] {
  if (!missing.includes("declared type is not checked")) return [];
  return [
    "The value comes from outside, and under `--boundary checked` a declared type proves nothing. `--boundary trusted` believes it (assumption A1t).",
    "Or let only your own code call the function: where it is not exported and not passed on, its callers tell what comes (A1).",
  ];
}
