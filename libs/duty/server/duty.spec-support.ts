import { Global, Module } from '@nestjs/common'
import { StaffDirectory, type RoleId, type StaffMember } from '@tongban/access/contract'
import { instantFromIso, type Instant } from '@tongban/kernel/core'
import { OrgSeed } from '@tongban/org/server'
import { caseWorld, UNITS, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { WorktimeModule, WorktimeSeed } from '@tongban/worktime/server'
import { DutyModule } from './duty.module.js'
import { DutyStore, type DutyToWrite } from './persistence/duty.store.js'

/** The accounts of two units, as access would answer; counts how often it is asked. */
export class SampleStaff extends StaffDirectory {
  asked = 0

  override staffOf({ unitIds, roles }: { readonly unitIds: readonly string[] | null; readonly roles: readonly RoleId[] }): Promise<readonly StaffMember[]> {
    this.asked += 1
    const known: StaffMember[] = [
      { userId: 'bao', displayName: '包文军', unitId: UNITS.township, roles: ['handler'] },
      { userId: 'han', displayName: '韩秀英', unitId: UNITS.township, roles: ['unit_lead', 'handler'] },
      { userId: 'wu', displayName: '乌云', unitId: UNITS.coordinator, roles: ['county_coordinator'] },
    ]
    return Promise.resolve(known.filter((member) => (unitIds === null || unitIds.includes(member.unitId)) && member.roles.some((role) => roles.includes(role))))
  }
}

@Global()
@Module({ providers: [SampleStaff, { provide: StaffDirectory, useExisting: SampleStaff }], exports: [StaffDirectory, SampleStaff] })
class StaffModule {}

export type DutyWorld = CaseWorld & { readonly city: CaseProcess; readonly staff: SampleStaff; readonly write: (postKey: string, entries: readonly DutyToWrite[]) => Promise<void> }

/** A city with its units, its places, its calendar, and nobody on any roster. */
export async function dutyWorld(): Promise<DutyWorld> {
  const world = await caseWorld({ modules: [WorktimeModule, StaffModule, DutyModule] })
  const city = world.first
  await world.database.transaction(async (tx) => {
    await city.app.get(OrgSeed).load(tx, '150500')
    await city.app.get(WorktimeSeed).load(tx, '150500')
  })
  const store = city.app.get(DutyStore)
  const write = (postKey: string, entries: readonly DutyToWrite[]): Promise<void> => world.database.transaction((tx) => store.put(tx, postKey, entries))
  return { ...world, city, staff: city.app.get(SampleStaff), write }
}

/** A moment on the city's clock: `2026-10-01 08:00`. */
export const moment = (text: string): Instant => instantFromIso(`${text.replace(' ', 'T')}:00+08:00`)
