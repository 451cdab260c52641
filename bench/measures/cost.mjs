import { atLeast, atMost } from '../lib/goals.mjs';
import { gigaflops, megabytes, millions, times } from '../lib/numbers.mjs';

/**
 * What a face costs by count: operations, weights, bytes on disk.
 *
 * @type {import('../lib/report.mjs').Measure}
 */
export const cost = {
  name: 'cost',
  title: 'Cost of one face, counted on the graphs',
  async run(context) {
    const costs = await context.costs();
    const { ours, full, lean } = costs;
    /** @param {string} name @param {import('../lib/context.mjs').Cost} cost */
    const row = (name, { flops, parameters, bytes }) => [
      ...[name, gigaflops(flops), times(flops / ours.flops)],
      ...[millions(parameters), times(parameters / ours.parameters)],
      ...[megabytes(bytes), times(bytes / ours.bytes)],
    ];
    return {
      columns: ['', 'operations', '', 'weights', '', 'on disk', ''],
      rows: [
        row('ours', ours),
        row("the paper's", full),
        row("the paper's without its classifier", lean),
      ],
      notes: [
        'weights: ours are stored in ' +
          `${(ours.bytes / ours.parameters).toFixed(2)} bytes each, the paper's in ` +
          `${(full.bytes / full.parameters).toFixed(2)} (float32)`,
      ],
      goals: [
        atLeast('fewer operations than the paper', full.flops / ours.flops, 40, times),
        atLeast('smaller on disk than the paper', full.bytes / ours.bytes, 40, times),
        atMost('operations', ours.flops, 9e9, gigaflops),
        atMost('weights', ours.parameters, 8e6, millions),
        atMost('on disk', ours.bytes, 9e6, megabytes),
      ],
      data: costs,
    };
  },
};
