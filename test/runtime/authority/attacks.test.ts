/** Ways around a grant that only run time can stop: each must end in a violation, and the secret stays where it is. */
import { EventEmitter } from "node:events";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CapabilityViolation } from "../../../runtime/src/capability-violation.js";
import { events } from "../../../runtime/src/monitor.js";
import { makeWorld, type Value, type World } from "./world.js";

const world = makeWorld();
const { root, secret, allowed } = world;
const state: { redirecting: Server | null; port: number } = { redirecting: null, port: 0 };

beforeAll(async () => {
  state.redirecting = createServer((request, response) => {
    response.writeHead(request.url === "/away" ? 302 : 200, { location: `http://localhost:${String(state.port)}/stolen` });
    response.end(request.url);
  }).listen(0, "127.0.0.1");
  await once(state.redirecting, "listening");
  state.port = (state.redirecting.address() as AddressInfo).port;
});

afterAll(() => {
  state.redirecting?.closeAllConnections();
  state.redirecting?.close();
  fs.rmSync(root, { recursive: true, force: true });
});

const toString = (text: () => string): unknown => ({ toString: text });
/** Answers one thing first, and another ever after. */
const turning = <T>(first: T, then: T): (() => T) => {
  const count = { asked: 0 };
  return () => (count.asked++ === 0 ? first : then);
};
const lying = (key: string, first: unknown, then: unknown, rest: object = {}): object =>
  Object.defineProperty({ ...rest }, key, { get: turning(first, then), enumerable: true });

type Attack = readonly [name: string, action: string, attack: (world: World) => unknown];

const FILES: readonly Attack[] = [
  ["plainly", "fs.read", ({ module }) => module("fs").readFileSync(secret)],
  ["by ..", "fs.read", ({ module }) => module("fs").readFileSync(`${root}/data/../secret.txt`)],
  ["by .. below a link", "fs.read", ({ module }) => module("fs").readFileSync(`${root}/data/up/secret.txt`)],
  ["by a link", "fs.read", ({ module }) => module("fs").readFileSync(`${root}/data/link`, "utf8")],
  ["by a link, later", "fs.read", ({ module }) => promisify(module("fs").readFile)(`${root}/data/link`)],
  ["by a link, promised", "fs.read", ({ module }) => module("fs/promises").readFile(`${root}/data/link`)],
  ["by a link, promised by fs.promises", "fs.read", ({ module }) => module("fs").promises.readFile(`${root}/data/link`)],
  ["by bytes", "fs.read", ({ module }) => module("fs").readFileSync(Buffer.from(secret))],
  [
    "by bytes without their prototype",
    "fs.read",
    ({ module }) => module("fs").readFileSync(Object.setPrototypeOf(new TextEncoder().encode(secret), null)),
  ],
  ["by a URL", "fs.read", ({ module }) => module("fs").readFileSync(new URL(`file://${secret}`))],
  [
    "by a URL with escapes",
    "fs.read",
    ({ module }) => module("fs").readFileSync(new URL(`file://${root}/data/%2e%2e/secret.txt`)),
  ],
  [
    "by an object that looks like a URL",
    "fs.read",
    ({ module }) => module("fs").readFileSync(lying("href", `file://${secret}`, `file://${secret}`, { protocol: "file:" })),
  ],
  [
    "by a URL that changes",
    "fs.read",
    ({ module }) =>
      module("fs").readFileSync(
        Object.assign(lying("pathname", allowed, secret, { protocol: "file:", href: `file://${secret}`, hostname: "" })),
      ),
  ],
  ["by the directory", "fs.read", ({ module }) => module("fs").readdirSync(root)],
  ["by what is known of it", "fs.read", ({ module }) => module("fs").existsSync(secret)],
  ["by promisified exists", "fs.read", ({ module }) => promisify(module("fs").exists)(secret)],
  ["by realpath.native", "fs.read", ({ module }) => module("fs").realpathSync.native(secret)],
  ["by a stream", "fs.read", ({ module }) => readAll(module("fs").createReadStream(`${root}/data/link`))],
  ["by the class of streams", "fs.read", ({ module }) => new (module("fs").ReadStream)(secret)],
  [
    "by a subclass of streams",
    "fs.read",
    ({ module }) => {
      class Mine extends module("fs").ReadStream {}
      return Reflect.construct(Mine, [secret]);
    },
  ],
  ["by Reflect.construct", "fs.read", ({ module }) => Reflect.construct(module("fs").ReadStream, [secret])],
  [
    "by the constructor of a stream",
    "code.dynamic",
    ({ module }) => {
      const stream = module("fs").createReadStream(allowed);
      stream.destroy();
      return new stream.constructor(secret);
    },
  ],
  ["by call", "fs.read", ({ module }) => module("fs").readFileSync.call(null, secret)],
  ["by apply", "fs.read", ({ module }) => Reflect.apply(module("fs").readFileSync, null, [secret])],
  ["by bind", "fs.read", ({ module }) => module("fs").readFileSync.bind(null, secret)()],
  [
    "by a descriptor of the property",
    "fs.read",
    ({ module }) => Object.getOwnPropertyDescriptor(module("fs"), "readFileSync")!.get!()(secret),
  ],
  ["by copying the module", "fs.read", ({ module }) => ({ ...module("fs") }).readFileSync(secret)],
  ["by a proxy of the module", "fs.read", ({ module }) => new Proxy(module("fs"), {}).readFileSync(secret)],
  ["by an object below it", "fs.read", ({ module }) => Object.create(module("fs")).readFileSync(secret)],
  ["by default", "fs.read", async ({ load }) => (await load("node:fs")).default.readFileSync(secret)],
  [
    "by an import whose name changes",
    "fs.read",
    async ({ load }) =>
      (await load(toString(turning("path", "fs")))).readFileSync?.(secret) ?? (await load("fs")).readFileSync(secret),
  ],
  ["by a copied file", "fs.read", ({ module }) => module("fs").copyFileSync(secret, `${root}/out/copy`)],
  ["by a hard link", "fs.read", ({ module }) => module("fs").linkSync(secret, `${root}/out/hard`)],
  ["by a new link", "fs.read", ({ module }) => module("fs").symlinkSync("../secret.txt", `${root}/out/soft`)],
  ["by moving it", "fs.read", ({ module }) => module("fs").renameSync(secret, `${root}/out/moved`)],
  ["by copying a folder with it", "fs.read", ({ module }) => module("fs").cpSync(root, `${root}/out/all`, { recursive: true })],
  [
    "by a guessed descriptor",
    "fs.read",
    ({ module }) => {
      const fd = fs.openSync(secret, "r");
      try {
        return module("fs").readSync(fd, Buffer.alloc(9));
      } finally {
        fs.closeSync(fd);
      }
    },
  ],
  ["by a watcher", "fs.watch", ({ module }) => module("fs").watch(secret)],
  ["by writing where only reading is allowed", "fs.write", ({ module }) => module("fs").writeFileSync(allowed, "x")],
  ["by a flag", "fs.write", ({ module }) => module("fs").readFileSync(allowed, { flag: "w+" })],
  ["by a flag that changes", "fs.write", ({ module }) => module("fs").readFileSync(allowed, lying("flag", "w+", "r"))],
  ["by the number of a flag", "fs.write", ({ module }) => module("fs").openSync(allowed, fs.constants.O_RDWR)],
  ["by cutting it", "fs.write", ({ module }) => module("fs").truncateSync(allowed)],
  [
    "by a link that leads nowhere yet",
    "fs.write",
    ({ module }) => {
      fs.symlinkSync("../planted", path.join(root, "out/dangling"));
      module("fs").writeFileSync(`${root}/out/dangling`, "x");
    },
  ],
  ["by deleting a tree", "fs.delete", ({ module }) => module("fs").rmSync(`${root}/out`, { recursive: true })],
  [
    "by a link swapped after it was looked at",
    "fs.read",
    async ({ module }) => {
      const file = path.join(root, "data/sub/swapped");
      fs.writeFileSync(file, "harmless");
      const reading = promisify(module("fs").readFile)(file, "utf8");
      // The open is on its way to another thread: whichever comes first, the secret is not what is read.
      fs.unlinkSync(file);
      fs.symlinkSync(secret, file);
      const text = await reading.catch((problem: unknown) => {
        if ((problem as { code?: string }).code === "ENOENT") return module("fs").readFileSync(file);
        throw problem;
      });
      return text === "harmless" ? module("fs").readFileSync(file) : text;
    },
  ],
];

const readAll = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  let text = "";
  for await (const chunk of stream) text += chunk.toString();
  return text;
};

const get = (module: (name: string) => Record<string, Value>, ...args: unknown[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    module("http")
      .get(...args)
      .on("response", (response: NodeJS.ReadableStream) => {
        response.resume();
        resolve("answered");
      })
      .on("error", reject);
  });

const NETWORK: readonly Attack[] = [
  ["plainly", "net.connect", ({ module }) => get(module, `http://localhost:${String(state.port)}/`)],
  ["by a URL", "net.connect", ({ module }) => get(module, new URL(`http://localhost:${String(state.port)}/`))],
  [
    "by options over a URL",
    "net.connect",
    ({ module }) => get(module, `http://127.0.0.1:${String(state.port)}/`, { host: "localhost", hostname: "localhost" }),
  ],
  [
    "by a host that changes",
    "net.connect",
    ({ module }) => get(module, lying("hostname", "localhost", "127.0.0.1", { port: state.port })),
  ],
  [
    "by a socket's path",
    "net.connect",
    ({ module }) => get(module, { host: "127.0.0.1", port: state.port, socketPath: "/tmp/x" }),
  ],
  [
    "by a look-up of one's own",
    "net.connect",
    ({ module }) => get(module, { host: "127.0.0.1", port: state.port, lookup: () => undefined }),
  ],
  [
    "by an agent with a host",
    "net.connect",
    ({ module }) =>
      get(module, {
        host: "127.0.0.1",
        port: state.port,
        agent: new (module("http").Agent)({ host: "localhost", port: state.port }),
      }),
  ],
  [
    "by an agent's options, later",
    "net.connect",
    ({ module }) => {
      const agent = new (module("http").Agent)();
      agent.options.host = "localhost";
      return get(module, { host: "127.0.0.1", port: state.port, agent });
    },
  ],
  [
    "by an agent's own connection",
    "net.connect",
    ({ module }) => new (module("http").Agent)().createConnection({ host: "localhost", port: state.port }),
  ],
  [
    "by the agent of a request",
    "net.connect",
    async ({ module }) => {
      const request = module("http").get(`http://127.0.0.1:${String(state.port)}/`);
      request.on("error", () => undefined);
      await once(request as EventEmitter, "response");
      return request.agent.createConnection({ host: "localhost", port: state.port });
    },
  ],
  [
    "by the global agent",
    "net.connect",
    ({ module }) => module("http").globalAgent.createConnection({ host: "localhost", port: state.port }),
  ],
  [
    "by a socket again",
    "net.connect",
    async ({ module }) => {
      const socket = module("net").connect(state.port, "127.0.0.1");
      await once(socket as EventEmitter, "connect");
      socket.destroy();
      return socket.connect(state.port, "localhost");
    },
  ],
  [
    "by the constructor of a socket",
    "code.dynamic",
    ({ module }) => {
      const socket = module("net").connect(state.port, "127.0.0.1");
      socket.destroy();
      return new socket.constructor();
    },
  ],
  [
    "by a proxy of a socket",
    "",
    ({ module }) => {
      const socket = new (module("net").Socket)();
      return new Proxy(socket, {}).connect(state.port, "localhost");
    },
  ],
  [
    "by an object below a socket",
    "net.connect",
    ({ module }) => Object.create(new (module("net").Socket)()).connect(state.port, "localhost"),
  ],
  ["by a port as text", "net.connect", ({ module }) => module("net").connect(String(state.port), "localhost")],
  ["by listening everywhere", "net.listen", ({ module }) => module("net").createServer().listen(0)],
  ["by fetch", "net.connect", ({ global }) => global("fetch")(`http://localhost:${String(state.port)}/`)],
  ["by a request object", "net.connect", ({ global }) => global("fetch")(new Request(`http://localhost:${String(state.port)}/`))],
  [
    "by text that changes",
    "net.connect",
    ({ global }) =>
      global("fetch")(toString(turning(`http://localhost:${String(state.port)}/`, `http://127.0.0.1:${String(state.port)}/`))),
  ],
  ["by a redirection", "net.connect", ({ global }) => global("fetch")(`http://127.0.0.1:${String(state.port)}/away`)],
  ["by datagrams", "net.connect", ({ module }) => module("dgram").createSocket("udp4")],
  ["by names", "net.connect", ({ module }) => module("dns").lookup("localhost", () => undefined)],
];

const OTHERS: readonly Attack[] = [
  ["a program", "process.spawn", ({ module }) => module("child_process").spawnSync("ls")],
  ["a shell", "process.spawn", ({ module }) => module("child_process").execSync("echo; ls")],
  ["a promisified shell", "process.spawn", ({ module }) => promisify(module("child_process").exec)("echo `ls`")],
  ["another program of a shell", "process.spawn", ({ module }) => module("child_process").execSync("ls echo")],
  ["an assignment before a command", "process.spawn", ({ module }) => module("child_process").execSync("PATH=. echo")],
  ["a line after a command", "process.spawn", ({ module }) => module("child_process").execSync("echo\nls")],
  ["a shell of the caller's", "process.spawn", ({ module }) => module("child_process").execSync("echo", { shell: "/bin/ls" })],
  [
    "a PATH of the caller's",
    "process.spawn",
    ({ module }) => module("child_process").execSync("echo", { env: { PATH: "/tmp" } }),
  ],
  ["a program by its path", "process.spawn", ({ module }) => module("child_process").execSync("/bin/ls")],
  ["a shell by option", "process.spawn", ({ module }) => module("child_process").spawnSync("echo", ["; ls"], { shell: true })],
  [
    "a shell by an option that changes",
    "process.spawn",
    ({ module }) => module("child_process").spawnSync("echo", ["; ls"], lying("shell", true, false)),
  ],
  [
    "an inherited option",
    "process.spawn",
    ({ module }) => module("child_process").spawnSync("echo", ["; ls"], Object.create({ shell: true })),
  ],
  [
    "a loader's variables",
    "process.spawn",
    ({ module }) => module("child_process").spawnSync("echo", [], { env: { LD_PRELOAD: "/tmp/x.so" } }),
  ],
  ["another PATH", "process.spawn", ({ module }) => module("child_process").spawnSync("echo", [], { env: { PATH: root } })],
  [
    "a program of that name elsewhere",
    "process.spawn",
    ({ module }) => module("child_process").spawnSync("./echo", [], { cwd: root }),
  ],
  [
    "the constructor of a process",
    "code.dynamic",
    ({ module }) => {
      const child = module("child_process").spawn("echo");
      return new child.constructor();
    },
  ],
  [
    "its method spawn",
    "process.spawn",
    ({ module }) => {
      const child = module("child_process").spawn("echo");
      return Object.getPrototypeOf(child).spawn.call(Object.create(child), { file: "/bin/sh", args: [] });
    },
  ],
  ["fork", "process.spawn", ({ module }) => module("child_process").fork(allowed)],
  ["a thread of text", "code.eval", ({ module }) => new (module("worker_threads").Worker)("1", { eval: true })],
  [
    "a thread with options of Node",
    "code.dynamic-import",
    ({ module }) => new (module("worker_threads").Worker)(allowed, { env: { NODE_OPTIONS: "--import data:text/javascript,1" } }),
  ],
  ["a thread", "worker.spawn", ({ module }) => new (module("worker_threads").Worker)(allowed)],
  ["a thread of a URL", "code.eval", ({ module }) => new (module("worker_threads").Worker)(new URL("data:text/javascript,1"))],
  ["a variable", "env.read", ({ global }) => global("process").env.PATH],
  ["all variables", "env.read", ({ global }) => ({ ...global("process").env })],
  ["a variable's description", "env.read", ({ global }) => Object.getOwnPropertyDescriptor(global("process").env, "PATH")],
  [
    "setting a variable",
    "env.write",
    ({ global }) => {
      global("process").env.X = "1";
    },
  ],
  ["the environment of globalThis", "env.read", ({ global }) => global("globalThis").process.env.PATH],
  ["exit", "process.exit", ({ global }) => global("process").exit(0)],
  ["exit of the imported process", "process.exit", ({ module }) => module("process").exit(0)],
  ["bindings", "code.native", ({ global }) => global("process").binding("fs")],
  ["a native module", "code.native", ({ global }) => global("process").dlopen({}, "/tmp/x.node")],
  ["getBuiltinModule", "fs.read", ({ global }) => global("process").getBuiltinModule("fs").readFileSync(secret)],
  [
    "getBuiltinModule of globalThis",
    "fs.read",
    ({ global }) => global("globalThis")["pro" + "cess"].getBuiltinModule("fs").readFileSync(secret),
  ],
  [
    "createRequire",
    "fs.read",
    ({ module }) => module("module").createRequire(path.join(root, "x.js"))("fs").readFileSync(secret),
  ],
  ["require", "fs.read", ({ global }) => global("require")("fs").readFileSync(secret)],
  ["a required file", "code.dynamic-import", ({ global }) => global("require")(path.join(root, "x.js"))],
  ["the cache of require", "code.dynamic", ({ global }) => global("require").cache],
  ["an imported file", "code.dynamic-import", ({ load }) => load("./x.mjs")],
  ["imported text", "code.eval", ({ load }) => load("data:text/javascript,export default 1")],
  ["Module._load", "code.dynamic-import", ({ module }) => module("module")._load("fs")],
  ["eval", "code.eval", ({ global }) => global("eval")("1")],
  ["Function", "code.eval", ({ global }) => global("Function")("return 1")],
  ["new Function", "code.eval", ({ global }) => new (global("Function"))("return 1")],
  ["Function of globalThis", "code.eval", ({ global }) => Reflect.get(global("globalThis"), "Function")("return 1")],
  [
    "a subclass of Function",
    "code.eval",
    ({ global }) => {
      class Mine extends global("Function") {}
      return Reflect.construct(Mine, ["return 1"]);
    },
  ],
  ["vm", "code.eval", ({ module }) => module("vm").runInThisContext("process")],
  ["vm.Script", "code.eval", ({ module }) => new (module("vm").Script)("1")],
  ["WebAssembly", "code.wasm", ({ global }) => global("WebAssembly")],
  [
    "replacing a built-in's export",
    "global.write",
    ({ module }) => {
      module("fs").readFile = () => undefined;
    },
  ],
  [
    "replacing a global",
    "global.write",
    ({ global }) => {
      global("globalThis").fetch = () => undefined;
    },
  ],
  ["defining a global", "global.write", ({ global }) => Object.defineProperty(global("globalThis"), "planted", { value: 1 })],
  ["deleting a global", "global.write", ({ global }) => Reflect.deleteProperty(global("globalThis"), "fetch")],
  ["flags of the engine", "code.dynamic", ({ module }) => module("v8").setFlagsFromString("--allow-natives-syntax")],
  ["the inspector", "code.eval", ({ module }) => new (module("inspector").Session)()],
  [
    "registries behind symbols",
    "code.dynamic",
    ({ global }) => {
      void fetch("data:,x");
      return global("globalThis")[Symbol.for("undici.globalDispatcher.1")];
    },
  ],
];

async function outcome(attack: () => unknown): Promise<unknown> {
  try {
    const result = await attack();
    if (result instanceof EventEmitter) {
      const [problem] = (await once(result, "error")) as [unknown];
      return problem;
    }
    return { came: String(result) };
  } catch (problem) {
    return problem;
  }
}

describe.each([
  ["reading the secret", FILES],
  ["reaching another host", NETWORK],
  ["getting hold of", OTHERS],
])("%s", (_, attacks) => {
  it.each(attacks)("%s", async (_name, action, attack) => {
    const before = events().events.length;
    const found = await outcome(() => attack(world));
    if (action === "") expect(found).toBeInstanceOf(TypeError);
    else {
      expect(found).toBeInstanceOf(CapabilityViolation);
      expect((found as CapabilityViolation).action).toBe(action);
      expect(events().events.length > before || events().events.length === 256).toBe(true);
    }
    expect(fs.readFileSync(secret, "utf8")).toBe("SECRET");
    expect(fs.readFileSync(allowed, "utf8")).toBe("allowed");
  });
});

it("there are enough of them", () => {
  expect(FILES.length + NETWORK.length + OTHERS.length).toBeGreaterThanOrEqual(110);
});
