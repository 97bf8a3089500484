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
  /** Verify every function, even of a program that never leaves the range: for coverage. */
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
  const indices = subjects.flatMap(({ full }, k) => (full || violated[k]!.size > 0 ? [k] : []));
  const opened = new Map(tools.verifier.open(indices.map((k) => subjects[k]!)).map((text, at) => [indices[at]!, text]));
  const verdicts: (readonly Verdicts[])[] = subjects.map(({ settings, full }, k) =>
    settings.flatMap((setting) => opened.get(k)?.verdicts(setting, full ? null : violated[k]!) ?? []),
  );
  const emitted = indices
    .filter((k) => violated[k]!.size > 0)
    .flatMap((k) => subjects[k]!.settings.map((setting, s) => ({ k, s, setting })))
    .filter(({ setting }) => setting.onViolation === "throw");
  const wrong = await runEmitted(
    emitted.map(({ k, s, setting }) => ({
      text: subjects[k]!.text,
      hardened: subjects[k]!.patches,
      known: verdicts[k]![s]!,
      verdictsAbout: (about) => opened.get(k)!.verdicts(setting, about),
    })),
    tools.oracle,
  );
  const ran = new Map(emitted.map(({ k, s }, at) => [`${k}/${s}`, wrong[at]!]));
  const judged = subjects.map((subject, k): Judgement => {
    const all = verdicts[k]!.map((known, s) => ran.get(`${k}/${s}`)?.verdicts ?? known);
    const finds = all.flatMap((known, s) => {
      const setting = subject.settings[s]!;
      const violations = setting.onViolation === "report" ? free[k]!.violated : (ran.get(`${k}/${s}`)?.violated ?? []);
      const found = findsIn(known, new Set(violations), setting);
      return found.length > 0 && setting.boundary === "trusted" && opened.get(k)!.isMistyped() ? [] : found;
    });
    return { finds, outcome: free[k]!, verdicts: all };
  });
  return withoutPatched(subjects, judged, tools);
}

interface EmittedRun {
  readonly text: string;
  readonly hardened: boolean;
  readonly known: Verdicts;
  /** Those known, and of functions with these accesses. */
  readonly verdictsAbout: (about: ReadonlySet<string>) => Verdicts;
}

interface EmittedOutcome {
  readonly violated: readonly string[];
  readonly verdicts: Verdicts;
}

/**
 * Runs programs as guards that throw would let them run. Which accesses have a guard matters only of those that go wrong, and which these
 * are shows as it runs: so a program goes on at an access of which no verdict is known, its verdict is looked up afterwards, and the
 * program runs again, until nothing goes wrong of which none is known. The last run is the one that all verdicts would have given.
 */
async function runEmitted(runs: readonly EmittedRun[], oracle: Oracle): Promise<readonly EmittedOutcome[]> {
  const ends = new Map<EmittedRun, EmittedOutcome>(runs.map((run) => [run, { violated: [], verdicts: run.known }]));
  let waiting = runs;
  while (waiting.length > 0) {
    const outcomes = await oracle.ask(
      waiting.map((run) => ({ text: run.text, stopAt: unprovedOf(ends.get(run)!.verdicts), hardened: run.hardened })),
    );
    waiting = waiting.filter((run, at) => {
      const { violated } = outcomes[at]!;
      const known = ends.get(run)!.verdicts.accesses.length;
      const verdicts = run.verdictsAbout(new Set(violated));
      ends.set(run, { violated, verdicts });
      return verdicts.accesses.length > known;
    });
  }
  return runs.map((run) => ends.get(run)!);
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
