import {
  CLOCK_KIND_WORDS, CLOCK_KINDS, isDutyKind, SERVICE_CLASS_WORDS, SERVICE_CLASSES,
  type ClockKind, type LadderRung, type LadderTarget, type LimitKind, type PolicyDraft, type PolicyFault, type ServiceClass,
} from '@tongban/deadline/contract'
import { durationText, type Duration } from '@tongban/worktime/contract'
import { wallMinutes } from './limits-ceilings.js'

export type LadderWorld = {
  /** Somebody of this role exists where the target looks for them. */
  readonly isHeld: (target: LadderTarget) => boolean
}

/** Duties that are no unit's: there is no unit to look for people in. */
const UNOWNED: readonly ClockKind[] = ['dispatch', 'review', 'ruling', 'adjudication', 'callback']

/** Faults of a ladder. `current`: the ladder in force, whose kinds may not fall silent. */
export function checkLadder(draft: PolicyDraft, current: readonly LadderRung[], world: LadderWorld): PolicyFault[] {
  const { ladder } = draft
  return [...checkCodes(ladder), ...checkSilence(ladder, current), ...checkPromise(ladder), ...checkReach(ladder, world), ...checkBefore(draft)]
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

function checkReach(ladder: readonly LadderRung[], world: LadderWorld): PolicyFault[] {
  return ladder.flatMap((rung, row) =>
    rung.actions.flatMap((action) => {
      const reaches = rung.kinds.every((kind) => action.to.some((target) => !(target.level === 'unit' && UNOWNED.includes(kind)) && world.isHeld(target)))
      return reaches ? [] : [fault('RUNG_NOBODY', 'warning', row, `阶梯“${rung.name}”的一项动作现在找不到任何人`)]
    }),
  )
}

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
