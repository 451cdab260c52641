const ALPHABET =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;-=>?@[]^_`{|}~"';

/** The bytes of a text that build/base91.js wrote. Other characters are passed over. */
export function decodeBase91(text: string): Uint8Array<ArrayBuffer> {
  const values = new Int8Array(128).fill(-1);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;
  const bytes = new Uint8Array(Math.ceil((text.length * 7) / 8));
  let at = 0;
  let queue = 0;
  let held = 0;
  let first = -1;
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? -1;
    if (value < 0) continue;
    if (first < 0) {
      first = value;
      continue;
    }
    const pair = first + value * 91;
    first = -1;
    queue |= pair << held;
    held += (pair & 8191) > 88 ? 13 : 14;
    for (; held > 7; held -= 8) {
      bytes[at++] = queue & 255;
      queue >>>= 8;
    }
  }
  if (first >= 0) bytes[at++] = (queue | (first << held)) & 255;
  return bytes.slice(0, at);
}
