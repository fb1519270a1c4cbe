import type { CaseSnapshot } from '@tongban/case/contract'
import type { Instant, PlainDate } from '@tongban/kernel/core'
import { NOWHERE, type Notice } from './notice.js'
import { caseWords, momentZh } from './notice-words.js'

const MOST_LINES = 20
const OPEN: readonly string[] = ['dispatched', 'signed', 'contacted']

/** What a unit leads and has not replied to by a moment, the most pressing first. */
export function dueBy(unitId: string, cases: readonly CaseSnapshot[], until: Instant): readonly { readonly snapshot: CaseSnapshot; readonly dueAt: Instant }[] {
  return cases
    .flatMap((snapshot) => {
      const lead = snapshot.assignments.findLast((one) => one.role === 'lead' && one.unitId === unitId && OPEN.includes(one.status))
      if (lead === undefined || snapshot.subjectUnitIds.includes(unitId)) return []
      const dueAt = snapshot.promiseDueAt ?? lead.promiseDueAt
      return dueAt < until ? [{ snapshot, dueAt }] : []
    })
    .sort((a, b) => a.dueAt - b.dueAt)
}

/** A unit's list of the day; null when nothing is due. */
export function digestNotice(unitId: string, due: ReturnType<typeof dueBy>, day: PlainDate, now: Instant): Notice | null {
  if (due.length === 0) return null
  const late = due.filter(({ dueAt }) => dueAt <= now).length
  const lines = due.slice(0, MOST_LINES).map(({ snapshot, dueAt }) => `${momentZh(dueAt)} ${caseWords(snapshot.number, snapshot)}`)
  const rest = due.length - lines.length
  return {
    event: 'notification.daily_digest', sourceKey: `digest:${day}:${unitId}`, kind: 'digest', severity: late > 0 ? 'warning' : 'info', urgent: false,
    title: [due.length > late ? `今日到期 ${due.length - late} 件` : '', late > 0 ? `已超期 ${late} 件` : ''].filter((part) => part !== '').join('，'),
    body: [...lines, ...(rest > 0 ? [`另有 ${rest} 件，请到系统中查看`] : [])].join('\n'),
    link: '/inbox', caseId: null, dueAt: null, at: now, places: { ...NOWHERE, units: [unitId] }, actorIds: [], recusedUnitIds: [], ruledBy: null,
  }
}
