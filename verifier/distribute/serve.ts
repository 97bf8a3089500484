/** A worker: takes jobs from Redis, does them on lanes of this machine, and signs what it answers. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Job } from "bullmq";
import { InternalError } from "../../core/errors.js";
import type { LaneOptions } from "../lane.js";
import { answerOf, decodeSentTask } from "./exchange.js";
import { openLink, QUEUE } from "./link.js";
import { createLocalLanes } from "./local-lanes.js";
import { redisAddress } from "./redis-address.js";
import { bytesOf, seal, sharedSecret, unseal, type JobId, type Seal, type Sealed } from "./seal.js";
import { toolDigest } from "../../cache/tool-digest.js";

export interface ServeOptions {
  readonly url: string;
  /** Holds the shared secret. */
  readonly environment: NodeJS.ProcessEnv;
  /** Jobs at once. */
  readonly jobs: number;
  readonly lane: LaneOptions;
  /** Ordinarily `LOCK_MILLISECONDS`. */
  readonly lock: number;
  readonly onJob: (done: JobDone) => void;
  /** A sentence for the user about what does not go well. */
  readonly tell: (message: string) => void;
}

export interface JobDone {
  readonly job: string;
  readonly functions: number;
  /** Why there is no answer; null: there is one. */
  readonly failure: string | null;
}

export interface Served {
  /** The address, without password. */
  readonly shown: string;
  readonly tool: string;
  /** Takes no more jobs; resolves when the running ones are done and all is closed. */
  stop(): Promise<void>;
}

/** Milliseconds that a worker which is killed keeps its jobs; then another one gets them. Renewed every half of it. */
export const LOCK_MILLISECONDS = 10_000;
/** Less than the shortest time a verification waits for a sign of life. */
const BEAT_MILLISECONDS = 2000;
/** For BullMQ to hand in what is done and close its connections. */
const END_MILLISECONDS = 3000;
const TICK_MILLISECONDS = 100;

/** Throws ConfigError when there is no secret, no Redis, or no way in. Later on it waits for a Redis that has gone. */
export async function serve(options: ServeOptions): Promise<Served> {
  const { jobs, tell } = options;
  const own: Seal = { secret: sharedSecret(options.environment), tool: toolDigest() };
  const link = await openLink(redisAddress(options.url, options.environment));
  const { UnrecoverableError, Worker } = await import("bullmq");
  const lanes = createLocalLanes(jobs, options.lane);

  const state = { running: 0 };

  const perform = async (job: Job<unknown, Sealed>): Promise<Sealed> => {
    const name = job.id ?? "";
    const beat = createBeat(job);
    state.running++;
    const did = { functions: 0 };
    try {
      const { batch, solver } = decodeSentTask(unseal(own, "task", name, job.data));
      did.functions = batch.works.length;
      const answer = answerOf(batch, await lanes.run(batch, solver));
      if (answer === null) throw new InternalError("a worker did not get to the end of it");
      // The name has passed the check of the MAC: it is what a verification of ours gave.
      const sealed = seal(own, "result", name as JobId, bytesOf(answer));
      options.onJob({ job: name, functions: did.functions, failure: null });
      return sealed;
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      options.onJob({ job: name, functions: did.functions, failure });
      // No second try here: the verification does it itself.
      throw new UnrecoverableError(failure);
    } finally {
      beat.stop();
      state.running--;
    }
  };

  const worker = new Worker<unknown, Sealed>(QUEUE.name, perform, {
    connection: link.client,
    prefix: QUEUE.prefix,
    concurrency: jobs,
    lockDuration: options.lock,
    stalledInterval: options.lock / 2,
    maxStalledCount: 1,
  });
  const told = new Set<string>();
  worker.on("error", (error: Error) => {
    if (told.has(error.message)) return;
    told.add(error.message);
    tell(error.message);
  });
  const gone = { told: false, stopping: false };
  link.client.on("close", () => {
    if (!gone.told && !gone.stopping) tell(`Redis at ${link.shown} is gone; waiting for it`);
    gone.told = true;
  });
  link.client.on("ready", () => {
    if (gone.told) tell(`Redis at ${link.shown} is back`);
    gone.told = false;
    told.clear();
  });
  await worker.waitUntilReady();

  return {
    shown: link.shown,
    tool: own.tool,
    stop: async () => {
      gone.stopping = true;
      link.letGo();
      // Asked to close in order while Redis is away, BullMQ waits for ever: a connection that is being sought ends without saying so.
      while (!link.up && state.running > 0) await sleep(TICK_MILLISECONDS);
      const closing = worker.close(!link.up).then(() => true);
      while (!(await Promise.race([closing, sleep(END_MILLISECONDS, false, { ref: false })])) && state.running > 0);
      await lanes.close();
      link.cut();
    },
  };
}

/** Tells those who wait that somebody is at it. */
function createBeat(job: Job<unknown, Sealed>): { readonly stop: () => void } {
  const state = { beats: 0, sending: false };
  const timer = setInterval(() => {
    // While Redis is away, one is enough to wait for it.
    if (state.sending) return;
    state.sending = true;
    const done = (): void => {
      state.sending = false;
    };
    // A job that was lost with Redis cannot be reported on: whoever asked for it will ask again.
    job.updateProgress(++state.beats).then(done, done);
  }, BEAT_MILLISECONDS);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
