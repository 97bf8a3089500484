/**
 * One writer at a time, between processes. LMDB has a lock of its own; when its holder is killed in a crowd, two writers were seen to go on
 * at once, and the later commit took back the earlier. So a writer has to hold a name that the system takes back with the process: an
 * abstract socket address, which there is on Linux only. Elsewhere LMDB's own lock has to do.
 */
import { createServer, type Server } from "node:net";
import { setTimeout } from "node:timers/promises";
import { digestOf } from "../key.js";

const RETRY_MILLISECONDS = 2;

/** Acts when no other process acts under the same name. What `act` throws is thrown. */
export async function inTurn<T>(name: string, act: () => T): Promise<T> {
  if (process.platform !== "linux") return act();
  const address = `\0surety-cache-${digestOf(name)}`;
  const held = await hold(address);
  try {
    return act();
  } finally {
    await release(held);
  }
}

async function hold(address: string): Promise<Server> {
  for (;;) {
    const server = createServer();
    const isHeld = await new Promise<boolean>((resolve, reject) => {
      server.once("error", (error) => {
        if ("code" in error && error.code === "EADDRINUSE") resolve(false);
        else reject(error);
      });
      server.listen(address, () => {
        resolve(true);
      });
    });
    if (isHeld) return server;
    await setTimeout(RETRY_MILLISECONDS * (0.5 + Math.random()));
  }
}

function release(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
