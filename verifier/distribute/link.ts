/** The connection to Redis. It must be there at the start; when it is lost later, it is sought again until the end. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import { ConfigError } from "../../core/errors.js";
import type { RedisAddress } from "./redis-address.js";

/** Names in Redis: keys start with `surety:verify:`. */
export const QUEUE = { name: "verify", prefix: "surety" } as const;

const CONNECT_MILLISECONDS = 5000;
const RETRY_MILLISECONDS = 1000;

export interface Link {
  readonly client: Redis;
  /** For messages. */
  readonly shown: string;
  readonly up: boolean;
  /** From now on a lost connection stays lost: commands that wait for it fail. */
  letGo(): void;
  /** Ends it at once, whatever is in flight. */
  cut(): void;
}

/** Throws ConfigError when no Redis answers, or one that does not let us in. */
export async function openLink(address: RedisAddress): Promise<Link> {
  const { Redis } = await import("ioredis");
  const state: { phase: "starting" | "kept" | "ending"; lastError: string } = { phase: "starting", lastError: "no answer" };
  const client = new Redis({
    host: address.host,
    port: address.port,
    db: address.db,
    ...(address.username === null ? {} : { username: address.username }),
    ...(address.password === null ? {} : { password: address.password }),
    ...(address.tls ? { tls: {} } : {}),
    lazyConnect: true,
    connectTimeout: CONNECT_MILLISECONDS,
    keepAlive: CONNECT_MILLISECONDS,
    // BullMQ asks for it: commands wait for the connection instead of failing. Whoever waits here has a limit of his own.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (state.phase === "kept" ? Math.min(times * 100, RETRY_MILLISECONDS) : null),
  });
  // Also of the later connections of this client; what they come to is told by those who wait.
  client.on("error", (error: Error) => {
    state.lastError = error.message;
  });
  const end = new AbortController();
  const ready = client.connect().then(() => client.ping());
  const given = sleep(CONNECT_MILLISECONDS, "late", { signal: end.signal });
  given.catch(() => undefined);
  try {
    if ((await Promise.race([ready, given])) === "late") throw new Error("no answer in time");
  } catch (error) {
    ready.catch(() => undefined);
    client.disconnect();
    const why = state.lastError === "no answer" && error instanceof Error ? error.message : state.lastError;
    throw new ConfigError(`no Redis to work with at \`${address.shown}\`: ${why}`);
  } finally {
    end.abort();
  }
  state.phase = "kept";
  return {
    client,
    shown: address.shown,
    get up() {
      return client.status === "ready";
    },
    letGo: () => {
      state.phase = "ending";
    },
    cut: () => {
      state.phase = "ending";
      client.disconnect();
    },
  };
}
