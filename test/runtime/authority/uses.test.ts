/** What a grant covers works as it does without guards. */
import { once } from "node:events";
import fs from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { events } from "../../../runtime/src/monitor.js";
import { makeWorld } from "./world.js";

const world = makeWorld();
const { root, allowed, module, global } = world;
const require = createRequire(import.meta.url);
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

it("files", async () => {
  const view = module("fs");
  expect(view["readFileSync"](allowed, "utf8")).toBe("allowed");
  expect(await view["promises"].readFile(allowed, "utf8")).toBe("allowed");
  expect(await promisify(view["readFile"])(allowed, { encoding: "utf8" })).toBe("allowed");
  view["writeFileSync"](`${root}/out/w`, "one");
  view["appendFileSync"](`${root}/out/w`, " two");
  await view["promises"].appendFile(`${root}/out/w`, " three");
  await promisify(view["appendFile"])(`${root}/out/w`, " four");
  expect(fs.readFileSync(`${root}/out/w`, "utf8")).toBe("one two three four");
  view["writeFileSync"](`${root}/out/w`, "x");
  expect(fs.readFileSync(`${root}/out/w`, "utf8")).toBe("x");
  const stream = view["createWriteStream"](`${root}/out/s`);
  stream.end("streamed");
  await once(stream, "close");
  const fd = view["openSync"](`${root}/out/s`, "a") as number;
  fs.fchmodSync(fd, 0o600);
  view["writeSync"](fd, "!");
  view["closeSync"](fd);
  expect(fs.readFileSync(`${root}/out/s`, "utf8")).toBe("streamed!");
  view["mkdirSync"](`${root}/out/a/b`, { recursive: true });
});

it("members, keys and identity are those of the original", () => {
  const view = module("fs");
  expect(Object.keys(view)).toEqual(Object.keys(fs));
  expect(view["promises"]).toBe(module("fs/promises"));
  expect(view["readFile"]).toBe(view["readFile"]);
  expect(view["constants"]).toBe(fs.constants);
  expect(view["readFileSync"].length).toBe(fs.readFileSync.length);
  expect(view["readFileSync"].name).toBe("readFileSync");
  expect(new view["ReadStream"](allowed)).toBeInstanceOf(fs.ReadStream);
  expect(view["createReadStream"](allowed)).toBeInstanceOf(view["ReadStream"]);
  const host = global("globalThis");
  expect([host.globalThis, host.Array, host.process]).toEqual([host, Array, global("process")]);
  expect(global("process").uptime()).toBeGreaterThan(0);
});

it("programs, and servers that are asked", async () => {
  expect(module("child_process")["execFileSync"]("echo", ["hi"], { encoding: "utf8" })).toBe("hi\n");
  expect((await promisify(module("child_process")["execFile"])("echo", ["hi"])).stdout).toBe("hi\n");
  const server = module("http")["createServer"]((request: { url: string }, response: { end(text: string): void }) =>
    response.end(request.url),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  expect(await (await global("fetch")(`http://127.0.0.1:${String(port)}/x`)).text()).toBe("/x");
  const [response] = await once(module("http")["get"]({ host: "127.0.0.1", port, path: "/y" }), "response");
  expect(response.statusCode).toBe(200);
  response.resume();
  server.closeAllConnections();
  server.close();
});

it("plain commands of a shell", async () => {
  const { execSync, exec } = module("child_process");
  expect(execSync("echo hi", { encoding: "utf8" })).toBe("hi\n");
  expect((await promisify(exec)("echo --name=a,b")).stdout).toBe("--name=a,b\n");
});

it("how the process ends, and what it listens to, one event at a time", () => {
  const own = makeWorld([
    ["process.exit", null],
    ["global.write", "process:SIGUSR2"],
  ]);
  try {
    const view = own.global("process");
    const listener = (): undefined => undefined;
    view.on("SIGUSR2", listener).off("SIGUSR2", listener);
    view.exitCode = undefined;
    expect(() => view.on("uncaughtException", listener)).toThrow(/global\.write/);
    expect(() => view.on({ toString: () => "SIGUSR2x" }, listener)).toThrow(/global\.write/);
    expect(() => {
      view.title = "x";
    }).toThrow(/global\.write/);
    expect(() => {
      global("process").exitCode = 1;
    }).toThrow(/process\.exit/);
  } finally {
    fs.rmSync(own.root, { recursive: true, force: true });
  }
});

it("every built-in module has a view of all its members", () => {
  for (const name of builtinModules) {
    if (name.startsWith("_") || name === "sys" || name === "punycode") continue;
    expect(Object.keys(module(name))).toEqual(Object.keys(require(name) as object));
  }
});

it("mode report lets it happen, and tells", () => {
  const lenient = makeWorld([], "report");
  expect(lenient.module("fs")["readFileSync"](lenient.secret, "utf8")).toBe("SECRET");
  expect(events().events.at(-1)).toMatchObject({
    kind: "capability",
    action: "fs.read",
    resource: "./secret.txt",
    module: "src/m.ts",
  });
  fs.rmSync(lenient.root, { recursive: true, force: true });
});

it("violations say what would help, and keep the home folder to themselves", () => {
  const home = fs.realpathSync(process.env["HOME"] ?? "/root");
  expect(() => module("fs")["readFileSync"](`${root}/secret.txt`)).toThrow(
    /`src\/m\.ts` has no capability for `fs\.read` of `\.\/secret\.txt`: grant it `fs\.read\("\.\/secret\.txt"\)`/,
  );
  expect(() => module("fs")["readFileSync"](`${home}/.ssh/id`)).toThrow("`~/.ssh/id`");
});
