/**
 * Who runs when, so that whatever else the machine does falls on all alike: each spread evenly
 * over the whole time, few rounds among many.
 *
 * @template {{ readonly rounds: number }} T
 * @param {readonly T[]} contestants
 * @returns {T[]} every contestant as often as it has rounds
 */
export function takeTurns(contestants) {
  return contestants
    .flatMap((contestant) =>
      Array.from({ length: contestant.rounds }, (_, round) => ({
        contestant,
        at: (round + 0.5) / contestant.rounds,
      })),
    )
    .sort((a, b) => a.at - b.at)
    .map(({ contestant }) => contestant);
}
