/** Pixels row by row from the top left, four bytes each: red, green, blue in sRGB, straight alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** width * height * 4 bytes. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}
