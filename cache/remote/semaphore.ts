/** At most so many at once; the rest waits in order. */
export interface Semaphore {
  /** Runs `task` when there is room. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

export function createSemaphore(room: number): Semaphore {
  let free = room;
  const waiting: (() => void)[] = [];
  return {
    async run(task) {
      if (free > 0) free--;
      // Whoever ends hands its room over, without making it free in between.
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await task();
      } finally {
        const next = waiting.shift();
        if (next === undefined) free++;
        else next();
      }
    },
  };
}
