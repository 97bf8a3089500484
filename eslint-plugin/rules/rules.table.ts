/** Every rule, in the order of the documentation. */
import type { LintRule } from "../lint-rule.js";
import { KIND_RULES, noRefuted, noUnproved } from "./obligations.js";
import { checkedCapabilities, declareCapabilities, noUngrantedCapability } from "./capabilities.js";
import { functionStatus } from "./function-status.js";
import { noWeakerAnnotation, requireSafetyAnnotation, validSafetyAnnotation } from "./policy.js";
import {
  noBroadOverride,
  noExpiredOverride,
  noUnapprovedOverride,
  noUnjustifiedOverride,
  noUnusedOverride,
} from "./overrides.js";
import { validContract } from "./valid-contract.js";

export const LINT_RULES: readonly LintRule[] = [
  requireSafetyAnnotation,
  validSafetyAnnotation,
  noWeakerAnnotation,
  declareCapabilities,
  noUngrantedCapability,
  noUnjustifiedOverride,
  noUnapprovedOverride,
  noExpiredOverride,
  noBroadOverride,
  noUnusedOverride,
  validContract,
  noRefuted,
  noUnproved,
  ...KIND_RULES,
  checkedCapabilities,
  functionStatus,
];
