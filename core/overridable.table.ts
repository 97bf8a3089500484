/**
 * What `@unsafe-override` can free, beside capabilities: kinds of obligations, groups of them, and levels below those of the module.
 * Not contracts: other functions rely on their guards, and who does not want one deletes it.
 */
export const OVERRIDABLE = [
  "bounds",
  "bounds.read",
  "bounds.write",
  "safety.memory",
  "safety.types",
  "safety.resources",
  "safety.isolation",
] as const;
