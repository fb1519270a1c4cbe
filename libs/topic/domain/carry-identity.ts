/**
 * A topic that was there before, with its cases. `settledIds`: those the last look had put together; the others were added one by one since, each to
 * the likest there was. Absent: all of them.
 */
export type KnownTopic = { readonly id: string; readonly caseIds: readonly string[]; readonly settledIds?: readonly string[] }

/**
 * Which new cluster goes on as which topic: a topic keeps its identity when its cases do. What it was must be there for the greater part (what was
 * only added since does not stand for it), and the cluster must come from it for the greater part: else something new would go on under an old name,
 * and an alert about the old would swallow it. The greatest common part decides, of equals the lower id; a topic lives on in one cluster at most.
 * Answers one entry a cluster: the id, or null for a topic that is new.
 */
export function carryIdentity(clusters: readonly (readonly string[])[], known: readonly KnownTopic[]): (string | null)[] {
  const topicOf = new Map<string, string>()
  const settled = new Map<string, ReadonlySet<string>>()
  for (const { id, caseIds, settledIds = [] } of known) {
    // Begun since the last look: its cases are all there is of it.
    settled.set(id, new Set(settledIds.length > 0 ? settledIds : caseIds))
    for (const caseId of caseIds) topicOf.set(caseId, id)
  }
  const claims = clusters.flatMap((caseIds, cluster) => {
    const common = new Map<string, { count: number; kept: number }>()
    for (const caseId of caseIds) {
      const id = topicOf.get(caseId)
      if (id === undefined) continue
      const { count, kept } = common.get(id) ?? { count: 0, kept: 0 }
      common.set(id, { count: count + 1, kept: kept + Number(settled.get(id)?.has(caseId) ?? false) })
    }
    return [...common].filter(([id, { count, kept }]) => 2 * kept >= (settled.get(id)?.size ?? 0) && 2 * count >= caseIds.length).map(([id, { count }]) => ({ cluster, id, count }))
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
