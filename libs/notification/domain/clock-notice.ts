import type { CaseSnapshot } from '@tongban/case/contract'
import { CLOCK_KIND_WORDS, CLOCK_LADDER_TYPE, clockLadderSchema, type LadderTarget } from '@tongban/deadline/contract'
import type { CaseTold } from './case-notice.js'
import { NOWHERE, type House, type Notice, type PeopleQuery } from './notice.js'
import { caseWords, momentZh, sentence } from './notice-words.js'

/** Roles whose duty is the whole city. */
const CITY_WIDE: readonly LadderTarget['role'][] = ['dispatcher', 'reviewer', 'supervisor', 'discipline_inspector', 'assessor', 'leader']

/** Where a rung looks for people: the clock's unit, who coordinates the case's county, the city, discipline inspection. */
function targetQuery({ level, role }: LadderTarget, unitId: string | null, countyCode: string | null, house: House): PeopleQuery | null {
  switch (level) {
    case 'unit':
      return unitId === null ? null : { unitIds: [unitId], roles: [role] }
    case 'county': {
      const coordinator = countyCode === null ? null : house.coordinatorOf(countyCode)
      return coordinator === null ? null : { unitIds: [coordinator], roles: [role] }
    }
    case 'city':
      // Leaders sit in offices of their own: a role that is the whole city's is looked for in all of it.
      return { unitIds: CITY_WIDE.includes(role) ? null : house.centres, roles: [role] }
    case 'discipline':
      return { unitIds: house.disciplines, roles: [role] }
  }
}

/** What a rung of the ladder says, and to whom: the event brings its own targets, so that no policy is read. */
export function clockNotice(event: CaseTold, snapshotOf: (caseId: string) => CaseSnapshot | null, house: House): Notice {
  const told = clockLadderSchema.parse(event.data)
  const snapshot = snapshotOf(told.caseId)
  const targets = told.rung.actions.flatMap(({ to }) => to).flatMap((target) => targetQuery(target, told.unitId, snapshot?.countyCode ?? null, house) ?? [])
  const urgent = told.serviceClass === 'emergency' || snapshot?.urgency === 'emergency'
  const ordered = told.rung.actions.some((action) => action.do === 'order')
  const late = told.rung.offset.when !== 'before'
  return {
    event: CLOCK_LADDER_TYPE,
    sourceKey: `rung:${told.clockId}:${told.rung.code}`,
    kind: 'clock',
    severity: severityOf(urgent, late || ordered),
    urgent,
    title: `${urgent ? '【紧急】' : ''}${told.rung.name}：${caseWords(snapshot?.number ?? '', snapshot)}`,
    body: sentence(`${CLOCK_KIND_WORDS[told.kind]}时限 ${momentZh(told.dueAt)}`, told.unitId === null ? null : house.unitName(told.unitId)),
    link: `/cases/${told.caseId}`,
    caseId: told.caseId,
    dueAt: told.dueAt,
    at: event.at,
    places: { ...NOWHERE, units: told.unitId === null ? [] : [told.unitId], countyCode: snapshot?.countyCode ?? null, targets, onDuty: dutyUnits(targets, house) },
    actorIds: [],
    recusedUnitIds: snapshot?.subjectUnitIds ?? [],
    ruledBy: null,
  }
}

/** Where the people a rung names sit; a role that is the whole city's is on duty at the hotline centre. */
const dutyUnits = (targets: readonly PeopleQuery[], { centres }: House): readonly string[] => [...new Set(targets.flatMap(({ unitIds }) => unitIds ?? centres))]

function severityOf(urgent: boolean, pressing: boolean): Notice['severity'] {
  if (urgent) return 'urgent'
  return pressing ? 'warning' : 'info'
}
