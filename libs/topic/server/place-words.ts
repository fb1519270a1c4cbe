const COMMITTEE = /(?:办事处|村民委员会|村委会|居民委员会|居委会|委员会)$/
const KINDS = ['街道', '苏木', '嘎查', '社区', '镇', '乡', '村'] as const
/** Shorter, a stem is part of other names: 胜利 of 胜利路. */
const LEAST_STEM = 3

/** How people call a division: by its name, without its committee, by its kind, and by what stands before the kind where that is long enough to be no other word. */
export function placeWordsOf(name: string): readonly string[] {
  const said = name.replace(COMMITTEE, '')
  const kind = KINDS.find((word) => said.endsWith(word))
  const stem = kind === undefined ? said : said.slice(0, -kind.length)
  const forms = [name, said, ...(said === name || stem.length < 2 ? [] : KINDS.filter((word) => word.length > 1 || word === '村').map((word) => `${stem}${word}`)), ...(stem.length >= LEAST_STEM ? [stem] : [])]
  return [...new Set(forms)].filter((form) => form.length >= 2)
}

/** Finds these words in a text, the longest first; null where there are none. */
export function matcherOf(words: readonly string[]): RegExp | null {
  const longest = [...new Set(words)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  return longest.length === 0 ? null : new RegExp(longest.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'gu')
}
