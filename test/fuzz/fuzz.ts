/** One run of the fuzzer in this process: programs by seed, judged in batches; finds are minimised. */
import { generate } from "./generate.js";
import { judge, REPORT, runFreely, THROW, TRUSTED, type Find, type Judgement, type Subject, type Tools } from "./judge.js";
import { minimise, tidied } from "./minimise.js";
import { mutate } from "./mutate.js";
import type { OracleOutcome } from "./oracle.js";
import { createRandom } from "./random.js";
import type { Setting } from "./verify-texts.js";
import type { Boundary } from "../../core/options.js";
import type { CaseFile } from "../cases/case-files.js";

/** A program that can be made again from its name. */
export interface Source {
  readonly name: string;
  readonly subject: Subject;
}

export interface Finding {
  readonly name: string;
  readonly find: Find;
  /** Minimised, a statement a line. */
  readonly text: string;
  readonly original: string;
}

export interface Progress {
  readonly programs: number;
  readonly violating: number;
  readonly finds: number;
}

export interface FuzzOptions {
  /** The `k`-th program. */
  readonly source: (k: number) => Source;
  readonly programs: number;
  readonly stopAtFirst: boolean;
  readonly minimiseTries: number;
  readonly onProgress: (progress: Progress) => void;
  readonly onFinding: (finding: Finding) => void;
  readonly onJudged: (source: Source, judgement: Judgement) => void;
}

const BATCH = 40;

/** Of a generated program, by its seed: which settings it is worth verifying under, and how thoroughly. */
export function generatedSource(seed: number, boundaries: readonly Boundary[], full: boolean): Source {
  const { text, profile } = generate(seed);
  const random = createRandom(seed ^ 0x5bd1e995);
  const settings: Setting[] = [];
  const trusted = profile.conforms && boundaries.includes("trusted");
  if (trusted) settings.push(TRUSTED);
  if (boundaries.includes("checked") && (!trusted || random.chance(0.5))) settings.push(random.chance(0.6) ? THROW : REPORT);
  return {
    name: `seed ${seed}`,
    subject: { text, settings, solver: random.chance(0.15), full, patches: profile.patches },
  };
}

/** A provable case, changed a little: which one and how, by the seed. */
export function mutatedSource(seed: number, cases: readonly CaseFile[], boundaries: readonly Boundary[]): Source {
  const random = createRandom(seed);
  const file = random.pick(cases);
  const conforms = boundaries.includes("trusted") && random.chance(0.6);
  const text = mutate(file.text, { random, conforms, count: random.int(1, 3) });
  const settings = [
    ...(conforms ? [TRUSTED] : []),
    ...(boundaries.includes("checked") ? [random.chance(0.7) ? THROW : REPORT] : []),
  ];
  return {
    name: `${file.path} changed by seed ${seed}`,
    subject: { text, settings, solver: random.chance(0.3), full: false, patches: false },
  };
}

/** How many programs were judged, and what was found. */
export async function fuzz(tools: Tools, options: FuzzOptions): Promise<Progress> {
  let programs = 0;
  let violating = 0;
  let finds = 0;
  const start = (from: number): { readonly sources: readonly Source[]; readonly free: Promise<readonly OracleOutcome[]> } => {
    const count = Math.max(0, Math.min(BATCH, options.programs - from));
    const sources = Array.from({ length: count }, (_, k) => options.source(from + k));
    return {
      sources,
      free: runFreely(
        sources.map(({ subject }) => subject),
        tools,
      ),
    };
  };
  let next = start(0);
  while (programs < options.programs) {
    const { sources, free } = next;
    const subjects = sources.map(({ subject }) => subject);
    // The oracle's thread runs the next batch while this one is verified.
    await free;
    next = start(programs + sources.length);
    const judged = await judge(subjects, tools, free);
    for (const [k, judgement] of judged.entries()) {
      const source = sources[k]!;
      if (judgement.outcome.violated.length > 0) violating++;
      options.onJudged(source, judgement);
      const [find] = judgement.finds;
      if (find === undefined) continue;
      finds++;
      if (options.stopAtFirst) {
        options.onFinding({ name: source.name, find, text: source.subject.text, original: source.subject.text });
        return { programs: programs + k + 1, violating, finds };
      }
      options.onFinding(await reduce(source, find, tools, options.minimiseTries));
    }
    programs += sources.length;
    options.onProgress({ programs, violating, finds });
  }
  return { programs, violating, finds };
}

async function reduce({ name, subject }: Source, find: Find, tools: Tools, tries: number): Promise<Finding> {
  const as = (text: string): Subject => ({ ...subject, text, settings: [find.setting], full: false });
  const shows = async (texts: readonly string[]): Promise<readonly boolean[]> =>
    (await judge(texts.map(as), tools)).map(({ finds }) => finds.length > 0);
  const small = tidied(await minimise(subject.text, { shows, tries, keepCalls: find.setting.boundary === "trusted" }));
  const [judgement] = await judge([as(small)], tools);
  const [left] = judgement?.finds ?? [];
  return left === undefined
    ? { name, find, text: subject.text, original: subject.text }
    : { name, find: left, text: small, original: subject.text };
}
