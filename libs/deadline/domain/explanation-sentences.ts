import { addDays, assertNever, HOUR_MS, MINUTE_MS, plainDateOf, type Instant } from '@tongban/kernel/core'
import { CLOCK_KIND_WORDS, CLOCK_START_WORDS, isDutyKind, SERVICE_CLASS_WORDS, type ClockKind } from '@tongban/deadline/contract'
import { dayText, durationText, isWorkingUnit, momentText, timeOfDayText, type WorkCalendar } from '@tongban/worktime/contract'
import { lastingPause, type Adjustment, type Clock, type Reopening, type Reschedule } from './clock.js'
import type { CountedDay, CountedSpan, CountedTime, SkippedRun } from './counted-time.js'
import { lengthOf, useOf, type Extension } from './extension.js'

const DUTY_WORDS: Readonly<Record<ClockKind, string>> = {
  dispatch: '派单',
  sign: '签收',
  contact: '首次联系诉求人',
  promise: '办结并回复诉求人',
  arrive: '到场',
  review: '完成审核',
  ruling: '作出裁定',
  adjudication: '作出会商裁定',
  callback: '完成回访',
}

type Facts = {
  readonly clock: Clock
  readonly calendar: WorkCalendar
  readonly counted: CountedTime
  readonly policySource: string | null
  readonly dueAtByThisCalendar: Instant | null
}

export function explanationSentences({ clock, calendar, counted, policySource, dueAtByThisCalendar }: Facts): string[] {
  const working = isWorkingUnit(clock.limit.unit)
  return [
    `${momentText(clock.startedAt)} ${CLOCK_START_WORDS[clock.cause]}，时钟开始计时。`,
    ruleSentence(clock, policySource),
    ...(working && counted.countedFrom !== clock.startedAt ? [`开始时不在工作时间，从 ${momentText(counted.countedFrom)} 起计。`] : []),
    ...changes(clock, calendar),
    ...countedSentences(clock, counted),
    ...(counted.skipped.length > 0 ? [`不计：${counted.skipped.map(skippedText).join('；')}。`] : []),
    dueSentence(clock),
    // Told to the minute, doubted to the minute: two machines' clocks differ by less.
    ...(dueAtByThisCalendar !== null && momentText(dueAtByThisCalendar) !== momentText(clock.dueAt)
      ? [`按现行工作日历重新计算应为 ${momentText(dueAtByThisCalendar)}，与时钟记录的不一致。`]
      : []),
    ...outcome(clock),
  ]
}

function ruleSentence({ policyVersion, serviceClass, kind, limit }: Clock, source: string | null): string {
  // A procedure has one limit, whatever the class of the case.
  const whose = isDutyKind(kind) ? `“${SERVICE_CLASS_WORDS[serviceClass]}”类的` : ''
  const rule = `按时限规则第 ${policyVersion} 版，${whose}${CLOCK_KIND_WORDS[kind]}时限为 ${durationText(limit)}`
  return source === null ? `${rule}。` : `${rule}（上限依据：${source}）。`
}

/** Pauses, extensions, reschedulings and reopenings in the order they happened. */
function changes(clock: Clock, calendar: WorkCalendar): string[] {
  const isRecounted = clock.reschedules.length > 0
  const dated = [
    ...clock.adjustments.map((each) => ({ at: each.kind === 'pause' ? each.to : each.at, text: adjustmentText(each, isRecounted, clock, calendar) })),
    ...clock.reschedules.map((each) => ({ at: each.at, text: rescheduleText(each, clock) })),
    ...clock.reopenings.map((each) => ({ at: each.at, text: reopeningText(each) })),
  ]
  const pause = lastingPause(clock)
  const until = clock.state === 'paused' ? '尚未恢复' : '直至结束'
  const paused = pause === null ? [] : [`${momentText(pause.at)} 起暂停（${pause.reason}），${until}，其间不计时。`]
  return [...dated.sort((a, b) => a.at - b.at).map(({ text }) => text), ...paused]
}

function adjustmentText(each: Adjustment, isRecounted: boolean, clock: Clock, calendar: WorkCalendar): string {
  switch (each.kind) {
    case 'pause': {
      const moved = each.dueAfter === undefined ? '' : `，到期改为 ${momentText(each.dueAfter)}`
      return `${momentText(each.from)} 至 ${momentText(each.to)} 暂停（${each.reason}），其间不计时${moved}。`
    }
    case 'extension': {
      const granted = `${momentText(each.at)} 批准延期${each.by === null ? '' : ` ${durationText(each.by)}`}（${each.reason}）`
      const late = each.at >= each.dueBefore ? '；批准时已经超期，超期的记录保留' : ''
      return `${granted}，到期由 ${momentText(each.dueBefore)} 改为 ${momentText(each.dueAfter)}${late}${usedAs(each, clock, calendar)}。`
    }
    case 'carried':
      return isRecounted
        ? `${each.reason}：开始时按当时的时限应为 ${momentText(each.dueBefore)}，当时以 ${momentText(each.dueAfter)} 为准。`
        : `${each.reason}：按时限应为 ${momentText(each.dueBefore)}，以 ${momentText(each.dueAfter)} 为准。`
    default:
      return assertNever(each)
  }
}

/** Counted by another limit than it was granted for, an extension says what it comes to now, so that what is told adds up to the due moment. */
function usedAs(each: Extension, clock: Clock, calendar: WorkCalendar): string {
  const use = useOf(each, clock)
  if (use === 'left_out') return `；这是按“${SERVICE_CLASS_WORDS[each.grantedFor?.serviceClass ?? clock.serviceClass]}”类批准的，现在更紧急，不计入时限`
  const length = use === 'added' && each.by === null ? lengthOf(calendar, each) : null
  return length === null ? '' : `；现在按批准的长度（${length.isWorking ? '工作时间' : '连续时间'} ${amountText(Math.round(length.ms / MINUTE_MS))}）加在重新核定的时限之后`
}

function rescheduleText({ at, dueBefore, dueAfter, reason }: Reschedule, { adjustments, reopenings, state, ...clock }: Clock): string {
  const since = adjustments.some(({ kind }) => kind === 'carried') ? '仍从原承诺的起点起算' : '仍从原开始时间起算'
  const wasDone = reopenings.some((each) => each.satisfiedAt <= at && at < each.at) || (state === 'satisfied' && 'finishedAt' in clock && clock.finishedAt <= at)
  const owed = wasDone ? '（当时已经完成，只在退回后适用）' : ''
  return `${momentText(at)} 重新核定时限（${reason}），${since}，${dueBefore === dueAfter ? '到期不变，只移动预警或升级阶梯' : `到期由 ${momentText(dueBefore)} 改为 ${momentText(dueAfter)}`}${owed}。`
}

const reopeningText = ({ at, satisfiedAt, reason }: Reopening): string =>
  `${momentText(satisfiedAt)} 曾完成；${momentText(at)} 起继续计时（${reason}），到期时间不因此改变。`

function countedSentences({ limit }: Clock, { days, minutes }: CountedTime): string[] {
  if (days.length === 0) return []
  if (!isWorkingUnit(limit.unit)) {
    const runs = continuousRuns(days.flatMap(({ spans }) => spans))
    return [
      `不分昼夜、周末和节假日连续计时：${runs.map((run) => `${momentText(run.from)} 至 ${momentText(run.to)}`).join('；')}，合计 ${amountText(minutes)}。`,
    ]
  }
  const parts = sameDays(days).map(runText).join('；')
  return [`只计工作时间：${parts}${days.length > 1 ? `；合计 ${amountText(minutes)}` : ''}。`]
}

/** Joins what midnight cut; only pauses leave gaps. */
function continuousRuns(spans: readonly CountedSpan[]): readonly CountedSpan[] {
  return spans.reduce<readonly CountedSpan[]>((runs, span) => {
    const last = runs[runs.length - 1]
    return last !== undefined && last.to === span.from ? [...runs.slice(0, -1), { ...last, to: span.to }] : [...runs, span]
  }, [])
}

/** Groups consecutive days that counted at the same hours and need no note. */
function sameDays(days: readonly CountedDay[]): readonly (readonly CountedDay[])[] {
  return days.reduce<readonly (readonly CountedDay[])[]>((groups, day) => {
    const group = groups[groups.length - 1] ?? []
    const last = group[group.length - 1]
    const joins =
      last !== undefined &&
      last.note === null &&
      day.note === null &&
      addDays(last.date, 1) === day.date &&
      spansText(last) === spansText(day)
    return joins ? [...groups.slice(0, -1), [...group, day]] : [...groups, [day]]
  }, [])
}

function runText(days: readonly CountedDay[]): string {
  const [first] = days
  const last = days[days.length - 1]
  if (first === undefined || last === undefined) return ''
  const amount = amountText(days.reduce((sum, { minutes }) => sum + minutes, 0))
  if (days.length > 1) return `${dayText(first.date)}至 ${dayText(last.date)}每天 ${spansText(first)}，${days.length} 天计 ${amount}`
  return `${dayText(first.date)}${first.note === null ? '' : `${first.note} `}${spansText(first)}，计 ${amount}`
}

const spansText = ({ date, spans }: CountedDay): string =>
  spans.map(({ from, to }) => `${timeOfDayText(from)}–${plainDateOf(to) === date ? timeOfDayText(to) : '24:00'}`).join('、')

function skippedText({ fromDate, toDate, reason, name }: SkippedRun): string {
  const days = fromDate === toDate ? dayText(fromDate) : `${dayText(fromDate)}至 ${dayText(toDate)}`
  return reason === 'holiday' ? `${days}${name ?? ''}放假` : `${days}休息`
}

function dueSentence(clock: Clock): string {
  const duty = DUTY_WORDS[clock.kind]
  if (clock.state === 'paused') return `暂停前应在 ${momentText(clock.dueAt)} 前${duty}；恢复后按剩余时间顺延。`
  if (lastingPause(clock) !== null) return `暂停前应在 ${momentText(clock.dueAt)} 前${duty}。`
  return `因此应在 ${momentText(clock.dueAt)} 前${duty}。`
}

function outcome(clock: Clock): string[] {
  return [
    ...(clock.warnedAt === null ? [] : [`${momentText(clock.warnedAt)} 已预警。`]),
    ...(clock.overdueAt === null ? [] : [`${momentText(clock.overdueAt)} 到期仍未${DUTY_WORDS[clock.kind]}，记为超期。`]),
    ...(clock.state === 'satisfied' ? [satisfiedText(clock.finishedAt, clock.lateByMs)] : []),
    ...(clock.state === 'cancelled' ? [`${momentText(clock.finishedAt)} 时钟取消（${clock.cancelReason}）。`] : []),
  ]
}

const satisfiedText = (at: Instant, lateByMs: number | null): string =>
  `${momentText(at)} 完成，${lateByMs === null ? '未超期' : `超期 ${lateText(lateByMs)}`}。`

const lateText = (ms: number): string => (ms < MINUTE_MS ? '不足 1 分钟' : amountText(Math.floor(ms / MINUTE_MS)))

/** 90 → 1 小时 30 分钟. Hours are not turned into days: a day is ambiguous where working days are counted. */
function amountText(minutes: number): string {
  const hours = Math.floor((minutes * MINUTE_MS) / HOUR_MS)
  const rest = minutes % 60
  if (hours === 0) return `${rest} 分钟`
  return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分钟`
}
