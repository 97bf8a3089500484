/** Reads from buffers whose index is in range by construction; anything else is our defect. */
import { InternalError } from "../core/errors.js";

export function at32(array: Int32Array, index: number): number {
  const value = array[index];
  if (value === undefined) throw new InternalError(`buffer index ${index} out of range`);
  return value;
}

export function at64(array: Float64Array, index: number): number {
  const value = array[index];
  if (value === undefined) throw new InternalError(`buffer index ${index} out of range`);
  return value;
}
