/** One table of states of a project, and what everything that enforces overrides says of each: all the same. */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approvalsOf } from "../../audit/approvals.js";
import { NODE_DIGESTS } from "../../audit/digests.js";
import { createManifestChecker } from "../../audit/manifest-check.js";
import { LEDGER_FILE, LEDGER_FOLDER } from "../../audit/places.js";
import { createProgramSession } from "../../compiler/incremental/program-session.js";
import { createLintSession, MODULE_STEPS } from "../../compiler/lint-session.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { secureProgram } from "../../compiler/security/secure-program.js";
import type { Report } from "../../core/report.js";
import { asJson, type Json } from "../../policy/ledger/canonical-json.js";
import { lineOf, parseLine } from "../../policy/ledger/record.js";
import { programOf } from "../eslint-plugin/harness.js";
import { DAY, keysOf, NOW, overrideProject, projectAt, REASON, SPAWN_REASON, type OverrideProject } from "./override-project.js";
import { projectOf } from "./surety.js";

const ASKED = `// @unsafe-override bounds.read -- "${REASON}" expires=2027-02-01`;
const ASKED_TOO = `// @unsafe-override capability(net.connect) -- "${SPAWN_REASON}" expires=2027-02-01`;
const MAIN = `/** @safety memory=checked */
export function lookup(table: number[], byte: number): number {
  ${ASKED}
  return table[byte];
}
export function tell(): unknown {
  ${ASKED_TOO}
  return fetch("https://api.example.com/x");
}
export function other(table: number[], byte: number): unknown {
  fetch("https://other.example.com/x");
  return table[byte];
}
`;
const FILES = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      strict: true,
      target: "es2022",
      lib: ["es2022"],
      module: "nodenext",
      types: [],
      rootDir: "src",
      outDir: "out",
    },
    include: ["src"],
  }),
  "surety.config.json": JSON.stringify({
    approvers: { keys: keysOf(["ada", "bob", "eve"]) },
    grants: ['net.connect("other.example.com:443")'],
  }),
  "src/globals.d.ts": "declare function fetch(url: string): unknown;\n",
  "src/main.ts": MAIN,
};

interface State {
  readonly name: string;
  /** Null: both overrides are in force. */
  readonly code: string | null;
  readonly clock?: number;
  /** What is said of an override that is in force all the same. */
  readonly frees?: true;
  /** False: it is about the source, which nobody asks at load. */
  readonly concernsLoad: boolean;
  readonly from: "requested" | "approved";
  readonly make: (project: OverrideProject) => void;
}

const edit = (project: OverrideProject, file: string, change: (text: string) => string): void => {
  const at = path.join(project.root, file);
  writeFileSync(at, change(readFileSync(at, "utf8")));
};

/** The ledger written anew with other bodies, hashes and numbers right. */
function rewrite({ root }: OverrideProject, change: (body: Json) => Json): void {
  const renamed = new Map<string, string>();
  let parents: readonly { readonly hash: string; readonly n: number }[] = [];
  const lines = readFileSync(path.join(root, LEDGER_FILE), "utf8").trimEnd().split("\n");
  const made = lines.map((line) => {
    const { body, time, hash, n } = parseLine(line)!;
    const text = JSON.stringify(change(JSON.parse(body) as Json)).replaceAll(
      /[0-9a-f]{64}/gu,
      (found) => renamed.get(found) ?? found,
    );
    const record = lineOf({ parents, time, body: asJson(JSON.parse(text)) }, NODE_DIGESTS);
    renamed.set(hash, record.hash);
    parents = [{ hash: record.hash, n }];
    return record.line;
  });
  writeFileSync(path.join(root, LEDGER_FILE), `${made.join("\n")}\n`);
  rmSync(path.join(root, LEDGER_FOLDER, "checkpoints.jsonl"));
}

const STATES: readonly State[] = [
  { name: "approved", code: null, concernsLoad: true, from: "approved", make: () => undefined },
  {
    name: "a reason that would fit any code",
    code: "SAFE-1101",
    concernsLoad: false,
    from: "approved",
    make: (project) =>
      edit(project, "src/main.ts", (text) =>
        text.replace(REASON, "this is safe and works fine, trust me on it, really").replace(SPAWN_REASON, "it is ok"),
      ),
  },
  { name: "requested only", code: "SAFE-1102", concernsLoad: true, from: "requested", make: () => undefined },
  {
    name: "after its last day",
    code: "SAFE-1103",
    clock: NOW + 70 * DAY,
    concernsLoad: true,
    from: "approved",
    make: () => undefined,
  },
  {
    name: "the code changed",
    code: "SAFE-1104",
    concernsLoad: false,
    from: "approved",
    make: (project) =>
      edit(project, "src/main.ts", (text) => text.replace("table[byte]", "table[byte + 1]").replace("com/x", "com/y")),
  },
  {
    name: "signatures of the request in the place of those of the approvals",
    code: "SAFE-1105",
    concernsLoad: true,
    from: "approved",
    make: (project) => {
      let last: Json = "";
      rewrite(project, (body) => {
        const record = body as { readonly kind: string; readonly signature: string };
        if (record.kind === "override.request") last = record.signature;
        return record.kind === "override.decision" ? { ...(body as object), signature: last } : body;
      });
    },
  },
  {
    name: "the end of the ledger cut off",
    code: "SAFE-1106",
    concernsLoad: true,
    from: "approved",
    make: (project) => edit(project, LEDGER_FILE, (text) => text.trimEnd().split("\n").slice(0, -1).join("\n") + "\n"),
  },
  {
    name: "an emergency",
    code: "SAFE-1107",
    frees: true,
    concernsLoad: true,
    from: "requested",
    make: (project) => {
      for (const request of requestsOf(project))
        expect(project.run("ada", ["override", "emergency", request, "--reason", "the shop is down"])).toMatchObject({ code: 0 });
    },
  },
];

function requestsOf(project: OverrideProject): readonly string[] {
  const { out } = project.run("ada", ["audit", "log", "--kind", "request", "--json"]);
  return out
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { hash: string }).hash);
}

const place: { homes: string; requested: OverrideProject | null; approved: OverrideProject | null } = {
  homes: "",
  requested: null,
  approved: null,
};

beforeAll(() => {
  const requested = overrideProject(FILES);
  place.homes = requested.homes;
  for (const line of [3, 7])
    expect(requested.run("ada", ["override", "request", `src/main.ts:${line}`])).toMatchObject({ code: 0, err: "" });
  const approved = copyOf(requested);
  const [bounds = "", capability = ""] = requestsOf(approved);
  for (const [person, request] of [
    ["bob", bounds],
    ["bob", capability],
    ["eve", capability],
  ] as const)
    expect(approved.run(person, ["override", "approve", request, "--yes"])).toMatchObject({ code: 0 });
  // What is loaded is what was built while all was in force.
  expect(approved.run("ada", ["build", "-p", ".", "--no-cache", "--jobs", "1", "--json"]).out).toContain('"overridden": 2');
  Object.assign(place, { requested, approved });
});

const copies: string[] = [];
afterAll(() => {
  for (const root of copies) rmSync(root, { recursive: true, force: true });
});

function copyOf({ root }: OverrideProject): OverrideProject {
  const copy = projectOf({});
  copies.push(copy);
  cpSync(root, copy, { recursive: true });
  return projectAt(copy, place.homes);
}

/** What is said of overrides, and what becomes of the four obligations in source order. */
interface Enforced {
  readonly codes: readonly string[];
  readonly dispositions: readonly string[];
}

const OVERRIDE_CODE = /^SAFE-11\d\d$/u;

function enforcedIn({ diagnostics, obligations }: Report): Enforced {
  return {
    codes: [...new Set(diagnostics.map(({ code }) => code).filter((code) => OVERRIDE_CODE.test(code)))],
    dispositions: obligations.map(({ disposition }) => disposition),
  };
}

const ENFORCEMENT = { mode: "production", boundary: "checked", onViolation: "throw" } as const;

/** As the linter asks: accesses of the session, all else of the file. The linter's clock is the machine's, this one is the state's. */
function linted({ root }: OverrideProject, clock: number): Pick<Enforced, "codes"> & { readonly reads: readonly string[] } {
  const file = path.join(root, "src/main.ts");
  const globals = path.join(root, "src/globals.d.ts");
  const program = programOf({ [file]: readFileSync(file, "utf8"), [globals]: FILES["src/globals.d.ts"] });
  const source = program.getSourceFile(file)!;
  const options = { files: NODE_FILE_SYSTEM, wallClock: () => clock };
  const { diagnostics } = secureProgram(
    { program, files: [source], projectRoot: root },
    null,
    { cwd: root, files: NODE_FILE_SYSTEM },
    { safety: null, enforcement: ENFORCEMENT, overrides: options },
  );
  const session = createLintSession({
    enforcement: ENFORCEMENT,
    resultsFor: () => null,
    moduleSteps: MODULE_STEPS,
    wallClock: () => clock,
  });
  const found = session.verdictsOf(program, source);
  return {
    codes: [...new Set(diagnostics.map(({ code }) => code).filter((code) => OVERRIDE_CODE.test(code)))],
    reads: found.kind === "verified" ? found.verdicts.plan.sites.map(({ disposition }) => disposition) : [found.why],
  };
}

describe.each(STATES)("an override $name", (state) => {
  const { code, frees, clock = NOW, concernsLoad } = state;
  const isFree = code === null || frees === true;
  const codes = code === null ? [] : [code];
  // In source order: the two that overrides are about, then those that none is about.
  const expected: Enforced = {
    codes,
    dispositions: isFree ? ["override", "override", "elide", "guard"] : ["guard", "reject", "elide", "guard"],
  };
  const made: { project: OverrideProject | null } = { project: null };
  beforeAll(() => {
    const project = copyOf(place[state.from]!);
    state.make(project);
    made.project = project;
  });

  it("is judged alike by verify and build, and built accordingly", () => {
    const { root, run } = made.project!;
    const verified = run("ada", ["verify", "-p", ".", "--no-cache", "--jobs", "1", "--json"], clock);
    expect(enforcedIn(JSON.parse(verified.out) as Report)).toEqual(expected);
    expect(verified.code).toBe(isFree ? 0 : 1);
    rmSync(path.join(root, "out"), { recursive: true, force: true });
    const built = run("ada", ["build", "-p", ".", "--no-cache", "--jobs", "1", "--json"], clock);
    expect(enforcedIn(JSON.parse(built.out) as Report)).toEqual(expected);
    expect(built.code).toBe(isFree ? 0 : 1);
    const text = readFileSync(path.join(root, "out/main.js"), "utf8");
    expect(/return table\[byte(?: \+ 1)?\];/u.test(text)).toBe(isFree);
    expect(/return fetch\("https:\/\/api/u.test(text)).toBe(isFree);
    const { overrides } = JSON.parse(readFileSync(path.join(root, "out/.surety/manifest/main.js.json"), "utf8")) as {
      overrides: readonly { freed: readonly string[] }[];
    };
    expect(overrides.map(({ freed }) => freed.length)).toEqual(isFree ? [1, 1] : []);
  });

  it("is judged alike by the linter", () => {
    expect(linted(made.project!, clock)).toEqual({ codes, reads: isFree ? ["override", "guard"] : ["guard", "guard"] });
  });

  it.runIf(concernsLoad)("is judged alike when what was built before is loaded", () => {
    const { root } = made.project!;
    cpSync(path.join(place.approved!.root, "out"), path.join(root, "out"), { recursive: true });
    const checker = createManifestChecker({ now: () => clock, isolation: "module", signers: null, approvalsOf });
    const main = path.join(root, "out/main.js");
    expect(existsSync(main)).toBe(true);
    const problems = checker.check(main, readFileSync(main, "utf8"));
    expect(problems.length === 0, problems.join("; ")).toBe(isFree);
    const attested = made.project!.run("ada", ["attest", "out", "--json"], clock);
    expect(attested.code).toBe(isFree ? 0 : 1);
  });
});

it("a watching session follows the ledger from state to state", async () => {
  const project = copyOf(place.requested!);
  const own = { clock: NOW };
  const inputs = { cwd: project.root, paths: [], project: "tsconfig.json", files: NODE_FILE_SYSTEM };
  const session = createProgramSession(inputs, {
    enforcement: ENFORCEMENT,
    jobs: 1,
    onProgress: null,
    openPool: null,
    results: null,
    safety: null,
    now: () => 0,
    overrides: { files: NODE_FILE_SYSTEM, wallClock: () => own.clock },
  });
  try {
    for (const { from, make, code, clock, frees, name } of STATES) {
      cpSync(place[from]!.root, project.root, { recursive: true });
      make(project);
      own.clock = clock ?? NOW;
      const found = await session.update({ kind: "anything" }, new AbortController().signal);
      const isFree = code === null || frees === true;
      expect(enforcedIn(found!.report), name).toEqual({
        codes: code === null ? [] : [code],
        dispositions: isFree ? ["override", "override", "elide", "guard"] : ["guard", "reject", "elide", "guard"],
      });
    }
  } finally {
    await session.close();
  }
});
