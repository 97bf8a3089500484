export { SafetyViolation, SoundnessError, isArray, register } from "../dist/index.js";
export type { Guards, Registration, ViolationKind, ViolationLocation } from "../dist/index.js";
