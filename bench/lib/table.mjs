/**
 * A table as plain text: the first column to the left, the others to the right, a rule under the
 * head.
 *
 * @param {readonly string[]} columns
 * @param {readonly (readonly string[])[]} rows each as long as `columns`
 */
export function formatTable(columns, rows) {
  const widths = columns.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => cell(row, column).length)),
  );
  /** @param {readonly string[]} row */
  const line = (row) =>
    widths
      .map((width, column) =>
        column === 0 ? cell(row, column).padEnd(width) : cell(row, column).padStart(width),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(columns), rule, ...rows.map(line)].join('\n');
}

/**
 * @param {readonly string[]} row
 * @param {number} column
 */
function cell(row, column) {
  const text = row[column];
  if (text === undefined) throw new RangeError(`a row without column ${column + 1}`);
  return text;
}
