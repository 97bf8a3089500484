/** `surety init --observe`: a team's own tests on a guarded copy of the repository, and what guards saw meanwhile. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readsOf } from "../../compiler/migrate/plan-migration.js";
import { verifyReads } from "../../compiler/migrate/verify-reads.js";
import { copyRepository, guardCopy, type CopyPlace, type ObservedProgram } from "../../compiler/observe/observed-tree.js";
import { readAuthorityUsed, readSightings } from "../../compiler/observe/recorder.js";
import { repositoryRoot } from "../../compiler/policy/load-layers.js";
import type { ProgramInputs } from "../../compiler/program/inputs.js";
import { ConfigError } from "../../core/errors.js";
import type { Observed, ObservedSite } from "../../policy/observe/observed.js";

export interface ObserveChoice {
  readonly command: string;
  readonly jobs: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly now: () => number;
}

type Verified = Awaited<ReturnType<typeof verifyReads>>;

/**
 * EXECUTES `command` with a shell, once, in a copy of the repository in a temporary folder, which is removed afterwards. Its output goes to
 * standard error. One result a program, in their order. Throws `ConfigError` when they lie in several repositories.
 */
export async function observe(
  programs: readonly ProgramInputs[],
  { command, jobs, environment, now }: ObserveChoice,
): Promise<readonly Observed[]> {
  const verified: Verified[] = [];
  for (const inputs of programs) verified.push(await verifyReads(inputs, { jobs, now }));
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), "surety-observe-")));
  try {
    const place: CopyPlace = { top: topOf(programs, verified), copy: path.join(root, "copy") };
    copyRepository(place);
    const observed = verified.map((verification, index) => {
      const named = (name: string): string => path.join(root, `${name}-${String(index)}`);
      const logs = { violations: named("violations"), authority: named("authority"), loaded: named("loaded") };
      const program: ObservedProgram = { verification, logs };
      return { ...program, verification, guarded: guardCopy(program, place) };
    });
    const folder = path.join(place.copy, path.relative(place.top, programs[0]?.cwd ?? place.top));
    const exitCode = await run(command, existsSync(folder) ? folder : place.copy, environment);
    return observed.map(({ verification, logs, guarded }): Observed => {
      const loaded = new Set(textAt(logs.loaded).split("\n"));
      const project = path.join(place.copy, path.relative(place.top, verification.loaded.projectRoot));
      return {
        schemaVersion: 1,
        command,
        exitCode,
        modules: { guarded: guarded.length, notLoaded: guarded.filter((module) => !loaded.has(module)) },
        sites: sitesSeen(textAt(logs.violations), verification),
        authority: readAuthorityUsed(textAt(logs.authority), project),
      };
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function topOf(programs: readonly ProgramInputs[], verified: readonly Verified[]): string {
  const tops = programs.map(({ files }, index) => repositoryRoot(verified[index]?.loaded.projectRoot ?? "", files));
  const [top = "", other] = [...new Set(tops)].sort();
  // Packages of a workspace that is no repository yet: the folder that the command runs in holds them all.
  const cwd = programs[0]?.cwd ?? "";
  if (other !== undefined && tops.every((one) => !path.relative(cwd, one).startsWith(".."))) return cwd;
  if (other !== undefined)
    throw new ConfigError(
      `one command is observed in one repository, and \`${top}\` and \`${other}\` are two: name a program with -p`,
    );
  return top;
}

function sitesSeen(log: string, { loaded, plans }: Verified): readonly ObservedSite[] {
  // What is used and not granted stands among what is used.
  const sightings = readSightings(log).filter(({ kind }) => kind !== "capability");
  const reads = [...readsOf(loaded, plans, new Set(sightings.map(({ obligation }) => obligation))).values()].flat();
  const readOf = new Map<string, (typeof reads)[number]>(reads.map((read) => [read.site.id, read]));
  return sightings.map((sighting): ObservedSite => {
    const read = readOf.get(sighting.obligation);
    return {
      ...sighting,
      text: read?.site.site.text ?? textOf(sighting.obligation, plans),
      proposal: read?.form.text ?? otherwise(sighting.kind),
      mechanical: read?.form.mechanical ?? false,
    };
  });
}

const textAt = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");

function textOf(obligation: string, plans: Verified["plans"]): string {
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
