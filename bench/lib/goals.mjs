/**
 * Something that a measure is held against.
 *
 * @typedef {object} Goal
 * @property {string} name
 * @property {number} value what was measured
 * @property {number} limit
 * @property {'at least' | 'at most'} sense
 * @property {(value: number) => string} show
 * @property {boolean} reached
 */

/**
 * @param {string} name
 * @param {number} value
 * @param {number} limit
 * @param {(value: number) => string} show
 * @returns {Goal}
 */
export function atLeast(name, value, limit, show) {
  return { name, value, limit, sense: 'at least', show, reached: value >= limit };
}

/**
 * @param {string} name
 * @param {number} value
 * @param {number} limit
 * @param {(value: number) => string} show
 * @returns {Goal}
 */
export function atMost(name, value, limit, show) {
  // A value that is not a number reaches nothing.
  return { name, value, limit, sense: 'at most', show, reached: value <= limit };
}

/**
 * One row of the table of goals: name, value, what was asked, reached or missed.
 *
 * @param {Goal} goal
 */
export function goalRow(goal) {
  const { name, value, limit, sense, show, reached } = goal;
  return [name, show(value), `${sense} ${show(limit)}`, reached ? 'reached' : 'missed'];
}
