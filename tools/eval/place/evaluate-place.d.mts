export const HELP: string
export function evaluate(args: readonly string[]): Promise<{ result: Record<string, unknown>; table: string[][] }>
