/**
 * Texts of plain data that are the same only of the same data: `JSON.stringify` writes the infinities and NaN as `null`, and -0 as `0`. Members that are
 * undefined are left out.
 */
export function dataKey(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) =>
    typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))
      ? [Object.is(value, -0) ? "-0" : String(value)]
      : value,
  );
}
