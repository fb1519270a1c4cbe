import { Global, Module } from '@nestjs/common'
import { DutyContacts } from '../contract/ports.js'
import { DutyPosts } from './duty-posts.js'
import { DutyController } from './http/duty.controller.js'
import { DutyStore } from './persistence/duty.store.js'
import { RosterDutyContacts } from './roster-duty-contacts.js'
import { RosterWrites } from './roster-writes.js'
import { EditRoster } from './use-cases/edit-roster.use-case.js'
import { ImportRosters } from './use-cases/import-rosters.use-case.js'
import { ReadDutyGaps } from './use-cases/read-duty-gaps.use-case.js'
import { ReadDutyNow } from './use-cases/read-duty-now.use-case.js'
import { ReadRoster } from './use-cases/read-roster.use-case.js'

/** Global: whoever has to reach somebody asks DutyContacts. Needs OrgDirectory, WorkCalendars, StaffDirectory and AuditTrail. */
@Global()
@Module({
  controllers: [DutyController],
  providers: [
    DutyStore, DutyPosts, RosterWrites, EditRoster, ImportRosters, ReadRoster, ReadDutyNow, ReadDutyGaps, { provide: DutyContacts, useClass: RosterDutyContacts },
  ],
  exports: [DutyContacts],
})
export class DutyModule {}
