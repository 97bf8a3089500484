/**
 * Whole outputs of the commands of overrides, as people and machines read them. `SURETY_UPDATE=1 npx vitest run test/cli/override-commands.test.ts`
 * writes them anew; the difference is for reviewers.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { DAY, NOW, overrideProject, publicTextOf, REASON, type OverrideProject, type Person } from "./override-project.js";

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
  "src/main.ts": `/** @safety memory=checked */
export function lookup(table: number[], byte: number): number {
  // @unsafe-override bounds.read
  return table[byte];
}

/** @unsafe-override bounds -- "every caller is in this file and passes an index that it took from keys()" expires=2027-01-31 */
export function second(table: number[], at: number): void {
  table[at] = 1;
}
`,
};

interface Step {
  readonly as: Person;
  readonly args: readonly string[];
  readonly day: number;
}

const step = (as: Person, args: string, day = 0): Step => ({ as, args: wordsOf(args), day });

/** As a shell splits them. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, plain]) => quoted ?? plain ?? "");

const BOTH = (as: Person, args: string, day = 0): readonly Step[] => [step(as, args, day), step(as, `${args} --json`, day)];

/** `@1`: the hash of the first request. */
const TRANSCRIPTS: Readonly<Record<string, readonly Step[]>> = {
  keys: [
    ...BOTH("ada", "keys list"),
    step("ada", "keys init --id ada-new --person ada"),
    step("ada", "keys init --id ada-newer --person ada --json"),
    step("ada", "keys init --id ada-new --person ada"),
    step("ada", 'keys init --id "a b"'),
    step("ada", "override list src"),
    step("ada", "keys add nonsense --id ada-1 --person ada"),
    step("ada", `keys add ${publicTextOf("ada")} --id ada-1 --person ada`),
    step("ada", `keys add ${publicTextOf("bob")} --id ada-1 --person bob`),
    step("ada", `keys add ${publicTextOf("bob")} --id bob-1 --person bob`),
    step("bob", `keys add ${publicTextOf("eve")} --id eve-1 --person eve --json`),
    ...BOTH("ada", "keys list"),
  ],
  requests: [
    step("ada", "override request src/none.ts:1"),
    step("ada", "override request src/main.ts:1"),
    step("ada", "override request src/main.ts"),
    step("ada", "override request src/main.ts:3"),
    step("ada", 'override request src/main.ts:3 --justification "it is fine"'),
    step("ada", `override request src/main.ts:3 --justification "${REASON}" --expires 2028-01-01`),
    step("ada", `override request src/main.ts:3 --justification "${REASON}" --expires 2027-02-30`),
    step("ada", `override request src/main.ts:3 --justification "${REASON}" --ticket "SEC 142"`),
    step("ada", `override request src/main.ts:3 --justification "${REASON}" --ticket SEC-142`),
    step("bob", "override request src/main.ts:7 --json"),
    ...BOTH("ada", "override list"),
    ...BOTH("ada", "override status @1"),
    step("ada", "override status 0000"),
  ],
  decisions: [
    step("ada", "override approve @1 --yes"),
    step("bob", "override approve @1"),
    step("bob", "override approve @1 --yes", 1),
    step("eve", "override deny @2"),
    step("bob", "override approve @1 --yes", 1),
    step("ada", "override emergency @2 --reason x --hours 100", 2),
    step("bob", 'override emergency @2 --reason "the shop is down" --json', 2),
    step("ada", "override list", 2),
    step("eve", 'override deny @2 --reason "keys() is of another table"', 3),
    step("bob", 'override emergency @2 --reason "the shop is still down"', 3),
    step("ada", "override approve @2 --yes", 3),
    ...BOTH("ada", "override list", 3),
    ...BOTH("ada", "override status @1", 3),
  ],
  numbers: [
    ...BOTH("ada", "status", 3),
    step("ada", "status --gate --metrics numbers.jsonl", 3),
    step("ada", "status --metrics numbers.jsonl --json", 60),
    step("ada", "report --format github", 3),
    step("ada", "report --format json", 3),
    step("ada", "report --format html", 3),
    step("ada", "build --no-cache --jobs 1", 3),
    ...BOTH("ada", "attest out", 3),
    step("ada", "attest out", 300),
    step("ada", "attest src", 3),
  ],
  audit: [
    ...BOTH("ada", "audit verify", 3),
    ...BOTH("ada", "audit log", 3),
    step("ada", "audit log --kind approve", 3),
    step("ada", "audit log --limit 1", 3),
    step("ada", "audit log --kind aprove", 3),
    ...BOTH("ada", "audit show @1", 3),
    step("ada", "audit show 00000000", 3),
    step("ada", "audit export records.jsonl --json", 3),
    ...BOTH("ada", "audit merge", 3),
    ...BOTH("ada", "audit checkpoint", 3),
    step("ada", 'audit review @1 --reason "looked"', 3),
    step("ada", "audit verify", 20),
    step("eve", 'audit review @2 --reason "the index was right"', 20),
    step("ada", "audit verify", 20),
  ],
  ends: [
    step("eve", "override revoke @1", 4),
    ...BOTH("eve", 'override revoke @1 --reason "the decoder changed"', 4),
    step("ada", "override list", 4),
    step("bob", "keys remove bob-1", 4),
    step("ada", "keys remove bob-1 --compromised --json", 4),
    step("ada", "keys remove eve-1", 4),
    step("ada", "keys remove nobody", 4),
    step("ada", "override list", 4),
    step("ada", "audit verify", 5),
  ],
};

const GOLDENS = fileURLToPath(new URL("goldens/", import.meta.url));

describe("the commands of overrides", () => {
  const own: { project: OverrideProject | null } = { project: null };
  beforeAll(() => {
    own.project = overrideProject(FILES);
  });

  // One after the other: each goes on where the one before ended.
  it.each(Object.entries(TRANSCRIPTS))("%s", (name, steps) => {
    const found = steps.map((one) => told(one, own.project!)).join("\n");
    const golden = path.join(GOLDENS, `overrides-${name}.txt`);
    if (process.env["SURETY_UPDATE"] === "1") writeFileSync(golden, found);
    expect(found).toBe(readFileSync(golden, "utf8"));
  });
});

function told({ as, args, day }: Step, project: OverrideProject): string {
  const { root, homes } = project;
  const requests = hashesOf(project);
  const given = args.map((word) => (/^@\d$/u.test(word) ? (requests[Number(word.slice(1)) - 1] ?? word).slice(0, 12) : word));
  const { out, err, code } = project.run(as, given, NOW + day * DAY);
  const shown = given.map((word) => (/\s|^$/u.test(word) ? `"${word}"` : word)).join(" ");
  const text = `${out}${err === "" ? "" : `[stderr]\n${err}`}`
    .replaceAll(root, "<root>")
    .replaceAll(homes, "<homes>")
    // Of what is emitted, which is no matter of these commands.
    .replaceAll(/"sha256": "[0-9a-f]{64}"/gu, '"sha256": "<hash>"')
    // Of the keys that were made here.
    .replaceAll(/MCowBQYDK2VwAyEA[A-Za-z0-9+/]+=/gu, (key) =>
      key === publicTextOf("ada") || isKnown(key) ? key : "<public key>",
    );
  return `### ${as}, day ${String(day)}: surety ${shown}\n${text}[exit code ${String(code)}]\n`;
}

const isKnown = (key: string): boolean => key === publicTextOf("bob") || key === publicTextOf("eve");

function hashesOf({ root }: OverrideProject): readonly string[] {
  const file = path.join(root, ".surety/ledger/ledger.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line.includes('"kind":"override.request"')).map((line) => line.slice(-66, -2));
}
