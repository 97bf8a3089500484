/**
 * A Markdown table, columns padded so that it reads in a terminal as well.
 * @param {readonly string[]} header
 * @param {readonly (readonly string[])[]} rows
 * @returns {string}
 */
export function markdownTable(header, rows) {
  const widths = header.map((title, column) => Math.max(3, title.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** @param {number | undefined} value @param {number} [digits] @returns {string} `–` for what was not measured */
export function fixed(value, digits = 2) {
  return value === undefined || Number.isNaN(value) ? "–" : value.toFixed(digits);
}

/** @param {number} part @param {number} whole @returns {string} */
export function percent(part, whole) {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}

/** @param {Record<string, number> | undefined} counts @returns {string} `value 12, probe 3`, the most frequent first */
export function histogram(counts) {
  return Object.entries(counts ?? {})
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
}
