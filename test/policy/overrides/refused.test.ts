/** Attempts to get an override in force that nobody agreed to. Every one is refused, for the right reason. */
import { describe, expect, it } from "vitest";
import type { RefusalReason } from "../../../policy/overrides/refusal.js";
import {
  append,
  approved,
  checkpoint,
  DAY,
  decide,
  decisionOf,
  judge,
  keyChange,
  newWorld,
  publicTextOf,
  request,
  requestOf,
  SCOPE,
  signed,
  START,
  type World,
} from "./world.js";

const lines = (world: World): string[] => world.entries.map(({ line }) => line);
const setText = (world: World, all: readonly string[]): void => {
  world.text = all.map((line) => `${line}\n`).join("");
};
const change = (world: World, more: Partial<typeof SCOPE>): void => {
  world.scopes = [{ ...SCOPE, ...more }];
};
const needing = (world: World, approvals: number, group: string | null): void => {
  world.rules = [{ kind: "bounds.read", rule: { approvals, group } }];
};
const emergency = (hours: number) => ({
  person: "ada",
  until: `${new Date(START + hours * 3_600_000).toISOString().slice(0, 19)}Z`,
});

const ATTEMPTS: readonly (readonly [string, RefusalReason, (world: World) => void])[] = [
  ["no request at all", "unrequested", () => undefined],
  [
    "a justification that nobody reads to its end",
    "malformed",
    (w) => {
      const justification = Array.from({ length: 500 }, (_, at) => `word${at}`).join(" ");
      change(w, { justification });
      decide(w, decisionOf(request(w, requestOf(w.scopes[0])), "approve", { subject: requestOf(w.scopes[0]) }));
    },
  ],
  ["a request without approval", "unapproved", (w) => void request(w)],
  [
    "the requester approves",
    "selfApproved",
    (w) => void decide(w, decisionOf(request(w), "approve", { person: "ada" }), { as: "ada" }),
  ],
  [
    "the requester approves with a second key of the same person",
    "selfApproved",
    (w) => {
      w.keys.push({ id: "ada-2", person: "ada", publicKey: publicTextOf("mallory") });
      decide(w, decisionOf(request(w), "approve", { person: "ada" }), { as: "mallory", by: "ada-2" });
    },
  ],
  [
    "the requester approves under another's name",
    "forged",
    (w) => void decide(w, decisionOf(request(w), "approve", { person: "bob" }), { as: "ada" }),
  ],
  [
    "a signature by another key than it names",
    "forged",
    (w) => void decide(w, decisionOf(request(w), "approve"), { as: "ada", by: "bob-1" }),
  ],
  [
    "a key that the project does not know",
    "forged",
    (w) => void decide(w, decisionOf(request(w), "approve", { person: "mallory" }), { as: "mallory" }),
  ],
  [
    "a key that only the ledger adds",
    "forged",
    (w) => {
      append(w, signed("key", keyChange("mallory", "add"), { as: "mallory" }));
      decide(w, decisionOf(request(w), "approve", { person: "mallory" }), { as: "mallory" });
    },
  ],
  [
    "a made-up removal that vouches for the key of an outsider",
    "forged",
    (w) => {
      const asked = request(w);
      decide(w, decisionOf(asked, "approve", { person: "mallory" }), { as: "mallory" });
      append(w, signed("key", keyChange("mallory", "remove"), { as: "mallory" }));
    },
  ],
  [
    "a request that nobody of the project signed",
    "forged",
    (w) => void decide(w, decisionOf(request(w, requestOf(), { as: "mallory" }), "approve")),
  ],
  ["a request in another's name", "forged", (w) => void decide(w, decisionOf(request(w, requestOf(), { as: "eve" }), "approve"))],
  [
    "an empty signature",
    "forged",
    (w) => void append(w, { ...signed("override.decision", decisionOf(request(w), "approve"), { as: "bob" }), signature: "" }),
  ],
  [
    "the signature of the request in the place of that of the approval",
    "forged",
    (w) => {
      const asked = request(w);
      const { signature } = signed("override.request", requestOf()) as { signature: string };
      append(w, { ...signed("override.decision", decisionOf(asked, "approve"), { as: "bob" }), signature });
    },
  ],
  [
    "the same signature in another encoding",
    "forged",
    (w) => {
      const body = signed("override.decision", decisionOf(request(w), "approve"), { as: "bob" }) as { signature: string };
      append(w, { ...body, signature: `${body.signature}\n` });
    },
  ],
  [
    "a denial signed as such, renamed to an approval",
    "forged",
    (w) => {
      const asked = request(w);
      const denial = signed("override.decision", decisionOf(asked, "deny"), { as: "bob" });
      append(w, { ...denial, statement: decisionOf(asked, "approve") });
    },
  ],
  ["a review in the place of an approval", "unapproved", (w) => void decide(w, decisionOf(request(w), "review"))],
  [
    "one approval where two are needed",
    "tooFew",
    (w) => {
      needing(w, 2, null);
      approved(w);
    },
  ],
  [
    "the same person twice where two are needed",
    "tooFew",
    (w) => {
      needing(w, 2, null);
      decide(w, decisionOf(approved(w), "approve"));
    },
  ],
  [
    "two keys of one person where two persons are needed",
    "tooFew",
    (w) => {
      needing(w, 2, null);
      w.keys.push({ id: "bob-2", person: "bob", publicKey: publicTextOf("mallory") });
      decide(w, decisionOf(approved(w), "approve"), { as: "mallory", by: "bob-2" });
    },
  ],
  [
    "an approver outside of the group",
    "notInGroup",
    (w) => {
      w.groups = [{ name: "security", members: ["eve"] }];
      needing(w, 1, "security");
      approved(w);
    },
  ],
  [
    "one of the group and one outside where two of it are needed",
    "tooFew",
    (w) => {
      w.groups = [{ name: "security", members: ["eve"] }];
      needing(w, 2, "security");
      decide(w, decisionOf(approved(w), "approve", { person: "eve" }), { as: "eve" });
    },
  ],
  [
    "a capability with one approval",
    "tooFew",
    (w) => {
      change(w, { target: "capability(process.spawn)" });
      const statement = requestOf(w.scopes[0]);
      decide(w, decisionOf(request(w, statement), "approve", { subject: statement }));
    },
  ],
  [
    "a module with one approval",
    "tooFew",
    (w) => {
      change(w, { scope: "module", symbol: "" });
      const statement = requestOf(w.scopes[0]);
      decide(w, decisionOf(request(w, statement), "approve", { subject: statement }));
    },
  ],
  [
    "an approval of another request, replayed",
    "replayed",
    (w) => {
      const other = requestOf({ ...SCOPE, module: "src/other.ts" });
      decide(w, decisionOf(request(w), "approve", { subject: other }));
    },
  ],
  [
    "an approval for fewer obligations, replayed for more",
    "replayed",
    (w) => {
      const fewer = requestOf({ ...SCOPE, obligations: [] });
      decide(w, decisionOf(request(w), "approve", { subject: fewer }));
    },
  ],
  [
    "an approval until an earlier day, replayed for a later one",
    "replayed",
    (w) => {
      decide(w, decisionOf(request(w), "approve", { subject: requestOf({ ...SCOPE, expires: "2026-12-24" }) }));
    },
  ],
  [
    "the approval's record pointing at a request that never was",
    "unapproved",
    (w) => {
      const asked = request(w);
      decide(w, decisionOf({ ...asked, hash: "b".repeat(64) }, "approve"));
    },
  ],
  [
    "other code",
    "codeChanged",
    (w) => {
      approved(w);
      change(w, { scopeHash: `s1:${"b".repeat(64)}` });
    },
  ],
  [
    "other code behind `depends=` that is gone",
    "malformed",
    (w) => {
      approved(w);
      change(w, { scopeHash: null, problems: ["`depends=table` names nothing"] });
    },
  ],
  [
    "the same code in another module",
    "moved",
    (w) => {
      approved(w);
      change(w, { module: "src/copy.ts" });
    },
  ],
  [
    "the same code in another function",
    "moved",
    (w) => {
      approved(w);
      change(w, { symbol: "other" });
    },
  ],
  [
    "a wider scope",
    "moved",
    (w) => {
      approved(w);
      change(w, { scope: "function" });
    },
  ],
  [
    "another thing freed",
    "moved",
    (w) => {
      approved(w);
      change(w, { target: "bounds" });
    },
  ],
  [
    "another justification",
    "requestChanged",
    (w) => {
      approved(w);
      change(w, { justification: "whoever calls it has checked the byte against the table before" });
    },
  ],
  [
    "another ticket",
    "requestChanged",
    (w) => {
      approved(w);
      change(w, { ticket: "SEC-1" });
    },
  ],
  [
    "a later end in the annotation",
    "requestChanged",
    (w) => {
      approved(w);
      change(w, { expires: "2027-05-01" });
    },
  ],
  [
    "fewer dependencies in the annotation",
    "requestChanged",
    (w) => {
      approved(w);
      change(w, { depends: [] });
    },
  ],
  [
    "after its last day",
    "expired",
    (w) => {
      approved(w);
      w.now = Date.parse("2027-03-02T00:00:00Z");
    },
  ],
  [
    "for longer than the policy allows",
    "tooLong",
    (w) => {
      change(w, { expires: "2030-01-01" });
      const statement = requestOf(w.scopes[0]);
      decide(w, decisionOf(request(w, statement), "approve", { subject: statement }));
    },
  ],
  [
    "no day at all",
    "malformed",
    (w) => {
      change(w, { expires: "never" });
      const statement = requestOf(w.scopes[0]);
      decide(w, decisionOf(request(w, statement), "approve", { subject: statement }));
    },
  ],
  ["after it was revoked", "revoked", (w) => void decide(w, decisionOf(approved(w), "revoke", { person: "eve" }), { as: "eve" })],
  ["after it was denied", "denied", (w) => void decide(w, decisionOf(approved(w), "deny", { person: "eve" }), { as: "eve" })],
  [
    "revoked, while an older request of the same text is approved",
    "revoked",
    (w) => {
      approved(w);
      decide(w, decisionOf(approved(w), "revoke", { person: "eve" }), { as: "eve" });
    },
  ],
  [
    "boilerplate",
    "malformed",
    (w) => {
      change(w, { justification: "this is safe and works fine, trust me, temporary, reviewed" });
      const statement = requestOf(w.scopes[0]);
      decide(w, decisionOf(request(w, statement), "approve", { subject: statement }));
    },
  ],
  [
    "a text copied from another override",
    "malformed",
    (w) => {
      request(w, requestOf({ ...SCOPE, module: "src/other.ts" }));
      approved(w);
    },
  ],
  [
    "too short a text",
    "malformed",
    (w) => {
      change(w, { justification: "masked above" });
      const statement = requestOf(w.scopes[0]);
      decide(w, decisionOf(request(w, statement), "approve", { subject: statement }));
    },
  ],
  [
    "an approver whose key was removed before",
    "key",
    (w) => {
      const asked = request(w);
      append(w, signed("key", keyChange("bob", "remove"), { as: "eve" }));
      decide(w, decisionOf(asked, "approve"));
    },
  ],
  [
    "the same with the key gone from the configuration",
    "key",
    (w) => {
      const asked = request(w);
      append(w, signed("key", keyChange("bob", "remove"), { as: "eve" }));
      w.keys = w.keys.filter(({ person }) => person !== "bob");
      decide(w, decisionOf(asked, "approve"));
    },
  ],
  [
    "an approval dated back by a branch from before the removal",
    "key",
    (w) => {
      const asked = request(w);
      const removal = append(w, signed("key", keyChange("bob", "remove"), { as: "eve" }));
      const late = append(w, signed("override.decision", decisionOf(asked, "approve"), { as: "bob" }), [asked]);
      append(w, { kind: "merge" }, [removal, late]);
    },
  ],
  [
    "a key that had come into other hands",
    "key",
    (w) => {
      approved(w);
      append(w, signed("key", keyChange("bob", "remove", true), { as: "eve" }));
    },
  ],
  [
    "an emergency that is over",
    "emergencyOver",
    (w) => void decide(w, decisionOf(request(w), "emergency", emergency(24)), { as: "ada" }),
  ],
  [
    "an emergency that gives itself a year",
    "emergencyOver",
    (w) => void decide(w, decisionOf(request(w), "emergency", emergency(24 * 365)), { as: "ada" }),
  ],
  [
    "one emergency after another",
    "emergencyOver",
    (w) => {
      decide(w, decisionOf(request(w), "emergency", emergency(1)), { as: "ada" });
      w.time += 4 * DAY;
      decide(w, decisionOf(request(w), "emergency", emergency(24 * 30)), { as: "ada" });
    },
  ],
  [
    "an emergency in another's name",
    "forged",
    (w) => {
      w.now = START + 3_600_000;
      decide(w, decisionOf(request(w), "emergency", { ...emergency(24), person: "bob" }), { as: "ada" });
    },
  ],
  [
    "the record of the revocation cut off, with a checkpoint",
    "ledger",
    (w) => {
      decide(w, decisionOf(approved(w), "revoke", { person: "eve" }), { as: "eve" });
      w.checkpoints = checkpoint(w);
      setText(w, lines(w).slice(0, -1));
    },
  ],
  [
    "the record of the revocation taken out of the middle",
    "ledger",
    (w) => {
      const asked = approved(w);
      decide(w, decisionOf(asked, "revoke", { person: "eve" }), { as: "eve" });
      append(w, { kind: "merge" });
      setText(
        w,
        lines(w).filter((_, at) => at !== 2),
      );
    },
  ],
  [
    "records in another order",
    "ledger",
    (w) => {
      approved(w);
      setText(w, lines(w).reverse());
    },
  ],
  [
    "an altered record",
    "ledger",
    (w) => {
      approved(w);
      setText(
        w,
        lines(w).map((line) => line.replace("2027-03-01", "2027-04-01")),
      );
    },
  ],
  [
    "an altered time",
    "ledger",
    (w) => {
      approved(w);
      setText(
        w,
        lines(w).map((line) => line.replace('"time":"2026', '"time":"2025')),
      );
    },
  ],
  [
    "a record of another form",
    "ledger",
    (w) => {
      approved(w);
      append(w, { kind: "override.approve-all" });
    },
  ],
  [
    "a member too many",
    "ledger",
    (w) => {
      const asked = request(w);
      append(w, { ...signed("override.decision", decisionOf(asked, "approve"), { as: "bob" }), extra: true });
    },
  ],
  [
    "a second history beside the first",
    "ledger",
    (w) => {
      approved(w);
      append(w, { kind: "merge" }, []);
    },
  ],
  [
    "markers of a conflict",
    "ledger",
    (w) => {
      approved(w);
      setText(w, ["<<<<<<< HEAD", ...lines(w)]);
    },
  ],
  [
    "a ledger rewritten behind a checkpoint",
    "ledger",
    (w) => {
      approved(w);
      w.checkpoints = checkpoint(w);
      w.entries = [];
      w.time += 1;
      approved(w);
    },
  ],
  [
    "a checkpoint with a signature that is none",
    "ledger",
    (w) => {
      approved(w);
      w.checkpoints = checkpoint(w, "mallory").replace("mallory-1", "bob-1");
    },
  ],
  [
    "a checkpoint that says nothing",
    "ledger",
    (w) => {
      approved(w);
      w.checkpoints = '"surety.dev/ledger"\n';
    },
  ],
  [
    "a clock that was set back",
    "clock",
    (w) => {
      approved(w);
      w.now = START - DAY;
    },
  ],
  [
    "an approval in a torn last line",
    "unapproved",
    (w) => {
      approved(w);
      w.text = lines(w).join("\n");
    },
  ],
];

describe("overrides that are refused", () => {
  it("are at least forty kinds of attempts", () => {
    expect(ATTEMPTS.length).toBeGreaterThanOrEqual(40);
  });

  it.each(ATTEMPTS)("%s: %s", (_, reason, attempt) => {
    const world = newWorld();
    attempt(world);
    const { inForce, refused } = judge(world);
    expect(inForce).toEqual([]);
    expect(refused.map((one) => one.reason)).toEqual([reason]);
    expect(refused[0]?.message).not.toBe("");
  });

  it("frees nothing that came into the scope later", () => {
    const world = newWorld();
    approved(world);
    change(world, { obligations: [...SCOPE.obligations, { id: "2222222222222222", kind: "bounds.read" }] });
    expect(judge(world).inForce.map(({ freed }) => freed)).toEqual([SCOPE.obligations]);
  });
});

describe("overrides in force", () => {
  it.each<[string, (world: World) => void]>([
    ["with the approval that it needs", (w) => void approved(w)],
    [
      "on its last day",
      (w) => {
        approved(w);
        w.now = Date.parse("2027-03-01T23:59:59Z");
      },
    ],
    [
      "with two of a group",
      (w) => {
        needing(w, 2, "security");
        decide(w, decisionOf(approved(w), "approve", { person: "eve" }), { as: "eve" });
      },
    ],
    [
      "after its approver's key was replaced",
      (w) => {
        approved(w);
        append(w, signed("key", keyChange("bob", "remove"), { as: "eve" }));
        w.keys = w.keys.filter(({ person }) => person !== "bob");
      },
    ],
    [
      "after the key that vouched for that was removed as well",
      (w) => {
        approved(w);
        append(w, signed("key", keyChange("bob", "remove"), { as: "eve" }));
        append(w, signed("key", keyChange("eve", "remove"), { as: "ada" }));
        w.keys = w.keys.filter(({ person }) => person === "ada");
      },
    ],
    [
      "whatever an outsider says",
      (w) => {
        const asked = approved(w);
        decide(w, decisionOf(asked, "revoke", { person: "mallory" }), { as: "mallory" });
      },
    ],
    [
      "when two branches were merged, and a checkpoint is of one of them",
      (w) => {
        const asked = request(w);
        const left = append(w, { kind: "merge" }, [asked]);
        const right = append(w, signed("override.decision", decisionOf(asked, "approve"), { as: "bob" }), [asked]);
        w.checkpoints = checkpoint(w);
        append(w, { kind: "merge" }, [left, right]);
      },
    ],
    [
      "in an emergency, while it lasts",
      (w) => {
        decide(w, decisionOf(request(w), "emergency", emergency(24)), { as: "ada" });
        w.now = START + 3_600_000;
      },
    ],
  ])("%s", (_, make) => {
    const world = newWorld();
    make(world);
    const { inForce, refused } = judge(world);
    expect(refused).toEqual([]);
    expect(inForce).toHaveLength(1);
    expect(inForce[0]?.freed).toEqual(SCOPE.obligations);
  });
});
