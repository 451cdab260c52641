/** A colour in sRGB, `#rrggbb`, lower case. */
export type HexColor = `#${string}`;

/** What the sketch does not say: the colours, how the lines are meant, and the look. */
export interface Style {
  readonly skin: HexColor;
  readonly hair: HexColor;
  /** What lies behind the person. It also tints the edges of a face placed without background. */
  readonly background: HexColor;
  readonly clothing: HexColor;
  /** 0 = "my lines are rough, make a good face" ... 1 = "follow my lines". */
  readonly faithfulness: number;
  /** Which of the faces that fit lines and colours: a whole number, 0..4294967295. */
  readonly look: number;
}

export const STYLE_COLORS = ['skin', 'hair', 'background', 'clothing'] as const;

export type StyleColor = (typeof STYLE_COLORS)[number];

/** The four colours of one person of the training photos. */
export type StyleSample = Readonly<Record<StyleColor, HexColor>>;

/** What the model's manifest knows of styles, for seeded sampling. */
export interface StyleStatistics {
  /** One or more. */
  readonly samples: readonly StyleSample[];
}
