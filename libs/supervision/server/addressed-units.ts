import { Inject, Injectable } from '@nestjs/common'
import { idOf, refuse, type Instant, type Result } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { WorkCalendars, type Duration } from '@tongban/worktime/contract'
import type { ReplyLimit } from '../domain/index.js'
import { replyLimits } from './reply-limits.js'

/** What a command asks of the unit that answers: its name, and a limit in its own working time. */
@Injectable()
export class AddressedUnits {
  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
  ) {}

  readonly nameOf = (unitId: string): string => this.org.unit(idOf(unitId))?.name ?? unitId

  limit(unitId: string, from: Instant, within: Duration): Result<ReplyLimit> {
    const unit = this.org.unit(idOf(unitId))
    return unit === null ? refuse('ORDER_UNIT_UNKNOWN', { unitId }) : replyLimits(this.calendars)(unit, from, within)
  }
}
