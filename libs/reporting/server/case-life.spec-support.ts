import type { CaseEvent } from '@tongban/case/contract'
import { HOUR_MS, instantFromIso, MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'

export const TOWNSHIP = 'township-150525100'
export const COORDINATOR = 'county-150525-coordinator'

/** One commit of a case: what happened, and when. */
export type Step = { readonly at: Instant; readonly events: readonly CaseEvent[] }

export const FILED_AT = instantFromIso('2026-11-21T09:00:00+08:00')
export const caseId = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

type Variation = {
  readonly filedAt?: Instant
  readonly sealed?: boolean
  readonly countyCode?: string
  readonly urgency?: 'general' | 'emergency'
  readonly unitId?: string
  readonly promiseHours?: number
  readonly subjectUnitIds?: readonly string[]
  readonly dispatchTrail?: Readonly<Record<string, unknown>> | null
}

export const filed = (
  n: number,
  { filedAt = FILED_AT, sealed = false, countyCode = '150525', urgency = 'general', subjectUnitIds = [], dispatchTrail = null }: Variation = {},
): Step => ({
  at: filedAt,
  events: [
    {
      type: 'case.filed.v1',
      data: {
        number: `2026112100${n}`,
        title: '大沁他拉西街路灯不亮',
        description: '三盏路灯不亮',
        caseType: 'help',
        categoryCode: '010101',
        urgency,
        channel: 'phone',
        originLine: null,
        placeText: '大沁他拉西街',
        divisionCode: null,
        countyCode,
        townshipCode: null,
        sealed,
        wantsCallback: true,
        evidenceRequired: false,
        attachmentIds: [],
        dispatchTrail,
        dispatchDueAt: plus(filedAt, HOUR_MS),
        ...(subjectUnitIds.length === 0 ? {} : { subjectUnitIds: [...subjectUnitIds] }),
      },
    },
  ],
})
export const dispatched = (n: number, { filedAt = FILED_AT, unitId = TOWNSHIP, promiseHours = 72 }: Variation = {}): Step => ({
  at: plus(filedAt, MINUTE_MS),
  events: [
    {
      type: 'case.dispatched.v1',
      data: {
        round: 1,
        automatic: true,
        reason: '',
        assignments: [
          { assignmentId: caseId(1_000 + n), role: 'lead', unitId },
          { assignmentId: caseId(2_000 + n), role: 'cc', unitId: COORDINATOR },
        ],
        due: {
          serviceClass: 'general',
          policyVersion: '1',
          startedAt: filedAt,
          signDueAt: plus(filedAt, 2 * HOUR_MS),
          contactDueAt: plus(filedAt, 24 * HOUR_MS),
          promiseDueAt: plus(filedAt, promiseHours * HOUR_MS),
        },
      },
    },
  ],
})
export const step = (
  n: number,
  minutes: number,
  event: (ids: { assignmentId: string; unitId: string }) => readonly CaseEvent[],
  filedAt = FILED_AT,
): Step => ({
  at: plus(filedAt, minutes * MINUTE_MS),
  events: event({ assignmentId: caseId(1_000 + n), unitId: TOWNSHIP }),
})

/** Found to be about these units, an hour after it was filed. */
export const recused = (n: number, unitIds: readonly string[], filedAt = FILED_AT): Step =>
  step(n, 60, () => [{ type: 'case.recused.v1', data: { unitIds: [...unitIds], reason: '被反映的就是该单位' } }], filedAt)

/** A whole life: dispatched, signed six minutes later, contacted, replied, passed, called back and closed. */
export const life = (n: number, satisfaction: 'satisfied' | 'basically_satisfied', variation: Variation = {}): Step[] => [
  filed(n, variation),
  dispatched(n, variation),
  step(n, 7, (ids) => [{ type: 'assignment.signed.v1', data: { ...ids, late: false } }], variation.filedAt),
  step(
    n,
    30,
    (ids) => [{ type: 'assignment.contacted.v1', data: { ...ids, reached: true, method: 'phone', noContactReason: null, note: '' } }],
    variation.filedAt,
  ),
  step(
    n,
    120,
    (ids) => [{ type: 'assignment.replied.v1', data: { ...ids, text: '已更换', attachmentIds: [], late: false } }],
    variation.filedAt,
  ),
  step(n, 150, ({ assignmentId }) => [{ type: 'case.review_passed.v1', data: { assignmentId, remarks: '' } }], variation.filedAt),
  step(
    n,
    200,
    () => [
      {
        type: 'case.callback_recorded.v1',
        data: {
          outcome: 'answered',
          answers: { contacted: true, resolved: true, satisfaction, truthful: true },
          note: '',
          round: 1,
          attempts: 1,
        },
      },
      { type: 'case.closed.v1', data: { round: 1 } },
    ],
    variation.filedAt,
  ),
]
