/** What can go wrong where a guard is missing: the weakness of the Common Weakness Enumeration, and what the guard would cost (measured). */
export interface ImpactRow {
  /** Of a target, or the beginning of one. */
  readonly target: string;
  readonly cwe: string;
  readonly weakness: string;
  readonly cost: string;
}

/** The first row that fits. */
export const IMPACTS: readonly ImpactRow[] = [
  { target: "capability(code.eval", cwe: "CWE-95", weakness: "code injection", cost: "one call a use" },
  { target: "capability(code.", cwe: "CWE-94", weakness: "code from elsewhere runs", cost: "one call a use" },
  { target: "capability(process.spawn", cwe: "CWE-78", weakness: "command injection", cost: "one call a use" },
  { target: "capability(worker.", cwe: "CWE-829", weakness: "code from an untrusted place", cost: "one call a use" },
  { target: "capability(fs.", cwe: "CWE-22", weakness: "path traversal", cost: "one call a use" },
  { target: "capability(net.connect", cwe: "CWE-918", weakness: "server-side request forgery", cost: "one call a use" },
  { target: "capability(net.", cwe: "CWE-668", weakness: "exposure to the wrong sphere", cost: "one call a use" },
  { target: "capability(env.", cwe: "CWE-526", weakness: "secrets in the environment", cost: "one call a use" },
  { target: "capability(log.", cwe: "CWE-532", weakness: "secrets in logs", cost: "one call a use" },
  { target: "capability(global.", cwe: "CWE-1321", weakness: "changed globals and prototypes", cost: "one call a use" },
  { target: "capability", cwe: "CWE-250", weakness: "needless privileges", cost: "one call a use" },
  { target: "safety.isolation", cwe: "CWE-653", weakness: "insufficient isolation", cost: "a boundary" },
  { target: "safety.types", cwe: "CWE-843", weakness: "type confusion", cost: "a test at the boundary" },
  { target: "safety.resources", cwe: "CWE-400", weakness: "uncontrolled consumption of resources", cost: "a counter" },
  { target: "bounds.write", cwe: "CWE-787", weakness: "write out of range", cost: "0.96 to 1.17 times an access" },
  {
    target: "bounds.read",
    cwe: "CWE-125",
    weakness: "read out of range",
    cost: "0.96 to 1.03 times an access, 1.4 to 1.9 of objects",
  },
  { target: "bounds", cwe: "CWE-787", weakness: "write out of range", cost: "0.96 to 1.9 times an access" },
  { target: "safety.memory", cwe: "CWE-119", weakness: "access out of range", cost: "0.96 to 1.9 times an access" },
];

export function impactOf(target: string): ImpactRow {
  const found = IMPACTS.find((row) => target.startsWith(row.target));
  return found ?? { target, cwe: "CWE-693", weakness: "a protection that fails", cost: "not known" };
}
