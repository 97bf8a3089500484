/** Servers of Debian's, for benches: each in a folder of its own, on a free port of this machine, without anything of the system's configuration. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {{ port: number, stop: () => Promise<void> }} Server */

/** A web server that keeps what is put below `/ac` and `/cas`: docs/SHARED-CACHE.md without tokens and certificates. @param {string} folder */
export async function startNginx(folder) {
  const port = await freePort();
  mkdirSync(join(folder, "files"), { recursive: true });
  const temporary = ["proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ");
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log; user root;
events {}
http { access_log off; ${temporary} client_body_temp_path ${folder}/incoming; client_max_body_size 32m;
server { listen 127.0.0.1:${String(port)}; root ${folder}/files;
location ~ "^/(ac|cas)/[0-9a-f]{64}$" { dav_methods PUT; create_full_put_path on; default_type application/octet-stream; } } }`,
  );
  return started("nginx", ["-p", folder, "-c", `${folder}/nginx.conf`, "-e", `${folder}/error.log`], port);
}

/** @param {string} folder */
export async function startRedis(folder) {
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  return started("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""], port);
}

/** @param {string} command @param {readonly string[]} args @param {number} port @returns {Promise<Server>} */
async function started(command, args, port) {
  const child = spawn(command, args, { stdio: "ignore" });
  const ended = once(child, "exit");
  for (let attempt = 0; attempt < 400; attempt++) {
    if (child.exitCode !== null) throw new Error(`${command} ends with ${String(child.exitCode)}`);
    if (await isListening(port))
      return {
        port,
        stop: async () => {
          child.kill();
          await ended;
        },
      };
    await sleep(50);
  }
  child.kill("SIGKILL");
  throw new Error(`${command} does not listen on port ${String(port)}`);
}

/** @param {number} port @returns {Promise<boolean>} */
function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => resolve(false));
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

/** A worker of distributed runs, from the built command line. @param {string} cli @param {string} url @param {Record<string, string>} environment */
export function startWorker(cli, url, environment) {
  const child = spawn(process.execPath, [cli, "worker", url, "--jobs", "1"], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(child, "exit");
  return {
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
