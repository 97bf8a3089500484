import type { Capability } from "../../core/capability.js";

export const capabilityText = ({ action, pattern }: Capability): string =>
  pattern === null ? action : `${action}(${JSON.stringify(pattern)})`;
