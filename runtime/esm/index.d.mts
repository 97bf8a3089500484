export { SafetyViolation, SoundnessError, isArray, isTypedArray, register } from "../dist/index.js";
export type { Guards, Registration, ViolationKind, ViolationLocation } from "../dist/index.js";
