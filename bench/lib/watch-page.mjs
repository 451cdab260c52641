/* global addEventListener, document, requestAnimationFrame */

/**
 * What was seen of the playground, in milliseconds since the page was asked for.
 *
 * @typedef {object} Seen
 * @property {number | undefined} first when the first face was there
 * @property {number[]} answers from each time that the pen was lifted to its face
 * @property {number[]} frames between two frames each, while the pen was down
 * @property {number[]} idle between two frames each, while nothing was made or drawn
 * @property {number} faces shown while the pen was down
 */

/**
 * Runs in the page before its own scripts, and looks at every frame. What it costs is the same
 * with and without a face in the making.
 */
export function watchPage() {
  /** @type {Seen} */
  const seen = { first: undefined, answers: [], frames: [], idle: [], faces: 0 };
  Object.assign(globalThis, { seen });
  /** @type {number | undefined} */
  let lifted;
  let down = false;
  /** @type {unknown} */
  let face;
  addEventListener('pointerdown', () => (down = true), true);
  addEventListener(
    'pointerup',
    ({ timeStamp }) => {
      down = false;
      lifted = timeStamp;
    },
    true,
  );
  let last = NaN;
  /** @param {number} now */
  const look = (now) => {
    requestAnimationFrame(look);
    const root = document.querySelector('fp-playground')?.shadowRoot;
    /** @type {any} */
    const line = root?.querySelector('fp-face-status');
    const kind = line?.status?.kind;
    const other = line?.face !== face;
    face = line?.face;
    if (down) seen.frames.push(now - last);
    else if (kind === 'ready' && lifted === undefined) seen.idle.push(now - last);
    if (down && other) seen.faces++;
    last = now;
    if (kind !== 'ready') return;
    seen.first ??= performance.now();
    if (lifted === undefined) return;
    seen.answers.push(performance.now() - lifted);
    lifted = undefined;
  };
  requestAnimationFrame(look);
}
