/** Two decimals: a hundredth of a document unit is far below what ink can show. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
