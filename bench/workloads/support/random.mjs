/**
 * A deterministic source of numbers (xorshift32), so that every process computes on the same data.
 * @param {number} seed not 0
 * @returns {{ int: (limit: number) => number, unit: () => number, bytes: (length: number) => Uint8Array }}
 *   `int`: in [0, limit); `unit`: in [0, 1)
 */
export function createRandom(seed) {
  let state = seed >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  const unit = () => next() / 0x1_0000_0000;
  const int = (/** @type {number} */ limit) => Math.floor(unit() * limit);
  const bytes = (/** @type {number} */ length) => Uint8Array.from({ length }, () => next() & 255);
  return { int, unit, bytes };
}
