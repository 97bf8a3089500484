export { CapabilityViolation, authority } from "../dist/authority/index.js";
export type { Authority, AuthorityRegistration, CapabilityFinding, RootRow } from "../dist/authority/index.js";
