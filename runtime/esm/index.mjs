// The CommonJS build holds the only state: both module systems see one ring of events and one pair of error classes.
export { SafetyViolation, SoundnessError, isArray, isTypedArray, register } from "../dist/index.js";
