/**
 * Whether anybody works for us. Every way to be left alone looks the same from here (no worker was started, all were killed, their
 * hosts vanished, Redis is gone for good): no sign of life of any job that is waited for. So one clock serves for all.
 */
export interface Pulse {
  /** An answer is waited for, until the function returned is called. The clock stands still while none is. */
  expect(): () => void;
  /** A sign of life. */
  touch(): void;
  readonly isLost: boolean;
  /** Resolves when nothing was heard for `limit`, or at `stop`. Final. */
  readonly lost: Promise<void>;
  stop(): void;
}

export interface PulseOptions {
  /** Milliseconds of silence before it is told. */
  readonly patience: number;
  /** Milliseconds of silence before all is given up. */
  readonly limit: number;
  readonly onSilence: () => void;
  readonly onLost: () => void;
}

const TICK_MILLISECONDS = 200;

export function createPulse({ patience, limit, onSilence, onLost }: PulseOptions): Pulse {
  const state = { expected: 0, heard: performance.now(), told: false, lost: false };
  const { promise, resolve } = signal();
  const lose = (): void => {
    state.lost = true;
    clearInterval(timer);
    resolve();
  };
  const touch = (): void => {
    state.heard = performance.now();
    state.told = false;
  };
  const timer = setInterval(() => {
    if (state.expected === 0) return;
    const silent = performance.now() - state.heard;
    if (silent >= limit) {
      lose();
      onLost();
    } else if (silent >= patience && !state.told) {
      state.told = true;
      onSilence();
    }
  }, TICK_MILLISECONDS);
  return {
    expect: () => {
      if (state.expected === 0) touch();
      state.expected++;
      return () => {
        state.expected--;
      };
    },
    touch,
    get isLost() {
      return state.lost;
    },
    lost: promise,
    stop: lose,
  };
}

function signal(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  const own: { resolve: () => void } = { resolve: () => undefined };
  const promise = new Promise<void>((resolve) => {
    own.resolve = resolve;
  });
  return {
    promise,
    resolve: () => {
      own.resolve();
    },
  };
}
