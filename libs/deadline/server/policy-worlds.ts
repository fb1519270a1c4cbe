import { Inject, Injectable } from '@nestjs/common'
import { StaffDirectory } from '@tongban/access/contract'
import { Clock, DAY_MS, idOf, plus } from '@tongban/kernel/core'
import { OrgDirectory, type UnitKind } from '@tongban/org/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { WorkCalendars, type WorkCalendar } from '@tongban/worktime/contract'
import { CITY_WIDE_ROLES, type LadderTarget, type PolicyDraft } from '../contract/index.js'
import type { PolicyWorld } from '../domain/index.js'

/** Unit kinds a level looks for people in; a county's are those who coordinate it. Whoever calls citizens back is never given a case. */
const LEVEL_KINDS: Readonly<Record<LadderTarget['level'], (kind: UnitKind) => boolean>> = {
  unit: (kind) => kind !== 'callback_provider',
  county: (kind) => kind === 'county_coordinator',
  city: (kind) => kind === 'hotline_centre',
  discipline: (kind) => kind === 'discipline_inspection',
}

/** A quarter of a year apart: seasons and the long holidays lie between them. */
const STARTS = [0, 91, 182, 273]

/** What a draft is checked against: the codes, the calendars and the people of the city today. One query: who holds which role. */
@Injectable()
export class PolicyWorlds {
  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(StaffDirectory) private readonly staff: StaffDirectory,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async of({ ladder }: PolicyDraft): Promise<PolicyWorld> {
    const roles = [...new Set(ladder.flatMap(({ actions }) => actions.flatMap(({ to }) => to.map(({ role }) => role))))]
    const people = roles.length === 0 ? [] : await this.staff.staffOf({ unitIds: null, roles })
    const held = people.flatMap((person) => person.roles.map((role) => ({ role, kind: this.org.unit(idOf(person.unitId))?.kind ?? null })))
    const now = this.clock.now()
    return {
      hasCategory: (code) => this.categories.category(idOf(code)) !== null,
      hasDivision: (code) => this.org.division(idOf(code)) !== null,
      isHeld: ({ level, role }) =>
        held.some((each) => each.role === role && ((level === 'city' && CITY_WIDE_ROLES.includes(role)) || (each.kind !== null && LEVEL_KINDS[level](each.kind)))),
      calendars: this.everyCalendar(),
      starts: STARTS.map((days) => plus(now, days * DAY_MS)),
    }
  }

  /** Each calendar once, from the city down, by whose it is. In memory. */
  private everyCalendar(): PolicyWorld['calendars'] {
    const found = new Map<WorkCalendar, string>([[this.calendars.calendarFor(null), '全市']])
    const add = (calendar: WorkCalendar, name: string): void => {
      if (!found.has(calendar)) found.set(calendar, name)
    }
    for (const { code, name } of [...this.org.allDivisions()].sort((a, b) => a.code.length - b.code.length)) add(this.calendars.calendarFor(code), name)
    for (const { id, divisionCode, shortName } of this.org.allUnits()) add(this.calendars.calendarFor(divisionCode, id), shortName)
    return [...found].map(([calendar, name]) => ({ calendar, name }))
  }
}
