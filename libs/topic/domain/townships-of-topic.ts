/** A place stands for a topic when so many of its cases are known to be there: one of seven says nothing of the other six. */
const MOST = 2 / 3

export type CodeCount = { readonly code: string; readonly cases: number }

/**
 * The townships a topic of so many cases is in, most cases first. One alone where most cases are there; none where most are known to be in the county
 * and no more, or nowhere: then the topic is its county's.
 */
export function townshipsOfTopic(counts: readonly CodeCount[], cases: number): readonly string[] {
  const sorted = [...counts].sort((a, b) => b.cases - a.cases || (a.code < b.code ? -1 : 1))
  const [first] = sorted
  if (first !== undefined && first.cases >= MOST * cases) return [first.code]
  const known = sorted.reduce((sum, one) => sum + one.cases, 0)
  return sorted.length > 1 && known >= MOST * cases ? sorted.map(({ code }) => code) : []
}
