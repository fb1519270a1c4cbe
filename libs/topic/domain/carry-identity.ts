/** A topic that was there before, with its cases. */
export type KnownTopic = { readonly id: string; readonly caseIds: readonly string[] }

/**
 * Which new cluster goes on as which topic: a topic keeps its identity when its cases do. The greatest common part decides, of equals the
 * lower id; a topic lives on in one cluster at most, and only with a third of the cases both have within the window.
 * Answers one entry a cluster: the id, or null for a topic that is new.
 */
export function carryIdentity(clusters: readonly (readonly string[])[], known: readonly KnownTopic[]): (string | null)[] {
  const topicOf = new Map<string, string>()
  const sizeOf = new Map<string, number>()
  for (const { id, caseIds } of known) {
    sizeOf.set(id, caseIds.length)
    for (const caseId of caseIds) topicOf.set(caseId, id)
  }
  const claims = clusters.flatMap((caseIds, cluster) => {
    const common = new Map<string, number>()
    for (const caseId of caseIds) {
      const id = topicOf.get(caseId)
      if (id !== undefined) common.set(id, (common.get(id) ?? 0) + 1)
    }
    return [...common].filter(([id, count]) => 3 * count >= Math.min(caseIds.length, sizeOf.get(id) ?? 0)).map(([id, count]) => ({ cluster, id, count }))
  })
  claims.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.cluster - b.cluster))
  const given: (string | null)[] = clusters.map(() => null)
  const taken = new Set<string>()
  for (const { cluster, id } of claims) {
    if (taken.has(id) || given[cluster] !== null) continue
    given[cluster] = id
    taken.add(id)
  }
  return given
}
