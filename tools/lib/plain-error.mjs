/** A failure the reader can act upon: shown as its sentence alone, without a stack. */
export class PlainError extends Error {}
