import { SafetyViolation } from "./violation";
import type { Finding } from "./violation";

/** What a module tried to do beyond its grant. */
export interface CapabilityFinding extends Finding {
  /** Path of the module that named the privileged root, from the project root. */
  readonly module: string;
  /** `fs.read`, `net.connect`, … */
  readonly action: string;
  /** Redacted: paths from the project root or the home folder, hosts without user information. Null: none, or any. */
  readonly resource: string | null;
  /** What would grant it, as written in a configuration. */
  readonly grant: string;
}

/** A module used an authority that its grant does not cover. Nothing has happened yet when this is thrown. */
export class CapabilityViolation extends SafetyViolation implements CapabilityFinding {
  readonly module: string;
  readonly action: string;
  readonly resource: string | null;
  readonly grant: string;

  constructor(finding: CapabilityFinding) {
    const { module, action, resource, grant, location } = finding;
    super(
      finding,
      `\`${module}\` has no capability for \`${action}\`${resource === null ? "" : ` of \`${resource}\``}: grant it ${grant}, or do without` +
        (location.line === 0
          ? ` (${finding.cwe})`
          : ` (taken hold of at ${location.file}:${location.line}:${location.column}, ${finding.cwe}, ${finding.obligation})`),
    );
    this.name = "CapabilityViolation";
    this.module = module;
    this.action = action;
    this.resource = resource;
    this.grant = grant;
  }
}
