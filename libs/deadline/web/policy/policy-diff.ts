import { durationText, type Duration } from '@tongban/worktime/contract'
import {
  CLOCK_KIND_WORDS, DUTY_KINDS, LIMIT_KIND_WORDS, SERVICE_CLASS_WORDS, type LadderRung, type LimitKind, type PolicyDraft, type PolicyOverride,
} from '../../contract/index.js'

/** One difference between two tables. `before` null: added; `after` null: removed. */
export type PolicyDifference = { readonly part: 'rows' | 'procedureLimits' | 'overrides' | 'ladder'; readonly what: string; readonly before: string | null; readonly after: string | null }

/** What one table has otherwise than another, in the order people read the table. */
export function policyDiff(before: PolicyDraft, after: PolicyDraft): readonly PolicyDifference[] {
  return [...rowsDiff(before, after), ...proceduresDiff(before, after), ...overridesDiff(before.overrides, after.overrides), ...ladderDiff(before.ladder, after.ladder)]
}

function rowsDiff(before: PolicyDraft, after: PolicyDraft): PolicyDifference[] {
  return after.rows.flatMap((row) => {
    const was = before.rows.find(({ serviceClass }) => serviceClass === row.serviceClass)
    const name = SERVICE_CLASS_WORDS[row.serviceClass]
    const limits = DUTY_KINDS.map((kind) => changed('rows', `${name} · ${CLOCK_KIND_WORDS[kind]}`, textOf(was?.limits[kind]), textOf(row.limits[kind])))
    return [...limits, changed('rows', `${name} · 依据`, was?.source ?? null, row.source)].flat()
  })
}

const proceduresDiff = (before: PolicyDraft, after: PolicyDraft): PolicyDifference[] =>
  (Object.keys(after.procedureLimits) as (keyof PolicyDraft['procedureLimits'])[]).flatMap((kind) =>
    changed('procedureLimits', LIMIT_KIND_WORDS[kind], textOf(before.procedureLimits[kind]), textOf(after.procedureLimits[kind])),
  )

function overridesDiff(before: readonly PolicyOverride[], after: readonly PolicyOverride[]): PolicyDifference[] {
  const keys = [...new Set([...before, ...after].map(selectorText))]
  const limitsOf = (rows: readonly PolicyOverride[], key: string): string | null => {
    const own = rows.filter((row) => selectorText(row) === key)
    return own.length === 0 ? null : own.map(overrideText).join('；')
  }
  return keys.flatMap((key) => changed('overrides', key, limitsOf(before, key), limitsOf(after, key)))
}

/** Which cases a row speaks of, by codes. */
export const selectorText = ({ selector: { categoryCode, divisionCode, caseType, serviceClass } }: PolicyOverride): string =>
  [
    categoryCode === null ? null : `分类 ${categoryCode}`, divisionCode === null ? null : `区划 ${divisionCode}`, caseType,
    serviceClass === null ? null : SERVICE_CLASS_WORDS[serviceClass],
  ].filter((part) => part !== null).join(' · ') || '全部'

const overrideText = ({ limits }: PolicyOverride): string =>
  (Object.entries(limits) as [LimitKind, Duration][]).map(([kind, limit]) => `${LIMIT_KIND_WORDS[kind]} ${durationText(limit)}`).join('、')

function ladderDiff(before: readonly LadderRung[], after: readonly LadderRung[]): PolicyDifference[] {
  const codes = [...new Set([...before, ...after].map(({ code }) => code))]
  return codes.flatMap((code) => {
    const [was, is] = [before.find((rung) => rung.code === code), after.find((rung) => rung.code === code)]
    return changed('ladder', is?.name ?? was?.name ?? code, was === undefined ? null : rungText(was), is === undefined ? null : rungText(is))
  })
}

export function rungText({ name, kinds, offset, serviceClasses, actions }: LadderRung): string {
  const classes = serviceClasses === null ? '' : `（${serviceClasses.map((each) => SERVICE_CLASS_WORDS[each]).join('、')}）`
  const does = actions.map((action) => `${action.do}${action.do === 'order' ? ` ${action.kind} ${durationText(action.replyWithin)}` : ''} → ${action.to.map(({ level, role }) => `${level}/${role}`).join(', ')}`)
  return `${name} · ${kinds.map((kind) => CLOCK_KIND_WORDS[kind]).join('、')}${classes} · ${offsetText(offset)} · ${does.join('; ')}`
}

export function offsetText(offset: LadderRung['offset']): string {
  if (offset.when === 'at') return '到期时'
  const length = durationText({ amount: offset.amount, unit: offset.unit })
  return offset.when === 'before' ? `到期前 ${length}` : `到期后 ${length}`
}

const textOf = (limit: Duration | undefined): string | null => (limit === undefined ? null : durationText(limit))

const changed = (part: PolicyDifference['part'], what: string, before: string | null, after: string | null): PolicyDifference[] =>
  before === after ? [] : [{ part, what, before, after }]
