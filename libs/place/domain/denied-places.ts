import type { CompactText } from './fold-text.js'
import type { PlaceSpan } from './scan-places.js'

/** 不是大林镇: right before a name. 是不是 and 要不是 deny nothing. */
const DENIED_BEFORE = /(?<![是要莫若])(不是|不在|没在|不住在?|并非|不属于)(说|指|在|咱|我们|我家|那个)?$/
/** 大林镇，不对: right behind a name. */
const DENIED_AFTER = /^(哦|噢|啊|呃|呀)?(不对|错了|说错了|我?说错了|讲错了)/
/** 这不是大林镇吗 means that it is. */
const ASKED_BACK = /^.{0,12}[吗嘛么?？]/
/** The same clause goes on. */
const CLAUSE_END = /[,，。；;！!？?\n]/

const placesOf = (span: PlaceSpan): boolean => !span.isPrefix && span.readings.length > 0

/** Names in one go, such as 大林镇一村: they are denied together. */
function runsOf(spans: readonly PlaceSpan[]): PlaceSpan[][] {
  const runs: PlaceSpan[][] = []
  for (const span of spans) {
    const last = runs.at(-1)
    if (last?.at(-1)?.end === span.start) last.push(span)
    else runs.push([span])
  }
  return runs
}

/** The spans without the places that the caller says it is not (不是大林镇是钱家店镇), where another one is named; 把大林镇 alone is left as it is. */
export function withoutDenied(text: CompactText, spans: readonly PlaceSpan[]): readonly PlaceSpan[] {
  if (spans.length < 2) return spans
  const runs = runsOf(spans)
  const isDenied = (run: readonly PlaceSpan[]): boolean => {
    const start = run[0]?.start ?? 0
    const end = run.at(-1)?.end ?? start
    const clause = text.given.slice(text.positions[end - 1] ?? 0).slice(1)
    const rest = clause.slice(0, clause.search(CLAUSE_END) + 1 || clause.length)
    if (DENIED_BEFORE.test(text.plain.slice(Math.max(0, start - 8), start))) return !ASKED_BACK.test(rest)
    return DENIED_AFTER.test(text.plain.slice(end, end + 8))
  }
  const denied = new Set(runs.filter(isDenied).flat())
  const isElsewhereSaid = spans.some((span) => placesOf(span) && !denied.has(span))
  return denied.size > 0 && isElsewhereSaid ? spans.filter((span) => span.isPrefix || !denied.has(span)) : spans
}
