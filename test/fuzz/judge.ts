/**
 * The question: is an access proved that goes wrong when the program runs?
 *
 * Two runs answer it. Where nothing stops a violation (guards in mode `report`), no proof may lean on a guard, and every violated access
 * must be unproved. Where guards throw, the oracle throws at every violated access that is *not* proved, exactly as the emitted program
 * would; what then goes wrong beyond is a proof gone wrong. Under the trusted boundary only the second run says something: going on
 * after a violation makes values that do not conform to their types (A1t).
 */
import type { Oracle, OracleOutcome } from "./oracle.js";
import type { JudgedAccess, Setting, Verdicts, Verifier } from "./verify-texts.js";

export interface Subject {
  readonly text: string;
  /** Under which settings to verify it. `trusted` only for programs that keep A1t: nothing lies about types, no array has holes. */
  readonly settings: readonly Setting[];
  /** Tier 3, too. */
  readonly solver: boolean;
  /** Verify every function, even of a program that never leaves the range: for coverage, and for what only shows where guards throw. */
  readonly full: boolean;
  /** Replaces intrinsics: a find counts only if it survives hardening (A2). */
  readonly patches: boolean;
}

export interface Find {
  readonly access: string;
  readonly setting: Setting;
  readonly evidence: string;
}

export interface Judgement {
  readonly finds: readonly Find[];
  /** Without anything that stops. */
  readonly outcome: OracleOutcome;
  /** By setting, in their order; empty when nothing had to be verified. */
  readonly verdicts: readonly Verdicts[];
}

export const REPORT: Setting = { boundary: "checked", onViolation: "report" };
export const THROW: Setting = { boundary: "checked", onViolation: "throw" };
export const TRUSTED: Setting = { boundary: "trusted", onViolation: "throw" };

export interface Tools {
  readonly oracle: Oracle;
  readonly verifier: Verifier;
}

/** Runs the programs where nothing stops a violation: the first half of `judge`, for callers that look ahead. */
export function runFreely(subjects: readonly Subject[], { oracle }: Tools): Promise<readonly OracleOutcome[]> {
  return oracle.ask(subjects.map(({ text }) => ({ text, stopAt: null, hardened: false })));
}

/** One judgement for each subject, in order. */
export async function judge(
  subjects: readonly Subject[],
  tools: Tools,
  running: Promise<readonly OracleOutcome[]> = runFreely(subjects, tools),
): Promise<readonly Judgement[]> {
  const free = await running;
  const violated = free.map((outcome) => new Set(outcome.violated));
  const verdicts: (readonly Verdicts[])[] = subjects.map(() => []);
  const verify = (which: readonly number[], about: (index: number) => ReadonlySet<string> | null): void => {
    const found = tools.verifier.verify(which.map((k) => ({ ...subjects[k]!, about: about(k) })));
    which.forEach((k, at) => (verdicts[k] = found[at]!));
  };
  const indices = subjects.map((_, k) => k);
  verify(
    indices.filter((k) => subjects[k]!.full),
    () => null,
  );
  const partly = indices.filter((k) => !subjects[k]!.full && violated[k]!.size > 0);
  verify(partly, (k) => violated[k]!);
  // Where guards throw, all that is unproved must be known before the program can be run as emitted.
  const suspicious = (k: number): boolean =>
    subjects[k]!.settings.some(
      (setting, s) => setting.onViolation === "throw" && findsIn(verdicts[k]![s]!, violated[k]!, setting).length > 0,
    );
  const again = partly.filter(suspicious);
  verify(again, () => null);
  const runs = [...indices.filter((k) => subjects[k]!.full && violated[k]!.size > 0), ...again].flatMap((k) =>
    subjects[k]!.settings.flatMap((setting, s) => (setting.onViolation === "throw" ? [{ k, s }] : [])),
  );
  const outcomes = await tools.oracle.ask(
    runs.map(({ k, s }) => ({ text: subjects[k]!.text, stopAt: unprovedOf(verdicts[k]![s]!), hardened: subjects[k]!.patches })),
  );
  const ran = new Map(runs.map(({ k, s }, at) => [`${k}/${s}`, outcomes[at]!.violated]));
  const judged = subjects.map((subject, k): Judgement => {
    const finds = verdicts[k]!.flatMap((found, s) => {
      const setting = subject.settings[s]!;
      const wrong = setting.onViolation === "report" ? free[k]!.violated : (ran.get(`${k}/${s}`) ?? []);
      return findsIn(found, new Set(wrong), setting);
    });
    return { finds, outcome: free[k]!, verdicts: verdicts[k]! };
  });
  return withoutPatched(subjects, judged, tools);
}

/** Finds in mode `report` of programs that replace intrinsics: only those that remain where the intrinsics are permanent. */
async function withoutPatched(
  subjects: readonly Subject[],
  judged: readonly Judgement[],
  { oracle }: Tools,
): Promise<readonly Judgement[]> {
  const doubtful = judged.flatMap(({ finds }, k) => (subjects[k]!.patches && finds.length > 0 ? [k] : []));
  const hardened = await oracle.ask(doubtful.map((k) => ({ text: subjects[k]!.text, stopAt: null, hardened: true })));
  return judged.map((judgement, k) => {
    const at = doubtful.indexOf(k);
    if (at === -1) return judgement;
    const wrong = new Set(hardened[at]!.violated);
    return { ...judgement, finds: judgement.finds.filter((f) => f.setting.onViolation === "throw" || wrong.has(f.access)) };
  });
}

const isProved = ({ verdict }: JudgedAccess): boolean => verdict.kind === "proved";

/** Accesses with a guard: one unproved copy (a field initialiser, say, stands in several constructors) is enough. */
function unprovedOf({ accesses }: Verdicts): readonly string[] {
  return [...new Set(accesses.filter((one) => !isProved(one)).map((one) => one.access))];
}

function findsIn(verdicts: Verdicts, wrong: ReadonlySet<string>, setting: Setting): readonly Find[] {
  const unproved = new Set(unprovedOf(verdicts));
  const finds = new Map<string, Find>();
  for (const { access, evidence } of verdicts.accesses) {
    if (evidence === null || unproved.has(access) || !wrong.has(access)) continue;
    finds.set(access, {
      access,
      setting,
      evidence: `tier ${evidence.tier} under ${evidence.assumptions.join(" ")}, resting on ${evidence.facts.join("; ")}`,
    });
  }
  return [...finds.values()];
}
