/** Who called, masked, for lists of other contexts: one query for a whole page. A case without a caller is left out. */
export abstract class CallerDirectory {
  abstract masked(caseIds: readonly string[]): Promise<ReadonlyMap<string, { phoneMasked: string | null; nameMasked: string | null; sealed: boolean }>>
}
