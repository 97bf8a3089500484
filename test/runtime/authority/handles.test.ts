/** What stands behind Node's objects asks nobody, so none of it may be had by way of an object; and Node itself goes on as before. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net, { type AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { CapabilityViolation } from "../../../runtime/src/capability-violation.js";
import { makeWorld, type Value } from "./world.js";

const world = makeWorld([
  ["fs.read", "./data/**"],
  ["fs.watch", "./data/**"],
  ["process.spawn", "echo"],
  ["net.connect", "localhost:*"],
  ["worker.spawn", null],
]);
const { root, allowed, module } = world;
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const quiet = (emitter: Value): Value => emitter.on("error", () => undefined);
const echo = (...args: unknown[]): Value => quiet(module("child_process")["spawn"]("echo", ...args));
const handleOf = (object: Value): Value => Object.getOwnPropertySymbols(object).map((key) => object[key]);
const changing = (key: string, first: unknown, then: unknown): object => {
  const asked = { times: 0 };
  return Object.defineProperty({}, key, { get: () => (asked.times++ === 0 ? first : then), enumerable: true });
};
const shell = { file: "/bin/sh", args: ["sh", "-c", "exit"], envPairs: [], stdio: [] };

const ATTACKS: readonly (readonly [name: string, attack: () => unknown])[] = [
  ["a program, by the class of a process", () => new (echo()._handle.constructor)().spawn(shell)],
  ["a program, by a process that has been started", () => echo()._handle.spawn(shell)],
  ["a program, by one that could not be", () => echo([], { cwd: path.join(root, "gone") })._handle.spawn(shell)],
  ["a pipe of any descriptor, by the class of one", () => new (echo().stdin._handle.constructor)(0).open(0)],
  [
    "a server, by the class of a socket's handle",
    () => new (quiet(module("net")["connect"](1, "localhost"))._handle.constructor)(1),
  ],
  [
    "a server, by a socket that is not connected yet",
    () => {
      const { _handle } = quiet(module("net")["connect"](1, "localhost"));
      return [_handle.bind("0.0.0.0", 0), _handle.listen(1)];
    },
  ],
  [
    "a file, by the class of a file's handle",
    async () => {
      const handle = await module("fs/promises")["open"](allowed);
      try {
        return new handle.constructor({ fd: 0 });
      } finally {
        await handle.close();
      }
    },
  ],
  [
    "a file, by the class of what is behind that",
    async () => {
      const handle = await module("fs/promises")["open"](allowed);
      try {
        return new (handleOf(handle).find((one: Value) => one?.constructor?.name === "FileHandle").constructor)(0);
      } finally {
        await handle.close();
      }
    },
  ],
  [
    "a folder, by the class of one",
    () => {
      const folder = module("fs")["opendirSync"](path.join(root, "data"));
      folder.closeSync();
      return new folder.constructor({ read: () => ["etc", 2] }, "/", { recursive: true });
    },
  ],
  [
    "names below a link, by a folder read to the end",
    () => module("fs")["readdirSync"](path.join(root, "data"), { recursive: true }),
  ],
  [
    "names below a link, by options that change",
    () => module("fs")["readdirSync"](path.join(root, "data"), changing("recursive", true, false)),
  ],
  [
    "any path, by the class of a watcher",
    () => {
      const watcher = module("fs")["watch"](path.join(root, "data"));
      try {
        return new watcher._handle.constructor();
      } finally {
        watcher.close();
      }
    },
  ],
  [
    "a thread, by the class of what is behind one",
    async () => {
      const thread = new (module("worker_threads")["Worker"])(path.join(root, "data/a.cjs"));
      try {
        return new (handleOf(thread).find((one: Value) => one !== null && "startThread" in Object(one)).constructor)();
      } finally {
        await thread.terminate();
      }
    },
  ],
  [
    "another program of the same file, by the name it is called by",
    () => module("child_process")["spawnSync"]("echo", [], { argv0: "sh" }),
  ],
  [
    "a function of a shell, by its variable",
    () => module("child_process")["execSync"]("echo", { env: { "BASH_FUNC_echo%%": "() { id; }" } }),
  ],
  [
    "a library of the C library's, by its variable",
    () => module("child_process")["execSync"]("echo", { env: { GCONV_PATH: root } }),
  ],
];

it.each(ATTACKS)("%s", async (_name, attack) => {
  fs.writeFileSync(path.join(root, "data/a.cjs"), "");
  const came = await Promise.resolve()
    .then(attack)
    .catch((problem: unknown) => problem);
  expect(came).toBeInstanceOf(CapabilityViolation);
});

it("Node starts programs, connects and listens as before", async () => {
  const server = net.createServer((socket) => socket.end("hi")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const [data] = (await once(net.connect((server.address() as AddressInfo).port, "127.0.0.1"), "data")) as [Buffer];
  expect(String(data)).toBe("hi");
  server.close();
  const local = net.createServer().listen(path.join(root, "s.sock"));
  await once(local, "listening");
  local.close();
  expect(await once(spawn("true"), "exit")).toEqual([0, null]);
  expect(await once(spawn("true"), "exit")).toEqual([0, null]);
  fs.unlinkSync(path.join(root, "data/up"));
  expect(module("fs")["readdirSync"](path.join(root, "data"), { recursive: true }).sort()).toEqual([
    "a.cjs",
    "a.txt",
    "link",
    "sub",
  ]);
});
