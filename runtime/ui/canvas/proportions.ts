/**
 * Lines of face proportions for the paper, as SVG path data in document units: the head, the
 * middle, and where brows, eyes, nose and mouth lie in most of the training sketches.
 */
export const PROPORTIONS = [
  'M256 96C336 96 378 158 376 248C374 352 320 438 256 438C192 438 138 352 136 248C134 158 176 96 256 96Z',
  'M256 96V438',
  'M146 216H366',
  'M138 250H374',
  'M216 326H296',
  'M204 372H308',
].join('');
