import { createHash } from "node:crypto";

/**
 * @param {...(string | ArrayBufferView)} parts typed arrays are hashed by their bytes
 * @returns {string} first 16 hexadecimal digits of the SHA-256 of the parts
 */
export function digestOf(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(typeof part === "string" ? part : new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return hash.digest("hex").slice(0, 16);
}

/**
 * Stops the workload when a result is not what an independent source says it must be.
 * @param {string} what @param {unknown} actual @param {unknown} expected compared by their JSON text
 */
export function expectSame(what, actual, expected) {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: ${String(a).slice(0, 300)} instead of ${String(b).slice(0, 300)}`);
}

/**
 * @param {string} what @param {ArrayBufferView} actual @param {ArrayBufferView} expected compared byte by byte
 */
export function expectSameBytes(what, actual, expected) {
  const bytes = (/** @type {ArrayBufferView} */ view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  if (Buffer.compare(bytes(actual), bytes(expected)) !== 0) throw new Error(`${what}: bytes differ`);
}
