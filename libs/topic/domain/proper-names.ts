/**
 * What estates, schools, hospitals and streets are called by. Villages and communities are not here, nor 街道: they are divisions, which cases have as
 * fields, and what is said of one of them is seldom one matter. Nor firms: before 公司 stands what kind of firm it is.
 */
const KIND_WORDS = /小区|花园|家园|新村|公寓|大厦|广场|公园|市场|学校|学院|中学|小学|幼儿园|大学|医院|银行|国际|[路苑湾园庭郡]|街(?!道)|城(?![市镇乡管区])|(?<!政)府/gu
const ENDS_WITH_KIND = new RegExp(`(?:${KIND_WORDS.source})$`, 'u')
/** Grammar stands in no name. */
const GRAMMAR = /[的了着们吗呢吧我你您他她它这那是不没在把被让给与跟及或但从向到请就也都还本某该个]/u
const SHORTEST = 2
const LONGEST = 4

/**
 * The names of places that a run of Han characters says, as far as they can be told without a dictionary: two to four characters and
 * what kind of place they name. Nobody knows where a name begins, so each length is one; what is no name is said by few others and weighs nothing.
 */
export function* properNamesIn(run: string): Iterable<string> {
  for (const { 0: kind, index } of run.matchAll(KIND_WORDS)) {
    for (let before = SHORTEST; before <= Math.min(LONGEST, index); before += 1) {
      const name = run.slice(index - before, index + kind.length)
      if (GRAMMAR.test(name)) break
      yield name
    }
  }
}

/** Whether a phrase is such a name as a whole. */
export const isProperName = (phrase: string): boolean => phrase.length > SHORTEST && ENDS_WITH_KIND.test(phrase) && !GRAMMAR.test(phrase)
