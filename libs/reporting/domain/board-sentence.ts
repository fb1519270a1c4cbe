import {
  DECLINE_REASON_ZH,
  EMERGENCY_LINE_ZH,
  NO_CONTACT_REASON_ZH,
  PROBLEM_CAUSE_ZH,
  REQUEST_KIND_ZH,
  SATISFACTION_ZH,
  type CaseEvent,
  type Satisfaction,
} from '@tongban/case/contract'
import { CLOCK_KIND_WORDS } from '@tongban/deadline/contract'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@tongban/kernel/core'

/** `unitId`: whose doing it was, else whose case it is. Null sentence: not for the board. */
export type BoardLine = { readonly sentence: string; readonly tone: 'normal' | 'good' | 'bad'; readonly unitId: string | null }

/** What the outbox says of an event, without the long texts. */
export type LeanCaseEvent = {
  readonly type: CaseEvent['type']
  readonly facts: Readonly<Record<string, unknown>>
  readonly leadUnitId: string | null
  readonly round: number
}

/** `tookMs`: from dispatch to signing or replying, where that is known; `title` is already masked for a sealed case. */
export type BoardSubject = { readonly title: string; readonly tookMs: number | null }

const GOOD: readonly Satisfaction[] = ['very_satisfied', 'satisfied']
const BAD: readonly Satisfaction[] = ['dissatisfied', 'very_dissatisfied']

/** One line of the board's stream: short, no names of people, no places beyond county and unit. */
export function boardSentence(event: LeanCaseEvent, subject: BoardSubject): BoardLine | null {
  const unitId = typeof event.facts.unitId === 'string' ? event.facts.unitId : event.leadUnitId
  const line = (sentence: string, tone: BoardLine['tone'] = 'normal'): BoardLine => ({ sentence, tone, unitId })
  const { facts } = event
  const took = subject.tookMs === null ? '' : `，用时 ${spanText(subject.tookMs)}`
  switch (event.type) {
    case 'case.filed.v1':
      return line(`受理：${subject.title}`)
    case 'case.answered.v1':
      return line('话务员直接答复', 'good')
    case 'case.declined.v1':
      return line(`不予受理${word(DECLINE_REASON_ZH, facts.reason, '：')}`)
    case 'case.redirected.v1':
      return line('已告知法定途径')
    case 'case.handed_to_emergency.v1':
      return line(`已转紧急专线${word(EMERGENCY_LINE_ZH, facts.line, ' ')}`, 'bad')
    case 'case.dispatched.v1':
      return event.round > 1 ? line(`第 ${event.round} 轮交办`, 'bad') : line(facts.automatic === true ? '系统直派' : '派单')
    case 'assignment.signed.v1':
      return facts.late === true ? line(`超时签收${took}`, 'bad') : line(`已签收${took}`)
    case 'assignment.contacted.v1':
      return facts.reached === true ? line('已与群众联系') : line(`未能联系群众${word(NO_CONTACT_REASON_ZH, facts.noContactReason, '：')}`)
    case 'assignment.replied.v1':
      return facts.late === true ? line(`超期回复${took}`, 'bad') : line(`已回复${took}`)
    case 'case.review_passed.v1':
      return line('回复审核通过')
    case 'case.review_failed.v1':
      return line('审核退回重办', 'bad')
    case 'case.callback_recorded.v1':
      return callbackLine(facts, line)
    case 'case.rework_started.v1':
      return line(`二次交办，第 ${event.round} 轮办理`, 'bad')
    case 'case.closed.v1':
      return line('办结', 'good')
    case 'case.withdrawn.v1':
      return line('诉求人撤单')
    case 'case.clock_noted.v1':
      // warnings are many and belong to who is warned; the board tells what has gone wrong
      return facts.what === 'overdue' ? line(`${word(CLOCK_KIND_WORDS, facts.kind)}时限已超期`, 'bad') : null
    case 'assignment.handed_over.v1':
      return line(facts.cause === 'return' ? '退单成立，转其他单位' : '已改派')
    case 'case.became_problem.v1':
      return line(`列为问题工单${word(PROBLEM_CAUSE_ZH, facts.cause, '：')}`, 'bad')
    case 'request.asked.v1':
      return line(`申请${word(REQUEST_KIND_ZH, facts.kind)}`)
    case 'request.ruled.v1':
      return line(`${word(REQUEST_KIND_ZH, facts.kind)}${facts.verdict === 'approved' ? '已同意' : '未同意'}`)
    case 'request.lapsed.v1':
      return line(`${word(REQUEST_KIND_ZH, facts.kind)}裁定逾期`, 'bad')
    case 'case.dispute_opened.v1':
      return { sentence: '进入会商裁定，先办后议', tone: 'bad', unitId: event.leadUnitId }
    case 'case.dispute_ruled.v1':
      return { sentence: '会商裁定已作出', tone: 'normal', unitId: typeof facts.leadUnitId === 'string' ? facts.leadUnitId : event.leadUnitId }
    case 'case.dispute_lapsed.v1':
      return line('会商裁定逾期', 'bad')
    case 'case.shelved.v1':
      return line('挂账，进入台账')
    case 'case.shelving_ended.v1':
      return line('挂账结束')
    case 'case.whistled.v1':
      return { sentence: '吹哨，请部门到场', tone: 'normal', unitId: typeof facts.byUnitId === 'string' ? facts.byUnitId : event.leadUnitId }
    case 'assignment.arrived.v1':
      return facts.late === true ? line('吹哨到场超时', 'bad') : line('吹哨已到场', 'good')
    case 'case.merged.v1':
      return line('并案')
    case 'case.urged.v1':
      return line(facts.by === 'citizen' ? '群众催办' : '催办', 'bad')
    case 'case.appealed.v1':
      return line('群众申诉', 'bad')
    case 'case.terminated.v1':
      return line('经裁定终止')
    default:
      // what happens inside a unit or a procedure is told on the case page, not on the wall
      return null
  }
}

function callbackLine(facts: LeanCaseEvent['facts'], line: (sentence: string, tone?: BoardLine['tone']) => BoardLine): BoardLine | null {
  if (facts.outcome === 'not_wanted' || facts.outcome === 'not_sampled') return null
  if (facts.outcome === 'unreachable') return line('回访三次未接通')
  if (facts.outcome === 'refused') return line('群众不愿接受回访')
  const answers = (facts.answers ?? {}) as { satisfaction?: Satisfaction | null }
  const { satisfaction } = answers
  if (satisfaction === null || satisfaction === undefined) return line('已回访')
  return line(`群众${SATISFACTION_ZH[satisfaction]}`, GOOD.includes(satisfaction) ? 'good' : BAD.includes(satisfaction) ? 'bad' : 'normal')
}

/** The word for a code with what stands before it; nothing for a code that is missing or not known here. */
const word = (words: Readonly<Record<string, string>>, code: unknown, before = ''): string => {
  const known = typeof code === 'string' ? words[code] : undefined
  return known === undefined ? '' : `${before}${known}`
}

/** 6 分, 3 小时 20 分, 1 天 2 小时: two parts at most. */
export function spanText(ms: number): string {
  const days = Math.floor(ms / DAY_MS)
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS)
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
  const parts = days > 0 ? [[days, '天'] as const, [hours, '小时'] as const] : [[hours, '小时'] as const, [minutes, '分'] as const]
  const shown = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`)
  return shown.length === 0 ? '不到 1 分' : shown.join(' ')
}
