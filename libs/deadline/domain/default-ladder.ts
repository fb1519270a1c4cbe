import type { ClockKind, LadderAction, LadderOffset, LadderRung, LadderTarget, ServiceClass } from '@tongban/deadline/contract'

const to = (...people: readonly [level: LadderTarget['level'], role: LadderTarget['role']][]): LadderTarget[] => people.map(([level, role]) => ({ level, role }))

const HANDLER = to(['unit', 'handler'], ['unit', 'county_coordinator'])
const UNIT_LEAD = to(['unit', 'unit_lead'], ['unit', 'county_coordinator'])
const LEAD_AND_COUNTY = [...UNIT_LEAD, ...to(['county', 'county_coordinator'])]
const SUPERVISOR = to(['city', 'supervisor'])

const before = (amount: number, unit: 'minute' | 'work_minute' = 'minute'): LadderOffset => ({ when: 'before', amount, unit })
const after = (amount: number, unit: 'minute' | 'work_minute' | 'work_day'): LadderOffset => ({ when: 'after', amount, unit })
const AT: LadderOffset = { when: 'at' }

const urge = (people: LadderTarget[]): LadderAction => ({ do: 'urge', to: people })
const notify = (people: LadderTarget[]): LadderAction => ({ do: 'notify', to: people })
const order = (kind: Extract<LadderAction, { do: 'order' }>['kind'], amount: number, unit: 'minute' | 'work_day', people: LadderTarget[]): LadderAction => ({
  do: 'order', kind, replyWithin: { amount, unit }, to: people,
})

const rung = (kind: ClockKind, code: string, name: string, offset: LadderOffset, actions: LadderAction[], serviceClasses: ServiceClass[] | null = null): LadderRung => ({
  code, name, kinds: [kind], serviceClasses, offset, actions,
})

/** Round-the-clock promises are counted in hours: their rungs are, too. */
const FAST: ServiceClass[] = ['emergency', 'livelihood']
const SLOW: ServiceClass[] = ['consultation', 'help_suggestion', 'complaint_report', 'complex']
/** Promises of more than 48 hours; a consultation has one working day, so 48 hours before it is due it has not begun. */
const LONG: ServiceClass[] = ['help_suggestion', 'complaint_report', 'complex']
const BRIEF: ServiceClass[] = ['consultation']
const DISCIPLINE = to(['discipline', 'discipline_inspector'])

/** The ladder an installation starts with (product, section 3): the promise for every class, and what nobody owns, signs, rules on or reviews. */
export const DEFAULT_LADDER: readonly LadderRung[] = [
  rung('promise', 'early_warning', '48 小时预警', before(48 * 60), [urge(HANDLER)], LONG),
  rung('promise', 'brief_warning', '临期催办', before(120, 'work_minute'), [urge(HANDLER)], BRIEF),
  rung('promise', 'key_supervision', '24 小时重点督办', before(24 * 60), [urge(UNIT_LEAD), notify(SUPERVISOR)], LONG),
  rung('promise', 'overdue', '超期催办', AT, [urge(LEAD_AND_COUNTY)], SLOW),
  rung('promise', 'routine', '日常督办', after(1, 'work_day'), [order('routine', 1, 'work_day', LEAD_AND_COUNTY)], SLOW),
  rung('promise', 'listed', '挂牌督办', after(3, 'work_day'), [order('listed', 1, 'work_day', [...LEAD_AND_COUNTY, ...SUPERVISOR])], SLOW),
  rung('promise', 'interview', '约谈与联合督办', after(5, 'work_day'), [
    order('interview', 1, 'work_day', [...LEAD_AND_COUNTY, ...SUPERVISOR]), order('joint', 2, 'work_day', [...LEAD_AND_COUNTY, ...SUPERVISOR, ...DISCIPLINE]),
  ], SLOW),
  rung('promise', 'fast_warning', '临期催办', before(30), [urge(HANDLER)], FAST),
  rung('promise', 'fast_overdue', '超期催办', AT, [urge([...LEAD_AND_COUNTY, ...SUPERVISOR])], FAST),
  rung('promise', 'fast_routine', '日常督办', after(60, 'minute'), [order('routine', 120, 'minute', [...LEAD_AND_COUNTY, ...SUPERVISOR])], FAST),
  rung('promise', 'fast_listed', '挂牌督办', after(6 * 60, 'minute'), [order('listed', 6 * 60, 'minute', [...LEAD_AND_COUNTY, ...SUPERVISOR])], FAST),
  rung('promise', 'fast_interview', '约谈与联合督办', after(24 * 60, 'minute'), [
    order('interview', 1, 'work_day', [...LEAD_AND_COUNTY, ...SUPERVISOR]), order('joint', 2, 'work_day', [...LEAD_AND_COUNTY, ...SUPERVISOR, ...DISCIPLINE]),
  ], FAST),
  rung('sign', 'sign_overdue', '未按时签收', AT, [urge(LEAD_AND_COUNTY)]),
  rung('sign', 'sign_ignored', '长时间未签收', after(240, 'work_minute'), [notify([...LEAD_AND_COUNTY, ...SUPERVISOR])]),
  rung('contact', 'contact_overdue', '未按时联系群众', AT, [urge(UNIT_LEAD)]),
  rung('arrive', 'arrive_overdue', '吹哨未到场', AT, [urge(UNIT_LEAD), notify(to(['county', 'county_coordinator']))]),
  rung('dispatch', 'dispatch_overdue', '未按时派单', AT, [notify(to(['city', 'dispatcher'], ['city', 'supervisor']))]),
  // What nobody owns climbs as fast as what somebody does.
  rung('dispatch', 'dispatch_unowned', '无人承办', after(240, 'minute'), [notify([...to(['county', 'county_coordinator']), ...SUPERVISOR])], SLOW),
  rung('dispatch', 'dispatch_ignored', '长时间无人承办', after(1, 'work_day'), [notify([...SUPERVISOR, ...to(['city', 'leader'])])], SLOW),
  rung('dispatch', 'dispatch_fast_unowned', '无人承办', after(20, 'minute'), [notify([...to(['county', 'county_coordinator']), ...SUPERVISOR])], FAST),
  rung('dispatch', 'dispatch_fast_ignored', '长时间无人承办', after(60, 'minute'), [notify([...SUPERVISOR, ...to(['city', 'leader'])])], FAST),
  rung('review', 'review_overdue', '审核超时', AT, [notify(to(['city', 'reviewer'], ['city', 'supervisor']))]),
  rung('callback', 'callback_overdue', '回访超时', AT, [notify(SUPERVISOR)]),
  rung('ruling', 'ruling_overdue', '申请裁定超时', AT, [notify(to(['city', 'dispatcher'], ['city', 'supervisor']))]),
  rung('adjudication', 'adjudication_overdue', '会商裁定超时', AT, [notify([...SUPERVISOR, ...to(['city', 'leader']), ...DISCIPLINE])]),
]
