/** `node capability-server.mjs <plain|guarded> <folder>`: serves JSON and files; tells its port, and on `/cpu` the processor time it has used. */
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const [how, folder] = process.argv.slice(2);
const modules = { fs, http };
if (how === "guarded") {
  (await import("@surety/runtime/harden/full")).hardenFully();
  const { authority } = await import("@surety/runtime/authority");
  const own = authority(
    {
      module: "server.ts",
      onViolation: "throw",
      root: null,
      grant: [
        ["fs.read", `${folder}/**`],
        ["net.listen", "127.0.0.1:*"],
      ],
      roots: [
        ["module", "fs", [], "1", 1, 1, [], []],
        ["module", "http", [], "2", 1, 1, [], []],
      ],
    },
    null,
  );
  // As emitted code does it, at each use.
  Object.defineProperties(modules, { fs: { get: () => own.root(0, fs) }, http: { get: () => own.root(1, http) } });
}

const server = modules.http.createServer((request, response) => {
  if (request.url === "/cpu") {
    const { user, system } = process.cpuUsage();
    response.end(String(user + system));
  } else if (request.url.startsWith("/file/")) {
    modules.fs.readFile(path.join(folder, path.basename(request.url)), (problem, bytes) => {
      if (problem) response.writeHead(404);
      response.end(bytes);
    });
  } else {
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ path: request.url, items: Array.from({ length: 50 }, (_, id) => ({ id, name: `item ${id}` })) }),
    );
  }
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
