import {
  CLOCK_KIND_WORDS, CLOCK_KINDS, isDutyKind, isLongerThan, LADDER_ROLES, ORDER_REPLY_MAX, RUNG_OFFSET_MAX, SERVICE_CLASS_WORDS, SERVICE_CLASSES,
  type ClockKind, type LadderAction, type LadderOffset, type LadderRung, type LadderTarget, type LimitKind, type PolicyDraft, type PolicyFault, type ServiceClass,
} from '@tongban/deadline/contract'
import { durationText, type Duration } from '@tongban/worktime/contract'
import { passesCeiling, wallMinutes } from './limits-ceilings.js'

export type LadderWorld = {
  /** Somebody of this role is there today, where the target looks for them. */
  readonly isHeld: (target: LadderTarget) => boolean
}

/** Duties that are no unit's: there is no unit to look for people in. */
const UNOWNED: readonly ClockKind[] = ['dispatch', 'review', 'ruling', 'adjudication', 'callback']

/** Duties a unit could sit on: somebody above it hears of them. A first call that is late is the unit's own matter, its promise is not. */
const ABOVE_THE_UNIT: readonly ClockKind[] = ['sign', 'promise', 'arrive']

/** Classes whose duties are counted in hours, round the clock. */
const FAST: readonly ServiceClass[] = ['emergency', 'livelihood']
const SOON_FAST: Duration = { amount: 60, unit: 'minute' }
const SOON: Duration = { amount: 1, unit: 'work_day' }

/** Faults of a ladder. `current`: the ladder in force, whose kinds may not fall silent. */
export function checkLadder(draft: PolicyDraft, current: readonly LadderRung[], world: LadderWorld): PolicyFault[] {
  const { ladder } = draft
  return [
    ...checkCodes(ladder), ...checkLengths(ladder), ...checkSilence(ladder, current), ...checkPromise(ladder), ...checkDue(ladder), ...checkHeight(ladder), ...checkReach(ladder, world),
    ...checkBefore(draft),
  ]
}

const fault = (code: PolicyFault['code'], severity: PolicyFault['severity'], row: number | null, text: string, others: number[] = []): PolicyFault => ({
  code, severity, part: 'ladder', row, others, text,
})

const speaksOf = ({ kinds, serviceClasses }: LadderRung, kind: ClockKind, serviceClass: ServiceClass): boolean =>
  kinds.includes(kind) && (serviceClasses === null || serviceClasses.includes(serviceClass))

/** A rung fires once by its code: two of one code would silence each other. */
function checkCodes(ladder: readonly LadderRung[]): PolicyFault[] {
  return ladder.flatMap(({ code, name }, row) => {
    const first = ladder.findIndex((rung) => rung.code === code)
    return first === row ? [] : [fault('RUNG_CODE_TWICE', 'error', row, `阶梯“${name}”与“${ladder[first]?.name ?? ''}”用了同一个代码 ${code}：同一代码只触发一次`, [first])]
  })
}

/** What climbs today goes on climbing, and what nobody owns always does: an escalation nobody can silence. */
function checkSilence(ladder: readonly LadderRung[], current: readonly LadderRung[]): PolicyFault[] {
  return CLOCK_KINDS.flatMap((kind) => {
    const silent = SERVICE_CLASSES.filter((serviceClass) => {
      const climbed = kind === 'dispatch' || current.some((rung) => speaksOf(rung, kind, serviceClass))
      return climbed && !ladder.some((rung) => speaksOf(rung, kind, serviceClass))
    })
    return silent.length === 0 ? [] : [fault('LADDER_SILENCED', 'error', null, `“${CLOCK_KIND_WORDS[kind]}”时钟至少要保留一级阶梯（${classesText(silent)}）`)]
  })
}

/** A promise that is broken without anybody being told would be no promise. */
function checkPromise(ladder: readonly LadderRung[]): PolicyFault[] {
  const untold = SERVICE_CLASSES.filter((serviceClass) => !ladder.some((rung) => rung.offset.when !== 'before' && speaksOf(rung, 'promise', serviceClass)))
  return untold.length === 0 ? [] : [fault('PROMISE_WITHOUT_RUNG', 'error', null, `办结回复到期或超期之后没有任何阶梯：${classesText(untold)}`)]
}

const classesText = (classes: readonly ServiceClass[]): string =>
  classes.length === SERVICE_CLASSES.length ? '全部类别' : classes.map((each) => SERVICE_CLASS_WORDS[each]).join('；')

/** A rung as people find it on the page. */
const rungName = (row: number, { name }: LadderRung): string => `第 ${row + 1} 级“${name}”`

/** A rung years off, or an order whose reply is due in years, is silence under another name. */
function checkLengths(ladder: readonly LadderRung[]): PolicyFault[] {
  return ladder.flatMap((rung, row) => {
    const { offset } = rung
    const far = offset.when !== 'at' && isLongerThan(offset, RUNG_OFFSET_MAX)
      ? [fault('RUNG_TOO_FAR', 'error', row, `${rungName(row, rung)}在${offsetText(offset)}：一级阶梯离到期最多 ${durationText({ ...offset, amount: RUNG_OFFSET_MAX[offset.unit] })}`)]
      : []
    const slow = rung.actions.flatMap((action) => {
      if (action.do !== 'order' || !isLongerThan(action.replyWithin, ORDER_REPLY_MAX)) return []
      const { replyWithin } = action
      return [fault('REPLY_TOO_LONG', 'error', row, `${rungName(row, rung)}的督办单 ${durationText(replyWithin)} 内回复：最多 ${durationText({ ...replyWithin, amount: ORDER_REPLY_MAX[replyWithin.unit] })}`)]
    })
    return [...far, ...slow]
  })
}

function offsetText(offset: LadderOffset): string {
  if (offset.when === 'at') return '到期时'
  return `到期${offset.when === 'before' ? '前' : '后'} ${durationText({ amount: offset.amount, unit: offset.unit })}`
}

/** Somebody can be there at all: the role is one of its level, and the duty has a unit to look in. */
const canReach = ({ level, role }: LadderTarget, kind: ClockKind): boolean => LADDER_ROLES[level].includes(role) && !(level === 'unit' && UNOWNED.includes(kind))

const reaches = ({ actions }: LadderRung, kind: ClockKind, also: (target: LadderTarget) => boolean = () => true): boolean =>
  actions.some(({ to }) => to.some((target) => canReach(target, kind) && also(target)))

const soonFor = (kind: ClockKind, serviceClass: ServiceClass): Duration => (isDutyKind(kind) && FAST.includes(serviceClass) ? SOON_FAST : SOON)

const isSoon = ({ offset }: LadderRung, soon: Duration): boolean => offset.when === 'at' || (offset.when === 'after' && !passesCeiling(offset, soon))

/** Rungs at or after the due moment, the soonest first. */
const lateRungs = (ladder: readonly LadderRung[], kind: ClockKind, serviceClass: ServiceClass): LadderRung[] =>
  ladder.filter((rung) => rung.offset.when !== 'before' && speaksOf(rung, kind, serviceClass)).sort((a, b) => minutesAfter(a.offset) - minutesAfter(b.offset))

const minutesAfter = (offset: LadderOffset): number => (offset.when === 'at' ? 0 : wallMinutes(offset))

/** Whatever kind of duty climbs: when it is late somebody hears of it at once, not weeks on. A kind or class without any rung is the fault of `checkSilence`. */
function checkDue(ladder: readonly LadderRung[]): PolicyFault[] {
  return CLOCK_KINDS.flatMap((kind) => {
    const untold = SERVICE_CLASSES.filter((serviceClass) => {
      const late = lateRungs(ladder, kind, serviceClass)
      // A promise with no rung after it has a fault of its own.
      if (late.length === 0) return kind !== 'promise' && ladder.some((rung) => speaksOf(rung, kind, serviceClass))
      return !late.some((rung) => isSoon(rung, soonFor(kind, serviceClass)) && reaches(rung, kind))
    })
    return [...groupedBy(untold, (serviceClass) => `${durationText(soonFor(kind, serviceClass))} ${lateRungs(ladder, kind, serviceClass)[0]?.code ?? ''}`)].map((classes) => dueFault(ladder, kind, classes))
  })
}

function dueFault(ladder: readonly LadderRung[], kind: ClockKind, classes: readonly ServiceClass[]): PolicyFault {
  const [serviceClass = 'emergency'] = classes
  const [first] = lateRungs(ladder, kind, serviceClass)
  const row = first === undefined ? null : ladder.indexOf(first)
  const found = first === undefined || row === null ? '到期后没有一级阶梯' : `到期后最早的一级是${rungName(row, first)}（${offsetText(first.offset)}）`
  return fault('DUE_UNTOLD', 'error', row, `“${CLOCK_KIND_WORDS[kind]}”${found}：到期时或其后 ${durationText(soonFor(kind, serviceClass))}内须有一级通知到人（${classesText(classes)}）`)
}

function groupedBy(classes: readonly ServiceClass[], keyOf: (serviceClass: ServiceClass) => string): Iterable<ServiceClass[]> {
  const groups = new Map<string, ServiceClass[]>()
  for (const each of classes) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each])
  return groups.values()
}

/** A unit that sits on its duty is not the last to hear of it. */
function checkHeight(ladder: readonly LadderRung[]): PolicyFault[] {
  return ABOVE_THE_UNIT.flatMap((kind) => {
    const low = SERVICE_CLASSES.filter((serviceClass) => {
      const late = lateRungs(ladder, kind, serviceClass).filter((rung) => reaches(rung, kind))
      return late.length > 0 && !late.some((rung) => reaches(rung, kind, ({ level }) => level !== 'unit'))
    })
    if (low.length === 0) return []
    return [fault('LADDER_STAYS_LOW', 'error', null, `“${CLOCK_KIND_WORDS[kind]}”到期后没有一级到得了承办单位以上（旗县、市热线或纪检）：${classesText(low)}`)]
  })
}

/** Every action of a rung speaks to somebody who can be there; that nobody holds the role today is said, and no more: an account may follow. */
function checkReach(ladder: readonly LadderRung[], world: LadderWorld): PolicyFault[] {
  return ladder.flatMap((rung, row) =>
    rung.actions.flatMap((action, at) => {
      const never = rung.kinds.filter((kind) => !action.to.some((target) => canReach(target, kind)))
      if (never.length > 0) {
        const kinds = never.map((kind) => CLOCK_KIND_WORDS[kind]).join('、')
        return [fault('RUNG_IMPOSSIBLE', 'error', row, `${rungName(row, rung)}的第 ${at + 1} 项动作没有对着任何可能在那里的人（${kinds}时钟）`)]
      }
      return isHeldToday(action, rung.kinds, world) ? [] : [fault('RUNG_NOBODY', 'warning', row, `阶梯“${rung.name}”的一项动作现在找不到任何人`)]
    }),
  )
}

const isHeldToday = ({ to }: LadderAction, kinds: readonly ClockKind[], world: LadderWorld): boolean =>
  kinds.every((kind) => to.some((target) => canReach(target, kind) && world.isHeld(target)))

const limitKindOf = (kind: ClockKind): LimitKind => (kind === 'ruling' ? 'return_ruling' : kind)

/** The longest a clock of this kind and class can be given, by whichever row. */
function longest({ rows, procedureLimits, overrides }: PolicyDraft, kind: ClockKind, serviceClass: ServiceClass): Duration | null {
  const limitKind = limitKindOf(kind)
  const basic = isDutyKind(kind) ? rows.find((row) => row.serviceClass === serviceClass)?.limits[kind] : procedureLimits[limitKind as keyof typeof procedureLimits]
  const special = overrides.flatMap(({ selector, limits }) => (selector.serviceClass === null || selector.serviceClass === serviceClass ? [limits[limitKind]] : []))
  return [basic, ...special].reduce<Duration | null>((most, each) => (each !== undefined && (most === null || wallMinutes(each) > wallMinutes(most)) ? each : most), null)
}

/** A rung before the due moment that would come no later than the start of every clock it speaks of never comes. */
function checkBefore(draft: PolicyDraft): PolicyFault[] {
  return draft.ladder.flatMap((rung, row) => {
    const { offset, kinds, name } = rung
    if (offset.when !== 'before') return []
    const early = { amount: offset.amount, unit: offset.unit }
    return kinds.flatMap((kind) => {
      const never = (rung.serviceClasses ?? SERVICE_CLASSES).filter((serviceClass) => {
        const limit = longest(draft, kind, serviceClass)
        return limit !== null && wallMinutes(limit) <= wallMinutes(early)
      })
      if (never.length === 0) return []
      return [fault('RUNG_BEFORE_START', 'warning', row, `阶梯“${name}”在到期前 ${durationText(early)}，而${CLOCK_KIND_WORDS[kind]}时限没有那么长：${classesText(never)}不会触发`)]
    })
  })
}
