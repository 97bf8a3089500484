/** SSH signatures, made by the real `ssh-keygen` (Debian's openssh-client). Where it is missing, every test here is skipped, and the names say so. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPublicKey } from "../../audit/keys.js";
import { SSH_NAMESPACE, signWithSsh } from "../../audit/ssh-signature.js";
import { signedText } from "../../policy/overrides/signature.js";
import {
  append,
  decisionOf,
  judge,
  keyChange,
  newWorld,
  request,
  signed,
  SIGNATURES,
  type World,
} from "../policy/overrides/world.js";

const HAS_SSH = spawnSync("ssh-keygen", ["-?"]).error === undefined;
const folder = mkdtempSync(path.join(tmpdir(), "surety-ssh-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keyFile = (name: string): string => path.join(folder, name);
const publicHalf = (name: string): string => readFileSync(`${keyFile(name)}.pub`, "utf8").trim();

function keygen(args: readonly string[], input = ""): string {
  const ran = spawnSync("ssh-keygen", args, { input, encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`ssh-keygen ${args.join(" ")}: ${ran.stderr}`);
  return ran.stdout;
}

const signedFor = (name: string, namespace: string, message: string, more: readonly string[] = []): string =>
  keygen(["-Y", "sign", "-n", namespace, "-f", keyFile(name), ...more], message);

const MESSAGE = "surety-statement-1\n{}";

describe.skipIf(!HAS_SSH)(`signatures of ssh-keygen (${HAS_SSH ? "it is here" : "SKIPPED: there is no ssh-keygen"})`, () => {
  beforeAll(() => {
    for (const name of ["bob", "other"]) keygen(["-q", "-t", "ed25519", "-N", "", "-C", `${name}@example`, "-f", keyFile(name)]);
    keygen(["-q", "-t", "ecdsa", "-N", "", "-f", keyFile("ecdsa")]);
  });

  const isValid = (signature: string, message = MESSAGE, publicKey = publicHalf("bob")): boolean =>
    SIGNATURES.verify({ publicKey, message, signature });

  it("are valid, with either hash, and OpenSSH thinks so too", () => {
    const signature = signWithSsh(keyFile("bob"), MESSAGE);
    expect(isValid(signature)).toBe(true);
    expect(isValid(signedFor("bob", SSH_NAMESPACE, MESSAGE, ["-O", "hashalg=sha256"]))).toBe(true);
    const signers = keyFile("signers");
    writeFileSync(signers, `bob ${publicHalf("bob")}\n`);
    writeFileSync(keyFile("sig"), signature);
    const said = keygen(["-Y", "verify", "-f", signers, "-I", "bob", "-n", SSH_NAMESPACE, "-s", keyFile("sig")], MESSAGE);
    expect(said).toContain("Good");
  });

  it.each<[string, () => boolean]>([
    ["for another namespace", () => isValid(signedFor("bob", "git", MESSAGE))],
    ["for a namespace that begins alike", () => isValid(signedFor("bob", `${SSH_NAMESPACE}x`, MESSAGE))],
    ["by another key", () => isValid(signedFor("other", SSH_NAMESPACE, MESSAGE))],
    ["asked of another key", () => isValid(signWithSsh(keyFile("bob"), MESSAGE), MESSAGE, publicHalf("other"))],
    ["of another text", () => isValid(signWithSsh(keyFile("bob"), MESSAGE), `${MESSAGE} `)],
    ["of no text", () => isValid(signWithSsh(keyFile("bob"), MESSAGE), "")],
    ["of another kind of key", () => isValid(signedFor("ecdsa", SSH_NAMESPACE, MESSAGE))],
    ["without its armour", () => isValid(signWithSsh(keyFile("bob"), MESSAGE).split("\n").slice(1, -2).join(""))],
    [
      "cut short",
      () => {
        const lines = signWithSsh(keyFile("bob"), MESSAGE).split("\n");
        return isValid([...lines.slice(0, 3), ...lines.slice(4)].join("\n"));
      },
    ],
    [
      "with any one byte changed",
      () => {
        const armored = signWithSsh(keyFile("bob"), MESSAGE);
        const [head = "", ...lines] = armored.trimEnd().split("\n");
        const bytes = Buffer.from(lines.slice(0, -1).join(""), "base64");
        return [...bytes.keys()].some((at) => {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ 1;
          return isValid(`${head}\n${changed.toString("base64")}\n${lines.at(-1) ?? ""}\n`);
        });
      },
    ],
  ])("are not valid %s", (_, check) => {
    expect(check()).toBe(false);
  });

  it("of keys that are no Ed25519 are none", () => {
    expect(readPublicKey(publicHalf("ecdsa"))).toBeNull();
  });

  it("cannot be made with a key that others may read, and OpenSSH's words are passed on", () => {
    const open = keyFile("open");
    writeFileSync(open, readFileSync(keyFile("bob")));
    chmodSync(open, 0o644);
    expect(() => signWithSsh(open, MESSAGE)).toThrow(/ssh-keygen -Y sign.*fails:/su);
    expect(() => signWithSsh(keyFile("none"), MESSAGE)).toThrow(/fails:/u);
  });

  it("that ssh-keygen refuses before it has read the message are refused with its words all the same", () => {
    const LONGER_THAN_A_PIPE_HOLDS = 4 * 1024 * 1024;
    expect(() => signWithSsh(keyFile("none"), "x".repeat(LONGER_THAN_A_PIPE_HOLDS))).toThrow(/fails:.*none/su);
  });

  describe("on an approval", () => {
    const sshSigned = (statement: object, name = "bob") => ({
      kind: "override.decision",
      statement,
      by: "bob-1",
      signature: signWithSsh(keyFile(name), signedText(statement)),
    });
    const worldOf = (name: string): { readonly world: World; readonly asked: ReturnType<typeof request> } => {
      const world = newWorld();
      world.keys = world.keys.map((key) => (key.person === "bob" ? { ...key, publicKey: publicHalf(name) } : key));
      return { world, asked: request(world) };
    };
    const reasonOf = (world: World): string => judge(world).refused[0]?.reason ?? "in force";

    it("put it in force; by another key, or of a removed key, they do not", () => {
      const { world, asked } = worldOf("bob");
      const approval = append(world, sshSigned(decisionOf(asked, "approve")));
      expect(reasonOf(world)).toBe("in force");
      world.keys = world.keys.map((key) => (key.person === "bob" ? { ...key, publicKey: publicHalf("other") } : key));
      expect(reasonOf(world)).toBe("forged");
      world.keys = world.keys.filter(({ person }) => person !== "bob");
      expect(reasonOf(world)).toBe("forged");
      // A removal vouches for what the key signed before it.
      const removal = { ...keyChange("bob", "remove"), publicKey: publicHalf("bob") };
      append(world, signed("key", removal));
      expect(reasonOf(world)).toBe("in force");
      // Not for what it signs after it.
      const late = worldOf("bob");
      append(late.world, signed("key", removal));
      append(late.world, sshSigned(decisionOf(late.asked, "approve")));
      expect(reasonOf(late.world)).toBe("key");
      expect(approval.n).toBe(2);
    });
  });
});
