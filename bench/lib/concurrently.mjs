/**
 * Maps with at most `limit` promises under way; results keep the order of the items.
 * @template T, R
 * @param {readonly T[]} items @param {number} limit @param {(item: T) => Promise<R>} action
 * @returns {Promise<R[]>}
 */
export async function concurrently(items, limit, action) {
  /** @type {R[]} */
  const results = new Array(items.length);
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) results[index] = await action(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}
