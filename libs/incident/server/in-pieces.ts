/** So many rows a statement, though they are one transaction. */
export const ROWS_AT_ONCE = 500

export const inPieces = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))
