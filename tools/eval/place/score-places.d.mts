export type Answer = { readonly best: { readonly code: string } | null; readonly rivals: readonly { readonly code: string }[]; readonly ambiguous: boolean }
export class PlaceScore {
  add(gold: string, found: Answer, tookMs: number, byNature?: boolean): void
  get count(): number
  result(): Record<string, unknown>
}
