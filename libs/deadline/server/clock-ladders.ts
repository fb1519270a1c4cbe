import { Inject, Injectable } from '@nestjs/common'
import { CaseLookup } from '@tongban/case/contract'
import { WorkCalendars } from '@tongban/worktime/contract'
import type { LadderRung } from '../contract/index.js'
import { rungMomentsOf, type RungMoment } from '../domain/index.js'
import { calendarOfClock } from './clock-calendar.js'
import { clockOf, type ClockRow } from './persistence/clock-row.mapper.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'

/** A case nobody knows any more: the city's days. */
const NOWHERE = { divisionCode: null, assignments: [] }

/** What the rungs of a clock are, by the policy version it was set by. */
@Injectable()
export class ClockLadders {
  constructor(
    @Inject(DeadlinePolicies) private readonly policies: DeadlinePolicies,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
  ) {}

  /** Reads the versions these clocks were set by, should this process have started before they were published. */
  async know(rows: readonly ClockRow[]): Promise<void> {
    const versions = new Set(rows.flatMap(({ policy_version, rungs }) => [policy_version, ...rungs.map(({ policyVersion }) => policyVersion)]))
    await Promise.all([...versions].map((version) => this.policies.known(version)))
  }

  /** Null for a rung its version does not have: no version was ever written so. */
  rungOf(policyVersion: number, code: string): LadderRung | null {
    return this.policies.version(policyVersion).ladder.find((rung) => rung.code === code) ?? null
  }

  /**
   * The ladders of clocks whose rows have none: a pause that reaches beyond a due moment is known to the row alone, so the change that ended it left
   * this to be done. By the calendar that is in force for it.
   */
  async layOut(rows: readonly ClockRow[]): Promise<ReadonlyMap<string, readonly RungMoment[]>> {
    const bare = rows.filter(({ ladder }) => ladder === null)
    if (bare.length === 0) return new Map()
    const places = new Map((await this.cases.snapshots([...new Set(bare.map(({ case_id }) => case_id))])).map((snapshot) => [snapshot.id, snapshot]))
    return new Map(
      bare.map((row) => {
        const clock = clockOf(row)
        const calendar = calendarOfClock(this.calendars, places.get(row.case_id) ?? NOWHERE, clock)
        return [row.id, rungMomentsOf(this.policies.version(row.policy_version), calendar, clock)]
      }),
    )
  }
}
