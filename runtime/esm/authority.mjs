// As for guards: one instance for both module systems.
export { CapabilityViolation, authority } from "../dist/authority/index.js";
