/** What the references of a module ask for. */
import type { AuthorityNeed, CapabilityDemand, ModuleAuthority } from "../../core/authority.js";
import type { Capability } from "../../core/capability.js";
import { patternKindOf, patternProblem } from "../../policy/capabilities/match.js";
import { candidatesOf, patternOf } from "./resource-pattern.js";

/** One for each action of each reference, in source order; two where the action is applied to two resources. */
export function demandsOf({ references }: ModuleAuthority): readonly CapabilityDemand[] {
  return references.flatMap((reference) => {
    const seen = new Set<string>();
    return reference.needs.flatMap((need): readonly CapabilityDemand[] => {
      const key = JSON.stringify(need);
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ capability: capabilityOf(need), resource: need.resource, reference }];
    });
  });
}

/** The capability that covers a need, with a pattern where its resource is one pattern. Relative paths start where the program does. */
export function capabilityOf({ action, resource }: AuthorityNeed): Capability {
  const candidates = resource === null ? null : candidatesOf(resource);
  const [only] = candidates ?? [];
  if (only === undefined || candidates?.length !== 1) return { action, pattern: null };
  const pattern = patternOf(only);
  if (pattern === null) return { action, pattern: null };
  const isRelative = patternKindOf(action) === "path" && !/^(?:\.{0,2}\/|[A-Za-z]:\/)/.test(pattern);
  const written: Capability = { action, pattern: isRelative ? `./${pattern}` : pattern };
  return patternProblem(written) === null ? written : { action, pattern: null };
}
