import { fork } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { configurationFolder, findSecret, SECRET_VARIABLE } from "../../cache/secret.js";
import { environmentIn, freshFolder } from "./cache-folder.js";

const FINDER = fileURLToPath(new URL("./fixtures/find-secret.mjs", import.meta.url));

it("is made once, for the user's eyes only, and found again", () => {
  const environment = environmentIn(freshFolder());
  const first = findSecret(environment);
  const folder = configurationFolder(environment);
  expect(readdirSync(folder)).toEqual(["cache-secret"]);
  const file = path.join(folder, "cache-secret");
  expect([first, findSecret(environment)]).toEqual([
    { kind: "kept", secret: readFileSync(file) },
    { kind: "kept", secret: readFileSync(file) },
  ]);
  expect([first.secret.length, statSync(file).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([32, 0o600, 0o700]);
});

it("is taken from the environment before all else, unless that is empty", () => {
  const environment = environmentIn(freshFolder());
  expect(findSecret({ ...environment, [SECRET_VARIABLE]: "äb" })).toEqual({ kind: "kept", secret: Buffer.from("äb") });
  expect(findSecret({ ...environment, [SECRET_VARIABLE]: "" })).toEqual(findSecret(environment));
});

it("processes that come at once agree on one", async () => {
  const folder = freshFolder();
  const env = { ...process.env, [SECRET_VARIABLE]: undefined, ...environmentIn(folder) };
  const children = Array.from({ length: 8 }, () => fork(FINDER, { env, execArgv: [] }));
  const nextOf = (child: (typeof children)[number]): Promise<unknown> => new Promise((resolve) => child.once("message", resolve));
  await Promise.all(children.map(nextOf));
  const answers = Promise.all(children.map(nextOf));
  for (const child of children) child.send("start");
  const secret = (await answers).map((answer) => (answer as { readonly secret: string }).secret)[0];
  expect(await answers).toEqual(children.map(() => ({ kind: "kept", secret })));
  expect(readdirSync(configurationFolder(env))).toEqual(["cache-secret"]);
  expect(readFileSync(path.join(configurationFolder(env), "cache-secret")).toString("hex")).toBe(secret);
});

it("a folder that cannot be made, and a file that is none or of another length: good for this process only", () => {
  const folder = freshFolder();
  writeFileSync(path.join(folder, "config"), "");
  expect(findSecret(environmentIn(folder))).toEqual({
    kind: "fleeting",
    secret: expect.any(Buffer),
    reason: expect.stringContaining("ENOTDIR"),
  });
  const short = environmentIn(freshFolder());
  mkdirSync(configurationFolder(short), { recursive: true });
  writeFileSync(path.join(configurationFolder(short), "cache-secret"), "short");
  expect(findSecret(short)).toMatchObject({ kind: "fleeting", reason: expect.stringContaining("does not hold 32 bytes") });
  expect(readdirSync(configurationFolder(short))).toEqual(["cache-secret"]);
  const taken = environmentIn(freshFolder());
  mkdirSync(path.join(configurationFolder(taken), "cache-secret"), { recursive: true });
  expect(findSecret(taken)).toMatchObject({ kind: "fleeting", reason: expect.stringContaining("EISDIR") });
});

it.skipIf(process.getuid?.() === 0)("an unreadable folder (skipped for root, whom no permission stops)", () => {
  const environment = environmentIn(freshFolder());
  findSecret(environment);
  chmodSync(configurationFolder(environment), 0);
  expect(findSecret(environment)).toMatchObject({ kind: "fleeting", reason: expect.stringContaining("EACCES") });
  chmodSync(configurationFolder(environment), 0o700);
});

it("two fleeting ones differ", () => {
  const folder = freshFolder();
  writeFileSync(path.join(folder, "config"), "");
  const environment = environmentIn(folder);
  expect(findSecret(environment).secret).not.toEqual(findSecret(environment).secret);
});
