export const HELP: string
export function evaluate(args: readonly string[], given?: object): Promise<{ result: Record<string, unknown>; table: string[][] }>
