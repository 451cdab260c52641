/**
 * Every way in which FacePencil says no. Codes are stable: hosts and scripts may switch on them;
 * messages may be reworded.
 */
export const FACE_PENCIL_ERROR_CODES = [
  // sketch: reading it
  'svg-not-svg',
  'svg-malformed',
  'svg-too-large',
  'svg-entities',
  'svg-external-reference',
  'svg-use-cycle',
  'svg-too-deep',
  'svg-too-complex',
  'sketch-empty',
  'sketch-no-visible-strokes',
  'sketch-one-point',
  'sketch-not-finite',
  'sketch-too-many-points',
  'frame-invalid',
  // style
  'style-invalid',
  'style-unknown-preset',
  // model and generator
  'manifest-invalid',
  'model-checksum',
  'model-truncated',
  'model-load-failed',
  'model-mismatch',
  'backend-unavailable',
  'generate-failed',
  'generate-cancelled',
  'generate-replaced',
  'generator-disposed',
  'worker-failed',
  'option-invalid',
  // faces in documents
  'selection-empty',
  'selection-computed',
  'selection-is-face',
  'selection-no-face',
  'document-changed',
  'document-closed',
  'document-read-only',
  // files
  'file-not-found',
  'file-unreadable',
  'file-encoding',
  'file-exists',
  'file-unwritable',
] as const;

export type FacePencilErrorCode = (typeof FACE_PENCIL_ERROR_CODES)[number];

/** What crosses a worker or a JSON line: structured clone keeps no class and no extra fields. */
export interface FacePencilErrorJson {
  readonly name: 'FacePencilError';
  readonly code: FacePencilErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly where?: string;
}

export interface FacePencilErrorDetails {
  /** What to do about it, one sentence for the person who made the input. */
  readonly hint: string;
  /** Where in the input: "line 12, column 4", an element id, a field, a file. */
  readonly where?: string | undefined;
  readonly cause?: unknown;
}

/** An error that says what was wrong (message), where, and what to do (hint), under a stable code. */
export class FacePencilError extends Error {
  override readonly name = 'FacePencilError';
  readonly code: FacePencilErrorCode;
  readonly hint: string;
  declare readonly where?: string;

  constructor(code: FacePencilErrorCode, message: string, details: FacePencilErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    if (details.where !== undefined) this.where = details.where;
  }

  toJSON(): FacePencilErrorJson {
    return {
      name: 'FacePencilError',
      code: this.code,
      message: this.message,
      hint: this.hint,
      ...(this.where === undefined ? {} : { where: this.where }),
    };
  }

  static fromJSON(json: FacePencilErrorJson): FacePencilError {
    return new FacePencilError(json.code, json.message, { hint: json.hint, where: json.where });
  }

  /** True for what toJSON gives, whatever realm or worker it comes from. */
  static isJSON(value: unknown): value is FacePencilErrorJson {
    if (typeof value !== 'object' || value === null) return false;
    const { name, code, message, hint } = value as Record<string, unknown>;
    return (
      name === 'FacePencilError' &&
      typeof message === 'string' &&
      typeof hint === 'string' &&
      (FACE_PENCIL_ERROR_CODES as readonly unknown[]).includes(code)
    );
  }
}
