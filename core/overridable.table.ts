/** What `@unsafe-override` can free, beside capabilities: kinds of obligations, groups of them, and levels below those of the module. */
export const OVERRIDABLE = [
  "bounds",
  "bounds.read",
  "bounds.write",
  "contract",
  "safety.memory",
  "safety.types",
  "safety.resources",
  "safety.isolation",
] as const;
