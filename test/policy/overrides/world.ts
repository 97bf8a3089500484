/** A project with keys, a ledger and one override, made in memory, so that each of its parts can be tampered with. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { NODE_DIGESTS } from "../../../audit/digests.js";
import { nodeSignatures, publicKeyText, signNote, signText } from "../../../audit/keys.js";
import type { DecisionStatement, KeyStatement, RequestStatement } from "../../../policy/ledger/bodies.js";
import { asJson } from "../../../policy/ledger/canonical-json.js";
import { checkpointText, CHECKPOINT_ORIGIN, noteOf } from "../../../policy/ledger/checkpoint.js";
import { createMerkleTree } from "../../../policy/ledger/merkle.js";
import { lineOf } from "../../../policy/ledger/record.js";
import { DEFAULT_CONFIG } from "../../../policy/config/config.js";
import { overridesInForce, type JudgedOverrides, type OverrideScope } from "../../../policy/overrides/in-force.js";
import { overridePolicyOf } from "../../../policy/overrides/policy.js";
import { base64Of, readLedger } from "../../../policy/overrides/read-ledger.js";
import { signedText } from "../../../policy/overrides/signature.js";

export const PEOPLE = ["ada", "bob", "eve", "mallory"] as const;
export type Person = (typeof PEOPLE)[number];

const PAIRS = new Map(PEOPLE.map((person) => [person, generateKeyPairSync("ed25519")]));
export const privateKeyOf = (person: Person): KeyObject => PAIRS.get(person)!.privateKey;
export const publicTextOf = (person: Person): string => publicKeyText(PAIRS.get(person)!.publicKey);
export const SIGNATURES = nodeSignatures();

export const DAY = 86_400_000;
export const START = Date.parse("2026-11-26T10:00:00Z");

export const SCOPE: OverrideScope = {
  module: "src/sum.ts",
  symbol: "lookup",
  scope: "statement",
  scopeHash: `s1:${"a".repeat(64)}`,
  target: "bounds.read",
  justification: "the decoder masks the byte with 0xff before it calls lookup",
  ticket: "SEC-142",
  expires: "2027-03-01",
  depends: ["table"],
  obligations: [{ id: "1111111111111111", kind: "bounds.read" }],
  problems: [],
};

export const requestOf = (scope: OverrideScope = SCOPE, requester: string = "ada"): RequestStatement => ({
  format: "surety-override-request-1",
  module: scope.module,
  symbol: scope.symbol,
  scope: scope.scope,
  scopeHash: scope.scopeHash ?? "",
  target: scope.target,
  obligations: scope.obligations,
  justification: scope.justification,
  ticket: scope.ticket,
  expires: scope.expires ?? "",
  depends: scope.depends,
  requester,
});

export interface Entry {
  readonly line: string;
  readonly hash: string;
  readonly n: number;
}

export interface World {
  entries: Entry[];
  time: number;
  now: number;
  scopes: OverrideScope[];
  keys: { id: string; person: string; publicKey: string }[];
  groups: { name: string; members: string[] }[];
  rules: { kind: string; rule: { approvals: number; group: string | null } }[];
  checkpoints: string | null;
  /** What is read instead of the entries. */
  text: string | null;
}

export const newWorld = (): World => ({
  entries: [],
  time: START,
  now: START + 5 * DAY,
  scopes: [SCOPE],
  keys: (["ada", "bob", "eve"] as const).map((person) => ({ id: `${person}-1`, person, publicKey: publicTextOf(person) })),
  groups: [{ name: "security", members: ["eve", "bob"] }],
  rules: [{ kind: "capability", rule: { approvals: 2, group: null } }],
  checkpoints: null,
  text: null,
});

/** Appends after the last record, or after those given. */
export function append(world: World, body: object, parents: readonly Entry[] = world.entries.slice(-1)): Entry {
  world.time += 60_000;
  const time = `${new Date(world.time).toISOString().slice(0, 19)}Z`;
  const made = lineOf({ parents, time, body: asJson(body) }, NODE_DIGESTS);
  const entry = { ...made, n: 1 + Math.max(0, ...parents.map(({ n }) => n)) };
  world.entries.push(entry);
  return entry;
}

export interface SignChoice {
  /** Whose private key. */
  readonly as?: Person;
  /** Which key the record names. */
  readonly by?: string;
}

export const signed = (kind: string, statement: object, { as = "ada", by = `${as}-1` }: SignChoice = {}): object => ({
  kind,
  statement,
  by,
  signature: signText(privateKeyOf(as), signedText(statement)),
});

export const request = (world: World, statement: RequestStatement = requestOf(), choice: SignChoice = {}): Entry =>
  append(world, signed("override.request", statement, choice));

export function decisionOf(
  asked: Entry,
  decision: DecisionStatement["decision"],
  more: Partial<DecisionStatement> = {},
): DecisionStatement {
  return {
    format: "surety-override-decision-1",
    decision,
    request: asked.hash,
    subject: requestOf(),
    reason: null,
    until: null,
    person: "bob",
    ...more,
  };
}

export const decide = (world: World, statement: DecisionStatement, choice: SignChoice = { as: "bob" }): Entry =>
  append(world, signed("override.decision", statement, choice));

/** In force, with nothing wrong. */
export function approved(world: World): Entry {
  const asked = request(world);
  decide(world, decisionOf(asked, "approve"));
  return asked;
}

export const keyChange = (person: Person, change: KeyStatement["change"], compromised = false): KeyStatement => ({
  format: "surety-key-1",
  change,
  id: `${person}-1`,
  person,
  publicKey: publicTextOf(person),
  groups: [],
  compromised,
});

export function checkpoint(world: World, person: Person = "bob"): string {
  const tree = createMerkleTree(NODE_DIGESTS);
  for (const { hash } of world.entries) tree.push(hash);
  const head = world.entries.at(-1)?.hash ?? "";
  const text = checkpointText({ origin: CHECKPOINT_ORIGIN, size: tree.size, root: base64Of(tree.root()), head });
  const key = `${person}-1`;
  return `${JSON.stringify(noteOf(text, [{ key, value: signNote(privateKeyOf(person), key, text) }]))}\n`;
}

export function judge(world: World): JudgedOverrides<OverrideScope> {
  const { overrides, approvers } = DEFAULT_CONFIG;
  const policy = overridePolicyOf({
    overrides: { ...overrides, groups: world.groups, rules: world.rules },
    approvers: { ...approvers, keys: world.keys },
  });
  const text = world.text ?? world.entries.map(({ line }) => `${line}\n`).join("");
  const ledger = readLedger(
    { ledger: text, checkpoints: world.checkpoints },
    { digests: NODE_DIGESTS, signatures: SIGNATURES, keys: policy.keys },
  );
  return overridesInForce({ scopes: world.scopes, ledger, policy, signatures: SIGNATURES, now: world.now });
}
