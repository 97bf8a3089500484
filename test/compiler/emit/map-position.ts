/** Looks up one position in the mappings of a source map. */
import { decode } from "@jridgewell/sourcemap-codec";

/** Lines and columns from 0; null where nothing is mapped. */
export function originalPosition(
  mappings: string,
  { line, column }: { readonly line: number; readonly column: number },
): { readonly line: number; readonly column: number } | null {
  const segment = decode(mappings)[line]?.findLast((one) => one[0] <= column);
  if (segment === undefined || segment.length === 1) return null;
  return { line: segment[2], column: segment[3] };
}
