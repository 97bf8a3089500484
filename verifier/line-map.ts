/** Offsets to lines and columns, counted from 1, with the line ends of ECMA-262 (as TypeScript counts them). */
import type { Position } from "../core/span.js";

export type LineMap = (offset: number) => Position;

export function createLineMap(source: string): LineMap {
  const starts = [0];
  for (const match of source.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
