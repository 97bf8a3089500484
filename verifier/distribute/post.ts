/**
 * Asks for jobs and waits for what becomes of them. The name of a job is the digest of its task: BullMQ adds a name once, so equal
 * batches of several verifications at the same time, or shortly after each other, are run once.
 *
 * Not `Job.waitUntilFinished`: it never returns when the event is lost with a restarted Redis, and its own errors reject a promise that
 * nobody can reach, which would end the process. Events tell here as they do there; what they do not tell, a look at the job does.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Queue, QueueEvents } from "bullmq";
import type { Pulse } from "./pulse.js";
import type { JobId, Sealed } from "./seal.js";

export type Reply =
  /** Of no known shape or origin. */
  | { readonly kind: "answer"; readonly value: unknown }
  /** `reason` may come from anywhere. */
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "lost" };

export interface Post {
  /** Never rejects. `limit`: most milliseconds for this one. */
  ask(job: JobId, task: Sealed, limit: number): Promise<Reply>;
  /** Nobody is to find what became of this job. */
  forget(job: JobId): void;
}

export interface PostOptions {
  readonly queue: Queue<Sealed, unknown>;
  readonly events: QueueEvents;
  readonly pulse: Pulse;
}

const LOOK_MILLISECONDS = 2000;
/** A job may be lost with Redis and be sent anew; not for ever. */
const MOST_SENDINGS = 20;
/** Answers are kept so long (seconds) and so many for others who ask the same; failures only until they have been seen. */
const KEEP = {
  attempts: 1,
  stackTraceLimit: 1,
  removeOnComplete: { age: 900, count: 1000 },
  removeOnFail: { age: 60, count: 100 },
};
const LOST: Reply = { kind: "lost" };

interface Waiting {
  readonly news: Promise<Reply>;
  readonly arrive: (reply: Reply) => void;
}

export function createPost({ queue, events, pulse }: PostOptions): Post {
  const waiting = new Map<string, Waiting>();
  // Through `news`, which lives as long as its question, not through `lost` itself, which would collect everyone who ever waited.
  void pulse.lost.then(() => {
    for (const { arrive } of waiting.values()) arrive(LOST);
  });

  const hear = (jobId: string, reply: Reply | null): void => {
    const found = waiting.get(jobId);
    if (found === undefined) return;
    pulse.touch();
    if (reply !== null) found.arrive(reply);
  };
  events.on("active", ({ jobId }) => {
    hear(jobId, null);
  });
  events.on("progress", ({ jobId }) => {
    hear(jobId, null);
  });
  events.on("completed", ({ jobId, returnvalue }) => {
    hear(jobId, { kind: "answer", value: returnvalue });
  });
  events.on("failed", ({ jobId, failedReason }) => {
    hear(jobId, { kind: "failed", reason: failedReason });
  });

  /** What has become of a job; null: nothing yet; `none`: there is no such job. */
  const look = async (job: JobId): Promise<Reply | "none" | null> => {
    const state = await queue.getJobState(job);
    if (state === "unknown") return "none";
    if (state !== "completed" && state !== "failed") return null;
    const found = await queue.getJob(job);
    if (found === undefined) return "none";
    return state === "completed" ? { kind: "answer", value: found.returnvalue } : { kind: "failed", reason: found.failedReason };
  };

  const send = async (job: JobId, task: Sealed): Promise<null> => {
    await queue.add("task", task, { ...KEEP, jobId: job });
    return null;
  };

  const follow = async (job: JobId, task: Sealed, until: number): Promise<Reply> => {
    const { news } = waitingFor(job);
    for (let sendings = 0; sendings < MOST_SENDINGS; sendings++) {
      const sent = await Promise.race([send(job, task), news]);
      if (sent !== null) return sent;
      for (let looks = 0; performance.now() < until; looks++) {
        const seen = await Promise.race([look(job), news]);
        if (seen === "none") break;
        if (seen?.kind === "failed" && sendings === 0 && looks === 0) {
          // A failure of before we asked is no answer.
          await Promise.race([queue.remove(job), news]);
          break;
        }
        if (seen !== null) return seen;
        const told = await within(LOOK_MILLISECONDS, news);
        if (told !== null) return told;
      }
      if (performance.now() >= until) return { kind: "failed", reason: "no answer in time" };
    }
    return { kind: "failed", reason: "the job is lost again and again" };
  };

  const waitingFor = (job: JobId): Waiting => {
    const found = waiting.get(job);
    if (found !== undefined) return found;
    const made = createWaiting();
    waiting.set(job, made);
    return made;
  };

  /** A job that a worker holds cannot be removed: it ends by itself. Another verification that waits for it asks again. */
  const forget = (job: JobId): void => {
    queue.remove(job).catch(() => undefined);
  };

  return {
    forget,
    ask: async (job, task, limit) => {
      if (pulse.isLost) return LOST;
      const met = pulse.expect();
      try {
        const reply = await follow(job, task, performance.now() + limit);
        if (reply.kind === "answer") return reply;
        // No worker is to do what is done here.
        forget(job);
        return reply;
      } catch (error) {
        return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
      } finally {
        waiting.delete(job);
        met();
      }
    },
  };
}

function createWaiting(): Waiting {
  const own: { arrive: (reply: Reply) => void } = { arrive: () => undefined };
  const news = new Promise<Reply>((resolve) => {
    own.arrive = resolve;
  });
  return { news, arrive: own.arrive };
}

/** What the promise gives, or null when it has given nothing after so many milliseconds. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | null> {
  const end = new AbortController();
  const timer = sleep(milliseconds, null, { signal: end.signal });
  timer.catch(() => undefined);
  try {
    return await Promise.race([promise, timer]);
  } finally {
    end.abort();
  }
}
