/** The one table of diagnostics. Every code has a page in docs/diagnostics.md, a fixture that triggers it and one that does not. */
import type { Severity } from "./report.js";
import type { ObligationKind } from "./site.js";

export interface DiagnosticRow {
  readonly code: string;
  readonly severity: Severity;
  /** Short name, kebab case. */
  readonly name: string;
  /** What it means, one sentence. */
  readonly meaning: string;
  /** The rule of the ESLint plugin that says it; null: the linter does not, because it is of no use there or somebody else says it. */
  readonly rule: string | null;
}

export const DIAGNOSTICS = {
  syntax: {
    code: "SAFE-0001",
    severity: "error",
    name: "syntax-error",
    meaning: "The file does not parse; nothing in it is verified.",
    rule: null,
  },
  type: {
    code: "SAFE-0002",
    severity: "warning",
    name: "type-error",
    meaning: "TypeScript reports a type error; declared types may lie there.",
    rule: null,
  },
  unresolvedImport: {
    code: "SAFE-0003",
    severity: "note",
    name: "unresolved-import",
    meaning: "The imported module is not part of the program; it is treated as unknown code.",
    rule: null,
  },
  unreadable: {
    code: "SAFE-0004",
    severity: "error",
    name: "unreadable-file",
    meaning: "A file or folder cannot be read; what it holds is not verified.",
    rule: null,
  },
  tooDeep: {
    code: "SAFE-0005",
    severity: "error",
    name: "nesting-too-deep",
    meaning: "The file is nested more deeply than the compiler can process; nothing in it is verified.",
    rule: null,
  },
  emptyInput: {
    code: "SAFE-0006",
    severity: "warning",
    name: "no-source-files",
    meaning: "A given folder contains no TypeScript or JavaScript source file.",
    rule: null,
  },
  mixedConfiguration: {
    code: "SAFE-0007",
    severity: "note",
    name: "mixed-configuration",
    meaning: "Several tsconfig files apply; one program has one set of options, those of the first file.",
    rule: null,
  },
  uncovered: {
    code: "SAFE-1001",
    severity: "error",
    name: "uncovered-module",
    meaning: "No header, configuration or `--safety` states the safety of the module.",
    rule: "require-safety-annotation",
  },
  malformedContract: {
    code: "SAFE-1002",
    severity: "error",
    name: "malformed-contract",
    meaning: "A contract does not parse, does not type-check or stands where none can; nothing of it is assumed or checked.",
    rule: "valid-contract",
  },
  malformedAnnotation: {
    code: "SAFE-1003",
    severity: "error",
    name: "malformed-annotation",
    meaning: "A safety or capability annotation does not parse or belongs to nothing; what is wrong in it is not in force.",
    rule: "valid-safety-annotation",
  },
  weakerAnnotation: {
    code: "SAFE-1004",
    severity: "error",
    name: "weaker-annotation",
    meaning: "An annotation states less than what encloses it; the stricter holds.",
    rule: "no-weaker-annotation",
  },
  undeclaredCapability: {
    code: "SAFE-1005",
    severity: "error",
    name: "undeclared-capability",
    meaning: "The module uses a capability that its header does not declare.",
    rule: "declare-capabilities",
  },
  ungrantedCapability: {
    code: "SAFE-1006",
    severity: "error",
    name: "ungranted-capability",
    meaning: "The module uses a capability that the policy does not grant it; the use is denied at run time.",
    rule: "no-ungranted-capability",
  },
  unusedCapability: {
    code: "SAFE-1007",
    severity: "note",
    name: "unused-capability",
    meaning: "The header of a module declares a capability that the module does not use.",
    rule: "declare-capabilities",
  },
  ungrantedPackage: {
    code: "SAFE-1010",
    severity: "error",
    name: "ungranted-package-capability",
    meaning: "A dependency can do what the policy does not grant it.",
    rule: null,
  },
  unusedPackageGrant: {
    code: "SAFE-1011",
    severity: "note",
    name: "unused-package-grant",
    meaning: "The policy grants a dependency what it cannot do, or names one that is not used.",
    rule: null,
  },
  baselineExceeded: {
    code: "SAFE-1020",
    severity: "error",
    name: "baseline-exceeded",
    meaning: "More obligations of a file are left unproved than the baseline allows.",
    rule: null,
  },
  baselineOutdated: {
    code: "SAFE-1021",
    severity: "note",
    name: "baseline-outdated",
    meaning: "Fewer obligations are left unproved than the baseline allows; it can be lowered.",
    rule: null,
  },
  malformedOverride: {
    code: "SAFE-1101",
    severity: "error",
    name: "malformed-override",
    meaning:
      "An `@unsafe-override` cannot be made out, stands before nothing, or does not say why the code is right; the guard stays.",
    rule: "no-unjustified-override",
  },
  unapprovedOverride: {
    code: "SAFE-1102",
    severity: "error",
    name: "unapproved-override",
    meaning: "An override has no request, or not the approvals that the policy asks for; the guard stays.",
    rule: "no-unapproved-override",
  },
  endedOverride: {
    code: "SAFE-1103",
    severity: "error",
    name: "ended-override",
    meaning: "An override is over: it expired, was revoked, or was an emergency; the guard stays.",
    rule: "no-expired-override",
  },
  changedOverride: {
    code: "SAFE-1104",
    severity: "error",
    name: "changed-override",
    meaning: "The code or the text of an override is not what was approved; the guard stays.",
    rule: "no-unapproved-override",
  },
  forgedOverride: {
    code: "SAFE-1105",
    severity: "error",
    name: "forged-override",
    meaning: "A signature on an override is missing, wrong, or made for something else; the guard stays.",
    rule: "no-unapproved-override",
  },
  unreliableLedger: {
    code: "SAFE-1106",
    severity: "error",
    name: "unreliable-ledger",
    meaning: "The ledger was cut off or altered, or the clock is behind it; no override is in force.",
    rule: "no-unapproved-override",
  },
  emergencyOverride: {
    code: "SAFE-1107",
    severity: "warning",
    name: "emergency-override",
    meaning: "An override is in force without an approval, for some hours.",
    rule: "no-unapproved-override",
  },
  broadOverride: {
    code: "SAFE-1108",
    severity: "note",
    name: "broad-override",
    meaning: "What an override is needed for stands in one part of the code that it covers.",
    rule: "no-broad-override",
  },
  unusedOverride: {
    code: "SAFE-1109",
    severity: "warning",
    name: "unused-override",
    meaning: "An override covers no obligation that is left unproved.",
    rule: "no-unused-override",
  },
  residual: {
    code: "SAFE-2001",
    severity: "warning",
    name: "unproved-bounds",
    meaning: "An element access is not proved in range; a guard stays.",
    rule: "bounds",
  },
  refuted: {
    code: "SAFE-2002",
    severity: "error",
    name: "refuted-bounds",
    meaning: "A concrete call reaches an access that is out of range.",
    rule: "no-refuted",
  },
  rejected: {
    code: "SAFE-2003",
    severity: "error",
    name: "rejected-bounds",
    meaning: "Policy demands a proof (`memory=proved`) and a guard remains.",
    rule: "no-unproved",
  },
  provedAway: {
    code: "SAFE-2004",
    severity: "note",
    name: "unsupported-construct",
    meaning: "A construct is not modelled; what depends on it keeps its guards.",
    rule: null,
  },
  incomplete: {
    code: "SAFE-2005",
    severity: "warning",
    name: "verification-incomplete",
    meaning: "A worker or the solver failed; the obligations it held keep their guards.",
    rule: null,
  },
  contract: {
    code: "SAFE-2010",
    severity: "warning",
    name: "unproved-contract",
    meaning: "A contract is not proved where it is owed; its condition is tested at run time.",
    rule: "contracts",
  },
  openCapability: {
    code: "SAFE-2020",
    severity: "note",
    name: "unproved-capability",
    meaning: "A use of a granted capability is not shown to stay inside the grant; it is checked at run time.",
    rule: "capabilities",
  },
  defect: {
    code: "SAFE-9001",
    severity: "error",
    name: "internal-error",
    meaning: "Surety found itself in the wrong; the obligations concerned keep their guards.",
    rule: null,
  },
} as const satisfies Record<string, DiagnosticRow>;

/** By kind of obligation, what is said of one that keeps its guard. A new kind is a line here and, where it is one of its own, a row above. */
export const RESIDUAL_OF = {
  "bounds.read": DIAGNOSTICS.residual,
  "bounds.write": DIAGNOSTICS.residual,
  contract: DIAGNOSTICS.contract,
} as const satisfies Record<ObligationKind, DiagnosticRow>;
