/** Layers may tighten freely; one that loosens what a broader one says is an error, which names both. */
import type { SafetyKey } from "../../core/annotation.js";
import type { Capability } from "../../core/capability.js";
import { capabilityText } from "../annotations/capability.js";
import { coveredBy } from "../capabilities/match.js";
import { DEFAULT_LAYER, SAFETY_KEYS, strictness } from "./effective.js";
import { placeText, scopeCovers, type PolicyLayer } from "./layer.js";

export type Loosening =
  | {
      readonly kind: "level";
      readonly key: SafetyKey;
      readonly broader: PolicyLayer;
      readonly narrower: PolicyLayer;
      readonly demanded: string;
      readonly stated: string;
    }
  | {
      readonly kind: "grant";
      readonly capability: Capability;
      readonly broader: PolicyLayer;
      readonly narrower: PolicyLayer;
    };

/**
 * Every loosening among `layers`, the broadest first. What `--safety` says binds nobody: the stricter wins, and a header that says less is
 * no mistake of its author. The stricter holds in any case (effective.ts).
 */
export function looseningsOf(layers: readonly PolicyLayer[]): readonly Loosening[] {
  const all = [DEFAULT_LAYER, ...layers];
  return all.flatMap((narrower, index) =>
    all
      .slice(0, index)
      .filter((broader) => broader.kind !== "cli" && scopeCovers(broader.scope, narrower.scope))
      .flatMap((broader) => looseningsBetween(broader, narrower)),
  );
}

/** Of `narrower` against each of `layers` that speak of the same module: for headers, whose scope is one module. */
export function looseningsAgainst(layers: readonly PolicyLayer[], narrower: PolicyLayer): readonly Loosening[] {
  return [DEFAULT_LAYER, ...layers]
    .filter((broader) => broader.kind !== "cli")
    .flatMap((broader) => looseningsBetween(broader, narrower));
}

function looseningsBetween(broader: PolicyLayer, narrower: PolicyLayer): readonly Loosening[] {
  const levels = SAFETY_KEYS.flatMap((key): readonly Loosening[] => {
    const [demanded, stated] = [broader.safety?.[key] ?? null, narrower.safety?.[key] ?? null];
    if (demanded === null || stated === null || strictness(key, stated) <= strictness(key, demanded)) return [];
    return [{ kind: "level", key, broader, narrower, demanded, stated }];
  });
  const bound = broader.grants;
  const grants =
    bound === null
      ? []
      : (narrower.grants ?? [])
          .filter((capability) => coveredBy(capability, bound) === null)
          .map((capability): Loosening => ({ kind: "grant", capability, broader, narrower }));
  return [...levels, ...grants];
}

/** What is loosened and where both stand, as the message of an error. */
export function looseningText(loosening: Loosening): string {
  const { broader, narrower } = loosening;
  const section = loosening.kind === "level" ? "/safety" : "/grants";
  const [wide, narrow] = [placeText(broader.place, section), placeText(narrower.place, section)];
  if (loosening.kind === "level") {
    const { key, stated, demanded } = loosening;
    return `\`${key}=${stated}\` is looser than \`${key}=${demanded}\` of ${wide}: a narrower place may be stricter only; state \`${key}=${demanded}\` or nothing, or request an override`;
  }
  const what = capabilityText(loosening.capability);
  return `\`${what}\` goes beyond what ${wide} grants: grant it there too, or leave it out of ${narrow}`;
}
