/** `surety init --observe`: a team's own tests on a guarded copy of the project, and what guards saw meanwhile. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readsOf } from "../../compiler/migrate/plan-migration.js";
import { verifyReads } from "../../compiler/migrate/verify-reads.js";
import { writeObservedTree } from "../../compiler/observe/observed-tree.js";
import { readAuthorityUsed, readSightings } from "../../compiler/observe/recorder.js";
import { repositoryRoot } from "../../compiler/policy/load-layers.js";
import type { ProgramInputs } from "../../compiler/program/inputs.js";
import type { Observed, ObservedSite } from "../../policy/observe/observed.js";

export interface ObserveChoice {
  readonly command: string;
  readonly jobs: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly now: () => number;
}

/** EXECUTES `command` with a shell, in a copy of the project in a temporary folder, which is removed afterwards. Its output goes to standard error. */
export async function observe(inputs: ProgramInputs, { command, jobs, environment, now }: ObserveChoice): Promise<Observed> {
  const verification = await verifyReads(inputs, { jobs, now });
  const { loaded, plans } = verification;
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), "surety-observe-")));
  try {
    const [copy, log] = [path.join(root, "copy"), path.join(root, "violations.jsonl")];
    const top = repositoryRoot(loaded.projectRoot, inputs.files);
    const authorityLog = path.join(root, "authority.jsonl");
    writeObservedTree({ verification, top, copy, log, authorityLog });
    const folder = path.join(copy, path.relative(top, inputs.cwd));
    const exitCode = await run(command, existsSync(folder) ? folder : copy, environment);
    // What is used and not granted stands among what is used.
    const sightings = readSightings(textAt(log)).filter(({ kind }) => kind !== "capability");
    const reads = [...readsOf(loaded, plans, new Set(sightings.map(({ obligation }) => obligation))).values()].flat();
    const readOf = new Map<string, (typeof reads)[number]>(reads.map((read) => [read.site.id, read]));
    const sites = sightings.map((sighting): ObservedSite => {
      const read = readOf.get(sighting.obligation);
      return {
        ...sighting,
        text: read?.site.site.text ?? textOf(sighting.obligation, plans),
        proposal: read?.form.text ?? otherwise(sighting.kind),
        mechanical: read?.form.mechanical ?? false,
      };
    });
    const authority = readAuthorityUsed(textAt(authorityLog), path.join(copy, path.relative(top, loaded.projectRoot)));
    return { schemaVersion: 1, command, exitCode, sites, authority };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const textAt = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");

type Plans = Awaited<ReturnType<typeof verifyReads>>["plans"];

function textOf(obligation: string, plans: Plans): string {
  return plans.flatMap(({ sites }) => sites).find(({ id }) => id === obligation)?.site.text ?? "";
}

function otherwise(kind: string): string {
  switch (kind) {
    case "bounds.write":
      return "`push`, or a length that is set before; a store past the end leaves holes, and is lost in a typed array";
    case "contract":
      return "the contract does not hold for this call: mend the caller, or state what the function does then";
    default:
      return "a test of the length before, or a form such as `a[i] ?? …`";
  }
}

/** Null: ended by a signal. */
function run(command: string, cwd: string, environment: NodeJS.ProcessEnv): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, cwd, env: environment, stdio: ["ignore", 2, 2] });
    child.on("error", reject);
    child.on("close", resolve);
  });
}
