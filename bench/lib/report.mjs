import { goalRow } from './goals.mjs';
import { formatTable } from './table.mjs';

/**
 * What a measure hands back.
 *
 * @typedef {object} Result
 * @property {string[]} columns of its table
 * @property {string[][]} rows
 * @property {string[]} [notes] a line each, under the table
 * @property {import('./goals.mjs').Goal[]} [goals]
 * @property {object} data the numbers as they are, for --json
 */

/**
 * A measure: one file in bench/measures.
 *
 * @typedef {object} Measure
 * @property {string} name for --only
 * @property {string} title
 * @property {(context: import('./context.mjs').Context) => Promise<Result>} run
 */

/**
 * @param {string} title
 * @param {Result} result
 */
export function formatResult(title, { columns, rows, notes = [] }) {
  return [`\n${title}\n`, formatTable(columns, rows), '', ...notes].join('\n');
}

/** @param {readonly import('./goals.mjs').Goal[]} goals */
export function formatGoals(goals) {
  return `\nGoals\n\n${formatTable(['goal', 'measured', 'asked', ''], goals.map(goalRow))}`;
}
