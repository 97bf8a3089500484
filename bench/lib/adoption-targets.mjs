/** What bench/adoption.mjs is tried on. Versions are pinned; what they depend on is as npm resolves it today. */

/**
 * @typedef {object} AdoptionTarget
 * @property {string} name
 * @property {string} version as npm names it
 * @property {readonly string[]} types declarations that its own development dependencies have
 * @property {readonly string[]} built files of the package that its build makes
 * @property {object | null} tsconfig null: the package holds its own
 * @property {string | null} smoke a program that uses the guarded build in `guarded/` and fails when it does not work
 * @property {string | null} into the file of a dependency that gets a call of `child_process`; null: there is no dependency
 */

const options = {
  target: "es2022",
  esModuleInterop: true,
  skipLibCheck: true,
  strict: true,
  types: ["node"],
  outDir: "built",
};

/** @type {readonly AdoptionTarget[]} */
export const ADOPTION_TARGETS = [
  {
    // A program for the command line: schemas in, declarations out.
    name: "json-schema-to-typescript",
    version: "json-schema-to-typescript@16.0.0",
    types: ["@types/node@26.4.0", "@types/minimist@1.2.5"],
    built: ["dist"],
    tsconfig: null,
    smoke: `
      const { execFileSync } = require("node:child_process");
      const { mkdtempSync, writeFileSync, readFileSync, rmSync } = require("node:fs");
      const { join } = require("node:path");
      const folder = mkdtempSync(join(require("node:os").tmpdir(), "adoption-"));
      const at = (name) => join(folder, name);
      writeFileSync(at("a.json"), '{"title":"A","type":"object","properties":{"x":{"$ref":"b.json"}}}');
      writeFileSync(at("b.json"), '{"title":"B","type":"array","items":[{"type":"string"},{"type":"number"}],"minItems":2}');
      execFileSync(process.execPath, ["guarded/src/cli.js", "-i", at("a.json"), "-o", at("a.d.ts"), "--cwd", folder]);
      const text = readFileSync(at("a.d.ts"), "utf8");
      rmSync(folder, { recursive: true });
      if (!text.includes("export interface A") || !text.includes("[string, number")) throw new Error(text);
    `,
    into: "node_modules/minimist/index.js",
  },
  {
    // A server, with a WebSocket and HTTPS proxy and an admin interface in GraphQL.
    name: "mockttp",
    version: "mockttp@4.6.5",
    types: [
      "@types/node@22",
      "@types/lodash",
      "@types/semver",
      "@types/ws",
      "@types/connect",
      "@types/express",
      "@types/common-tags",
      "@types/native-duplexpair",
    ],
    built: ["dist"],
    tsconfig: {
      compilerOptions: {
        ...options,
        module: "commonjs",
        moduleResolution: "node10",
        ignoreDeprecations: "6.0",
        experimentalDecorators: true,
        resolveJsonModule: true,
        lib: ["es2024", "dom", "dom.iterable"],
        rootDir: ".",
      },
      include: ["src", "custom-typings"],
    },
    smoke: `
      const { getLocal } = require("./guarded/src/main.js");
      (async () => {
        const server = getLocal();
        await server.start();
        await server.forGet("/x").thenReply(200, "hi there");
        const text = await (await fetch(server.urlFor("/x"))).text();
        await server.stop();
        if (text !== "hi there") throw new Error(text);
      })();
    `,
    into: "node_modules/destroyable-server/dist/index.js",
  },
  {
    name: "pg-protocol",
    version: "pg-protocol@1.16.1",
    types: ["@types/node@22"],
    built: ["dist", "esm"],
    tsconfig: {
      compilerOptions: { ...options, module: "nodenext", rootDir: "src" },
      include: ["src"],
      exclude: ["src/**/*.test.ts", "src/testing", "src/b.ts"],
    },
    smoke: `
      const { serialize, parse } = require("./guarded/index.js");
      const { PassThrough } = require("node:stream");
      const stream = new PassThrough();
      const names = [];
      parse(stream, ({ name }) => names.push(name)).then(() => {
        if (names.join() !== "readyForQuery") throw new Error(names.join());
      });
      stream.end(Buffer.from([0x5a, 0, 0, 0, 5, 0x49]));
      if (serialize.query("select 1").length !== 14) throw new Error("length");
    `,
    into: null,
  },
  {
    name: "fast-png",
    version: "fast-png@8.0.0",
    types: ["@types/node@22", "cheminfo-types"],
    built: ["lib"],
    tsconfig: {
      compilerOptions: {
        ...options,
        module: "nodenext",
        lib: ["es2024", "dom"],
        rewriteRelativeImportExtensions: true,
        rootDir: "src",
      },
      include: ["src"],
    },
    smoke: `
      import("./guarded/index.js").then(({ encode, decode }) => {
        const { width, data } = decode(encode({ width: 2, height: 1, data: new Uint8Array([1, 2]), channels: 1, depth: 8 }));
        if (width !== 2 || data.join() !== "1,2") throw new Error("image");
      });
    `,
    into: "node_modules/iobuffer/lib/iobuffer.js",
  },
  {
    name: "prosemirror-model",
    version: "prosemirror-model@1.25.13",
    types: ["@types/node@22"],
    built: ["dist"],
    tsconfig: {
      compilerOptions: {
        ...options,
        module: "esnext",
        moduleResolution: "bundler",
        strict: false,
        lib: ["es2024", "dom", "dom.iterable"],
        rootDir: "src",
      },
      include: ["src"],
    },
    smoke: null,
    into: "node_modules/orderedmap/dist/index.js",
  },
];
