// @ts-check
/** A progress bar on standard error: one line on a terminal, a line now and then elsewhere. */

const BAR = 30;
const QUIET_INTERVAL = 30_000;

/**
 * @param {string} label
 * @param {number} total
 * @returns {(done: number) => void} to be called with the number of things done so far
 */
export function progressBar(label, total) {
  const start = Date.now();
  let last = 0;
  return (done) => {
    const now = Date.now();
    const terminal = process.stderr.isTTY;
    if (done < total && now - last < (terminal ? 100 : QUIET_INTERVAL)) return;
    last = now;
    const elapsed = (now - start) / 1000;
    const left = done > 0 ? (elapsed / done) * (total - done) : 0;
    const filled = total > 0 ? Math.round((BAR * done) / total) : BAR;
    const bar = '#'.repeat(filled) + '-'.repeat(BAR - filled);
    const line = `${label} [${bar}] ${done}/${total}  ${clock(elapsed)} < ${clock(left)}`;
    process.stderr.write(terminal ? `\r${line}${done === total ? '\n' : ''}` : `${line}\n`);
  };
}

/** @param {number} seconds */
function clock(seconds) {
  const whole = Math.round(seconds);
  const pad = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
}
