/**
 * The middle value, or the mean of the two middle ones.
 *
 * @param {readonly number[]} values at least one
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new RangeError('the median of nothing');
  return (lower + upper) / 2;
}

/** @param {number} value */
export const times = (value) => `${significant(value)} x`;

/** @param {number} bytes */
export const megabytes = (bytes) => `${significant(bytes / 1e6)} MB`;

/** @param {number} flops */
export const gigaflops = (flops) => `${significant(flops / 1e9)} GFLOP`;

/** @param {number} count */
export const millions = (count) => `${significant(count / 1e6)} M`;

/** @param {number} milliseconds */
export const duration = (milliseconds) =>
  milliseconds < 1000 ? `${significant(milliseconds)} ms` : `${significant(milliseconds / 1000)} s`;

/** Three digits, but never fewer than stand before the point. @param {number} value */
function significant(value) {
  const size = Math.abs(value);
  return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}
