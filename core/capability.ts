/** Capabilities: named authorities, `domain.action("pattern")` (docs/annotations.md). */

/** Every action there is. Order: that of reports. */
export const CAPABILITY_ACTIONS = [
  "fs.read",
  "fs.write",
  "fs.delete",
  "fs.watch",
  "net.connect",
  "net.listen",
  "process.spawn",
  "process.signal",
  "process.exit",
  "env.read",
  "env.write",
  "code.eval",
  "code.wasm",
  "code.native",
  "code.dynamic-import",
  "code.dynamic",
  "worker.spawn",
  "global.write",
  "time.high-resolution",
  "random",
  "log.sensitive",
  "export.persistent",
  "tool.call",
] as const;

export type CapabilityAction = (typeof CAPABILITY_ACTIONS)[number];

/**
 * An action on the resources that `pattern` describes; null: on any. Patterns by domain: `fs.*` a path with `*` (within a segment) and `**`
 * (any number of segments), from the folder of the configuration or, in a comment, of the project; `net.*` `host:port`, where the host is
 * exact, `*.suffix` or `*` and the port a number or `*`; `env.*` the name of a variable, `*` at its end at most; `global.write` of what is assigned;
 * `process.spawn` the name or path of a program; `code.dynamic-import`, `worker.spawn` and `code.native` a module specifier or path.
 */
export interface Capability {
  readonly action: CapabilityAction;
  readonly pattern: string | null;
}
