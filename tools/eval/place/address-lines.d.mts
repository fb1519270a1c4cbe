export const DROPPABLE: readonly string[]
export function readAddressLines(
  files: readonly string[],
  drop: readonly string[],
): { lines: { text: string; gold: string }[]; skipped: number; emptied: number }
export function splitOf(text: string, seed: number): 'look' | 'score'
