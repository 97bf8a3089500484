/**
 * A session's pool whose lanes are workers elsewhere. What they answer is what lanes here would have answered, or it is not believed and
 * done here: distribution changes how long a verification takes, never what it says.
 */
import type { QueueEvents } from "bullmq";
import { poolOf, type OpenPool } from "../pool.js";
import type { Lane } from "../lane.js";
import type { Batch, BatchEnd } from "../queue.js";
import type { TaskSolver } from "../task.js";
import { decodeAnswer, taskOf } from "./exchange.js";
import { openLink, QUEUE } from "./link.js";
import { createLocalLanes } from "./local-lanes.js";
import { createPost, type Post } from "./post.js";
import { createPulse } from "./pulse.js";
import { redisAddress } from "./redis-address.js";
import { bytesOf, jobIdOf, seal, sharedSecret, unseal, type Seal, type Sealed } from "./seal.js";
import { toolDigest } from "../../cache/tool-digest.js";

export interface Distribution {
  readonly openPool: OpenPool;
  close(): Promise<void>;
}

export interface DistributionOptions {
  readonly url: string;
  /** Holds the shared secret. */
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds without a sign of life of any worker after which the rest is verified here. */
  readonly wait: number;
  /** A sentence for the user about what does not go as he wanted; none is told twice. */
  readonly tell: (message: string) => void;
}

/** Enough for 16 workers of 4 threads; what waits in Redis beyond that gains nothing. */
const IN_FLIGHT = 64;
const PATIENCE_MILLISECONDS = 3000;
/** The length of the stream of events, which hold answers of some 50 KB. */
const EVENTS = 1000;
const RESTART_MILLISECONDS = 100;
const CLOSE_MILLISECONDS = 2000;

/** Throws ConfigError when there is no secret, no Redis, or no way in. */
export async function openDistribution({ url, environment, wait, tell }: DistributionOptions): Promise<Distribution> {
  const secret = sharedSecret(environment);
  const link = await openLink(redisAddress(url, environment));
  const { Queue, QueueEvents } = await import("bullmq");
  const own: Seal = { secret, tool: toolDigest() };
  const tellOnce = once(tell);
  const trouble = { last: "" };
  const seconds = `${String(wait / 1000)} s`;

  const pulse = createPulse({
    patience: Math.min(PATIENCE_MILLISECONDS, wait / 2),
    limit: wait,
    onSilence: () => {
      tellOnce(
        link.up
          ? `no worker answers at ${link.shown}: is \`surety worker\` running there? After ${seconds} without one all is verified here`
          : `Redis at ${link.shown} does not answer${trouble.last}; after ${seconds} without it all is verified here`,
      );
    },
    onLost: () => {
      tellOnce(`no sign of life of a worker at ${link.shown} for ${seconds}: what is left is verified here`);
    },
  });
  const connection = { connection: link.client, prefix: QUEUE.prefix };
  const queue = new Queue<Sealed, unknown>(QUEUE.name, { ...connection, streams: { events: { maxLen: EVENTS } } });
  const events = new QueueEvents(QUEUE.name, { ...connection, autorun: false });
  // A lost connection is sought again; what comes of it is told when it keeps anybody waiting.
  const onError = (error: Error): void => {
    trouble.last = ` (${plainText(error.message)})`;
  };
  queue.on("error", onError);
  events.on("error", onError);
  const listening = listen(events, onError);
  const post = createPost({ queue, events, pulse });

  return {
    openPool: (lanes, options) => {
      if (lanes === 0) return poolOf([], () => Promise.resolve({ kind: "own" }));
      const here = createLocalLanes(lanes, options);
      const lane = createRemoteLane({ post, own, here, functionTimeLimit: options.functionTimeLimit, tell: tellOnce });
      return poolOf(
        Array.from({ length: IN_FLIGHT }, () => lane),
        () => Promise.resolve({ kind: "own" }),
      );
    },
    close: async () => {
      pulse.stop();
      link.letGo();
      const closing = Promise.all([queue.close(), events.close(), listening()]).then(() => undefined);
      // A connection that is being sought when it is closed does not say when it is; what is cut here is gone for sure.
      await Promise.race([closing.catch(() => undefined), pause(CLOSE_MILLISECONDS)]);
      link.cut();
    },
  };
}

interface RemoteOptions {
  readonly post: Post;
  readonly own: Seal;
  readonly here: Lane;
  readonly functionTimeLimit: number;
  readonly tell: (message: string) => void;
}

/** May run any number of batches at once. */
function createRemoteLane({ post, own, here, functionTimeLimit, tell }: RemoteOptions): Lane {
  const elsewhere = async (batch: Batch, solver: TaskSolver): Promise<BatchEnd | null> => {
    const bytes = bytesOf(taskOf(batch, solver));
    const job = jobIdOf(own.tool, bytes);
    // Ten functions' time to wait behind others.
    const limit = functionTimeLimit * (10 + batch.works.length);
    const reply = await post.ask(job, seal(own, "task", job, bytes), limit);
    if (reply.kind === "lost") return null;
    if (reply.kind === "failed") {
      tell(`a batch is verified here, not by a worker: ${plainText(reply.reason)}`);
      return null;
    }
    try {
      return decodeAnswer(batch, unseal(own, "result", job, reply.value));
    } catch (error) {
      post.forget(job);
      tell(`an answer of a worker is refused: ${plainText(error instanceof Error ? error.message : String(error))}`);
      return null;
    }
  };
  return {
    takes: (batch) => here.takes(batch),
    run: async (batch, solver) => (await elsewhere(batch, solver)) ?? (await here.run(batch, solver)),
    close: () => here.close(),
  };
}

/** Hears events until the function returned is called. An event that is no JSON ends BullMQ's reading: then it is begun anew, behind it. */
function listen(events: QueueEvents, onError: (error: Error) => void): () => Promise<void> {
  const state = { ending: false };
  const hearing = (async () => {
    while (!state.ending) {
      try {
        await events.run();
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)));
        await pause(RESTART_MILLISECONDS);
      }
    }
  })();
  return () => {
    state.ending = true;
    return hearing;
  };
}

/** Of unknown origin, for one line of a terminal. */
function plainText(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, " ").slice(0, 200);
}

function once(tell: (message: string) => void): (message: string) => void {
  const told = new Set<string>();
  return (message) => {
    if (told.has(message)) return;
    told.add(message);
    tell(message);
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
