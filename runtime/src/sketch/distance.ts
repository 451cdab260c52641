/**
 * Squared Euclidean distance of every pixel to the nearest pixel where `mask` has `target`
 * (Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions", Theory of Computing
 * 8, 2012): exact, and linear in the number of pixels.
 *
 * @returns width * height values, in pixels squared; very large where there is no such pixel
 */
export function distanceSquared(
  mask: Uint8Array,
  width: number,
  height: number,
  target: 0 | 1,
): Float64Array {
  const field = new Float64Array(width * height);
  for (let i = 0; i < field.length; i++) field[i] = mask[i] === target ? 0 : FAR;
  const longer = Math.max(width, height);
  const envelope = new Envelope(longer);
  for (let column = 0; column < width; column++) envelope.transform(field, column, width, height);
  for (let row = 0; row < height; row++) envelope.transform(field, row * width, 1, width);
  return field;
}

/** Above any squared distance on a grid, and still exact when squares are added to it. */
const FAR = 1e12;

/** The lower envelope of the parabolas that stand on the samples of one line. */
class Envelope {
  private readonly samples: Float64Array;
  private readonly places: Int32Array;
  private readonly borders: Float64Array;

  constructor(length: number) {
    this.samples = new Float64Array(length);
    this.places = new Int32Array(length);
    this.borders = new Float64Array(length + 1);
  }

  transform(field: Float64Array, start: number, step: number, length: number): void {
    const { samples, places, borders } = this;
    for (let i = 0; i < length; i++) samples[i] = field[start + i * step]!;
    let top = 0;
    places[0] = 0;
    borders[0] = -Infinity;
    borders[1] = Infinity;
    for (let q = 1; q < length; q++) {
      let crossing = this.crossing(q, places[top]!);
      while (crossing <= borders[top]!) {
        top--;
        crossing = this.crossing(q, places[top]!);
      }
      top++;
      places[top] = q;
      borders[top] = crossing;
      borders[top + 1] = Infinity;
    }
    let at = 0;
    for (let q = 0; q < length; q++) {
      while (borders[at + 1]! < q) at++;
      const away = q - places[at]!;
      field[start + q * step] = away * away + samples[places[at]!]!;
    }
  }

  private crossing(q: number, p: number): number {
    return (this.samples[q]! + q * q - (this.samples[p]! + p * p)) / (2 * (q - p));
  }
}
