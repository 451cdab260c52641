/** Bytes through JSON, as text of one character a byte. The sandbox has no base64. */

export function bytesToText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}

export function textToBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

const MARK = '$bytes';

export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Uint8Array ? { [MARK]: bytesToText(part) } : part,
  );
}

export function fromJson(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && MARK in part && typeof part[MARK] === 'string'
      ? textToBytes(part[MARK])
      : part,
  );
}
