/** `surety audit verify` on ledgers that somebody tampered with, or that have a history. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { LEDGER_FILE, LEDGER_FOLDER } from "../../audit/places.js";
import { verifyLedger, type VerifiedLedger } from "../../audit/verify-ledger.js";
import { NODE_DIGESTS } from "../../audit/digests.js";
import { asJson, type Json } from "../../policy/ledger/canonical-json.js";
import { lineOf, parseLine } from "../../policy/ledger/record.js";
import {
  append,
  approved,
  checkpoint,
  DAY,
  decide,
  decisionOf,
  keyChange,
  newWorld,
  request,
  signed,
  SIGNATURES,
  type World,
} from "../policy/overrides/world.js";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function verify(world: World, lines: readonly string[] = world.entries.map(({ line }) => line)): VerifiedLedger {
  const root = mkdtempSync(path.join(tmpdir(), "surety-verify-"));
  folders.push(root);
  mkdirSync(path.join(root, LEDGER_FOLDER), { recursive: true });
  writeFileSync(path.join(root, LEDGER_FILE), world.text ?? lines.map((line) => `${line}\n`).join(""));
  if (world.checkpoints !== null) writeFileSync(path.join(root, LEDGER_FOLDER, "checkpoints.jsonl"), world.checkpoints);
  return verifyLedger(root, { keys: world.keys, signatures: SIGNATURES, emergencyHours: 72, now: world.now });
}

const messages = (world: World, lines?: readonly string[]): string =>
  verify(world, lines)
    .problems.map(({ kind, line, message }) => `${kind} ${String(line)}: ${message}`)
    .join("\n");

const without = (world: World, person: string): void => {
  world.keys = world.keys.filter((key) => key.person !== person);
};
const emergencyBy = (world: World, person: "ada" | "bob"): ReturnType<typeof request> => {
  const asked = request(world);
  const until = new Date(world.time + DAY).toISOString().replace(".000", "");
  decide(world, decisionOf(asked, "emergency", { person, until }), { as: person });
  return asked;
};

/** Changes the body of one record, and makes all hashes right again. */
function rewritten(world: World, at: number, change: (body: Json) => Json): readonly string[] {
  let parents: readonly { readonly hash: string; readonly n: number }[] = [];
  return world.entries.map(({ line }, index) => {
    const { body, time, n } = parseLine(line)!;
    const value = JSON.parse(body) as Json;
    const made = lineOf({ parents, time, body: asJson(index === at ? change(value) : value) }, NODE_DIGESTS);
    parents = [{ hash: made.hash, n }];
    return made.line;
  });
}

/** The second record, an hour later. */
function sameButLater({ entries }: World): string {
  const { body } = parseLine(entries[1]!.line)!;
  return lineOf({ parents: [entries[0]!], time: "2026-11-26T11:00:00Z", body: JSON.parse(body) as Json }, NODE_DIGESTS).line;
}

const TAMPERED: readonly (readonly [name: string, problem: RegExp, make: (world: World) => readonly string[] | undefined])[] = [
  ["one byte of a body changed", /^hash 1: it was altered/u, (w) => [w.entries[0]!.line.replace("lookup", "lookuq"), ...rest(w)]],
  ["a line that is no record", /^line 3: /u, (w) => [...w.entries.map(({ line }) => line), "{}"]],
  ["conflict markers of a merge", /^line 2: /u, (w) => [w.entries[0]!.line, "<<<<<<< HEAD", ...rest(w)]],
  ["an empty line", /^line 2: /u, (w) => [w.entries[0]!.line, "", ...rest(w)]],
  ["records in another order", /^parent 1: /u, (w) => [...rest(w), w.entries[0]!.line]],
  ["the first record missing", /^parent 1: /u, (w) => rest(w)],
  [
    "the end cut off behind a checkpoint",
    /^checkpoint null: it once had 2 records/u,
    (w) => {
      w.checkpoints = checkpoint(w);
      return [w.entries[0]!.line];
    },
  ],
  [
    "another history of the same length",
    /^checkpoint null: it once had 2 records/u,
    (w) => {
      w.checkpoints = checkpoint(w);
      return [w.entries[0]!.line, sameButLater(w)];
    },
  ],
  ["a member too many in a body", /^body 2: /u, (w) => rewritten(w, 1, (body) => ({ ...(body as object), more: 1 }))],
  ["a kind that nobody knows", /^body 2: /u, (w) => rewritten(w, 1, () => ({ kind: "blessing" }))],
  [
    "another reason behind a signature",
    /^signature 1: its signature is not that of the key `ada-1`/u,
    (w) =>
      rewritten(w, 0, (body) => {
        const { statement, ...others } = body as { readonly statement: object };
        return asJson({ ...others, statement: { ...statement, justification: "none" } });
      }),
  ],
  ["a number changed", /^hash 2: /u, (w) => [w.entries[0]!.line, w.entries[1]!.line.replace('"n":2', '"n":3')]],
  ["line feeds of Windows", /^line 1: /u, (w) => w.entries.map(({ line }) => `${line}\r`)],
  ["a byte order mark", /^line 1: /u, (w) => [`\u{FEFF}${w.entries[0]!.line}`, ...rest(w)]],
];

const rest = (world: World): readonly string[] => world.entries.slice(1).map(({ line }) => line);

describe("a ledger", () => {
  it("is sound as it was written", () => {
    const world = newWorld();
    approved(world);
    world.checkpoints = checkpoint(world);
    expect(verify(world)).toMatchObject({ records: 2, signatures: 2, checkpoints: 1, problems: [], torn: false });
  });

  it.each(TAMPERED)("with %s is not", (_, problem, make) => {
    const world = newWorld();
    approved(world);
    expect(messages(world, make(world))).toMatch(problem);
  });
});

describe("signatures of keys that are gone", () => {
  it("count when the removal vouches for them, also of keys that no record brought in", () => {
    const world = newWorld();
    approved(world);
    append(world, signed("key", keyChange("bob", "remove"), { as: "ada" }));
    without(world, "bob");
    expect(messages(world)).toBe("");
    append(world, signed("key", keyChange("ada", "remove"), { as: "eve" }));
    without(world, "ada");
    expect(messages(world)).toBe("");
  });

  it("do not count when nobody says what the key was", () => {
    const world = newWorld();
    approved(world);
    without(world, "bob");
    expect(messages(world)).toMatch(/^signature 2: the key `bob-1` is not known$/u);
  });

  it("do not count when the key brings itself in, behind others", () => {
    const world = newWorld();
    approved(world);
    append(world, signed("key", keyChange("eve", "add"), { as: "ada" }));
    append(world, signed("key", keyChange("mallory", "add"), { as: "mallory" }));
    expect(messages(world)).toMatch(/^signature 4: the key `mallory-1` is not known$/u);
  });
});

describe("an emergency", () => {
  it("is not looked at by a decision from before it that is repeated behind it", () => {
    const world = newWorld();
    const asked = request(world);
    const approval = world.entries.length;
    decide(world, decisionOf(asked, "approve"));
    const until = new Date(world.time + DAY).toISOString().replace(".000", "");
    decide(world, decisionOf(asked, "emergency", { person: "ada", until }), { as: "ada" });
    world.now = world.time + 10 * DAY;
    const lines = world.entries.map(({ line }) => line);
    const repeated = verify(world, [...lines, lines[approval]!]);
    expect(repeated).toMatchObject({ records: 3, signatures: 3, problems: [{ kind: "emergency" }] });
  });

  it.each<[string, boolean, (world: World, asked: ReturnType<typeof request>) => void]>([
    ["that nobody looked at", false, () => undefined],
    ["that somebody else looked at", true, (w, asked) => void decide(w, decisionOf(asked, "review"))],
    ["that somebody else denied", true, (w, asked) => void decide(w, decisionOf(asked, "deny", { reason: "no" }))],
    [
      "that its own declarer looked at",
      false,
      (w, asked) => void decide(w, decisionOf(asked, "review", { person: "ada" }), { as: "ada" }),
    ],
    [
      "that its own declarer looked at under another name",
      false,
      (w, asked) => void decide(w, decisionOf(asked, "review", { person: "bob" }), { as: "ada" }),
    ],
    [
      "that an outsider looked at",
      false,
      (w, asked) => void decide(w, decisionOf(asked, "review", { person: "mallory" }), { as: "mallory" }),
    ],
  ])("%s: looked at is %s", (_, isLookedAt, look) => {
    const world = newWorld();
    look(world, emergencyBy(world, "ada"));
    world.now = world.time + 10 * DAY;
    const found = verify(world).problems.filter(({ kind }) => kind === "emergency");
    expect(found.length).toBe(isLookedAt ? 0 : 1);
  });
});
