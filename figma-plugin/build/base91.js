/**
 * Bytes as text, 1.23 characters a byte where base64 takes 1.33 (Joachim Henke's basE91, with `-`
 * for `<`, so that HTML can hold it in a script element).
 */
export const ALPHABET =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;-=>?@[]^_`{|}~"';

/** @param {Uint8Array} bytes */
export function encodeBase91(bytes) {
  const text = new Uint8Array(Math.ceil(bytes.length * 1.24) + 2);
  const codes = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
  let at = 0;
  let queue = 0;
  let held = 0;
  for (const byte of bytes) {
    queue |= byte << held;
    held += 8;
    if (held <= 13) continue;
    let value = queue & 8191;
    if (value > 88) {
      queue >>>= 13;
      held -= 13;
    } else {
      value = queue & 16383;
      queue >>>= 14;
      held -= 14;
    }
    text[at++] = codes[value % 91];
    text[at++] = codes[Math.floor(value / 91)];
  }
  if (held > 0) {
    text[at++] = codes[queue % 91];
    if (held > 7 || queue > 90) text[at++] = codes[Math.floor(queue / 91)];
  }
  return Buffer.from(text.buffer, 0, at).toString('latin1');
}
