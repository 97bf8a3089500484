/**
 * What holds for one module: the meet of what all layers say of it. Levels form a chain for each key, the stricter being less; a set of
 * grants is the set of uses that it covers, and the meet is their intersection. Meets are commutative, associative and idempotent, so that
 * the order in which layers are found can never matter; and adding a layer can only take away.
 */
import { SAFETY_LEVELS, type SafetyKey } from "../../core/annotation.js";
import { CAPABILITY_ACTIONS, type Capability } from "../../core/capability.js";
import { coveredBy, covers } from "../capabilities/match.js";
import { capabilityText } from "../annotations/capability.js";
import { isInScope, type PolicyLayer } from "./layer.js";

export const SAFETY_KEYS = ["memory", "types", "resources", "isolation"] as const satisfies readonly SafetyKey[];

export type SafetyLevels = { readonly [K in SafetyKey]: (typeof SAFETY_LEVELS)[K][number] };

/**
 * What holds where nobody says anything. The loosest levels that need no override: a stricter layer tightens them, and only
 * `isolation=none` is looser.
 */
export const DEFAULT_LEVELS: SafetyLevels = { memory: "checked", types: "checked", resources: "metered", isolation: "module" };

export const DEFAULT_LAYER: PolicyLayer = {
  kind: "default",
  place: { kind: "builtIn" },
  scope: { inside: "", prefix: "", pattern: "**" },
  safety: DEFAULT_LEVELS,
  // No upper bound: that nothing is granted where nobody grants it is said below.
  grants: null,
  packages: null,
};

/** What is granted where nobody says anything of grants: what reaches nothing outside of the program. */
export const BUILT_IN_GRANTS: readonly Capability[] = [
  { action: "time.high-resolution", pattern: null },
  { action: "random", pattern: null },
];

/** One layer's grants. */
export interface GrantSet {
  readonly capabilities: readonly Capability[];
  readonly layer: PolicyLayer;
}

export interface EffectivePolicy {
  readonly levels: SafetyLevels;
  /** The layer whose level it is: of several, the broadest. */
  readonly decidedBy: { readonly [K in SafetyKey]: PolicyLayer };
  /** A use is granted when every one of these sets covers it. Never empty: where no layer grants, one set has `BUILT_IN_GRANTS`. */
  readonly grants: readonly GrantSet[];
}

/** `layers` in any order; the broadest first gives the best explanations. The built-in defaults are added. */
export function effectivePolicy(layers: readonly PolicyLayer[], path: string): EffectivePolicy {
  const all = [DEFAULT_LAYER, ...layers.filter((layer) => layer !== DEFAULT_LAYER && isInScope(layer.scope, path))];
  const decidedBy = {
    memory: strictest(all, "memory"),
    types: strictest(all, "types"),
    resources: strictest(all, "resources"),
    isolation: strictest(all, "isolation"),
  };
  return {
    levels: {
      memory: decidedBy.memory.safety?.memory ?? DEFAULT_LEVELS.memory,
      types: decidedBy.types.safety?.types ?? DEFAULT_LEVELS.types,
      resources: decidedBy.resources.safety?.resources ?? DEFAULT_LEVELS.resources,
      isolation: decidedBy.isolation.safety?.isolation ?? DEFAULT_LEVELS.isolation,
    },
    decidedBy,
    grants: setsOf(all, ({ grants }) => grants, BUILT_IN_GRANTS),
  };
}

/** Whether the sets cover `asked`, all of them; null: they do. Else the first that does not. */
export function refusedBy(grants: readonly GrantSet[], asked: Capability): GrantSet | null {
  return grants.find(({ capabilities }) => coveredBy(asked, capabilities) === null) ?? null;
}

/**
 * The sets as one list, for those that need one (emitted guards): all capabilities of the sets that each set covers, without those that
 * others of the list cover. It never covers what the sets do not; where patterns of two sets overlap and neither contains the other, it
 * covers less.
 */
export function grantList(grants: readonly GrantSet[]): readonly Capability[] {
  const common = grants.flatMap(({ capabilities }) => capabilities).filter((one) => refusedBy(grants, one) === null);
  return withoutCovered(common);
}

/** Sorted, without repetition and without what another one covers. */
export function withoutCovered(capabilities: readonly Capability[]): readonly Capability[] {
  const distinct = [...new Map(capabilities.map((one) => [capabilityText(one), one])).values()].sort(CAPABILITY_ORDER);
  return distinct.filter(
    (one, index) => !distinct.some((other, at) => other !== one && covers(other, one) && (!covers(one, other) || at < index)),
  );
}

export function CAPABILITY_ORDER(left: Capability, right: Capability): number {
  const byAction = CAPABILITY_ACTIONS.indexOf(left.action) - CAPABILITY_ACTIONS.indexOf(right.action);
  if (byAction !== 0) return byAction;
  const [a, b] = [left.pattern ?? "", right.pattern ?? ""];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What the layers that say anything grant. */
export function setsOf(
  layers: readonly PolicyLayer[],
  grantsOf: (layer: PolicyLayer) => readonly Capability[] | null,
  otherwise: readonly Capability[] = [],
): readonly GrantSet[] {
  const sets = layers.flatMap((layer) => {
    const capabilities = grantsOf(layer);
    return capabilities === null ? [] : [{ capabilities, layer }];
  });
  return sets.length > 0 ? sets : [{ capabilities: otherwise, layer: DEFAULT_LAYER }];
}

/** Of several layers with the same level, the first. */
function strictest(layers: readonly PolicyLayer[], key: SafetyKey): PolicyLayer {
  let decisive = DEFAULT_LAYER;
  let least = strictness(key, DEFAULT_LEVELS[key]);
  for (const layer of layers) {
    const level = layer.safety?.[key] ?? null;
    if (level === null || strictness(key, level) >= least) continue;
    decisive = layer;
    least = strictness(key, level);
  }
  return decisive;
}

/** 0 is the strictest. */
export function strictness(key: SafetyKey, level: string): number {
  return SAFETY_LEVELS[key].findIndex((one) => one === level);
}
