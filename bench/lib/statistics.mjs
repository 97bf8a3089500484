/** @param {readonly number[]} values @returns {number} NaN for none */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * Linear interpolation between closest ranks.
 * @param {readonly number[]} values
 * @param {number} q in [0, 1]
 * @returns {number} NaN for none
 */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  return below === undefined || above === undefined ? NaN : below + (above - below) * (position - Math.floor(position));
}

/** @param {readonly number[]} values positive @returns {number} NaN for none */
export function geometricMean(values) {
  return values.length === 0 ? NaN : Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
