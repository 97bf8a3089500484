/** The command line of the fuzzer. */
import { parseArgs } from "node:util";
import type { Boundary } from "../../core/options.js";

export interface Options {
  readonly programs: number;
  readonly seed: number;
  readonly jobs: number;
  readonly boundaries: readonly Boundary[];
  /** Of each five programs, how many are provable cases with changes. */
  readonly mutated: number;
  readonly seeded: boolean;
  /** Of the seeded unsoundnesses, only these. */
  readonly only: readonly string[];
  readonly stopAtFirst: boolean;
  readonly store: boolean;
  /** Files of programs written by hand to judge instead of generated ones. */
  readonly judged: readonly string[];
  /** Of those, with tier 3. */
  readonly solver: boolean;
  /** They replace intrinsics: only what survives hardening counts. */
  readonly patches: boolean;
}

export const USAGE = `usage: npm run fuzz -- [--programs N] [--seed S] [--jobs J] [--boundary checked|trusted] [--mode generated|mutated|both]
                     [--first] [--no-store]
       npm run fuzz -- --seeded [--only name,…] [--programs N] [--seed S]
       npm run fuzz -- --judge file,… [--solver] [--patches]`;

/** The options, or what is wrong with them. */
export function parseOptions(args: readonly string[]): Options | string {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        programs: { type: "string", default: "2000" },
        seed: { type: "string", default: "1" },
        jobs: { type: "string", default: "1" },
        boundary: { type: "string" },
        mode: { type: "string", default: "both" },
        seeded: { type: "boolean", default: false },
        only: { type: "string", default: "" },
        first: { type: "boolean", default: false },
        "no-store": { type: "boolean", default: false },
        judge: { type: "string", default: "" },
        solver: { type: "boolean", default: false },
        patches: { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const [programs, seed, jobs] = [Number(values.programs), Number(values.seed), Number(values.jobs)];
  if (!Number.isSafeInteger(programs) || programs < 1)
    return `--programs is \`${values.programs}\`; it must be a whole number of at least 1`;
  if (!Number.isInteger(seed) || seed < 0 || seed + programs > 2 ** 31)
    return `--seed is \`${values.seed}\`; it must be a whole number from 0, below 2^31 with all programs`;
  if (!Number.isSafeInteger(jobs) || jobs < 1) return `--jobs is \`${values.jobs}\`; it must be a whole number of at least 1`;
  const { boundary, mode } = values;
  if (boundary !== undefined && boundary !== "checked" && boundary !== "trusted")
    return `--boundary is \`${boundary}\`; it must be \`checked\` or \`trusted\``;
  const mutated = { generated: 0, both: 1, mutated: 5 }[mode];
  if (mutated === undefined) return `--mode is \`${mode}\`; it must be \`generated\`, \`mutated\` or \`both\``;
  return {
    programs,
    seed,
    jobs,
    boundaries: boundary === undefined ? ["checked", "trusted"] : [boundary],
    mutated,
    seeded: values.seeded,
    only: listed(values.only),
    stopAtFirst: values.first,
    store: !values["no-store"],
    judged: listed(values.judge),
    solver: values.solver,
    patches: values.patches,
  };
}

function listed(text: string): readonly string[] {
  return text === "" ? [] : text.split(",");
}
