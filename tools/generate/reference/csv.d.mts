export declare function formatCsv(header: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string
export declare function parseCsv(text: string): Record<string, string>[]
