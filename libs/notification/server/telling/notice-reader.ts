import { Inject, Injectable } from '@nestjs/common'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { CLOCK_LADDER_TYPE } from '@tongban/deadline/contract'
import { idOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import type { DeliveredEvent } from '@tongban/platform/server'
import { NOTICE_EVENTS } from '../../contract/index.js'
import { caseNotice, clockNotice, incidentNotices, supervisionNotice, textOf, textsOf, topicNotice, type House, type Notice } from '../../domain/index.js'

/** What is heard; the digest makes itself. */
export const HEARD_TYPES = Object.keys(NOTICE_EVENTS).filter((type) => type.endsWith('.v1'))

/** As many as one question may name. */
const SNAPSHOTS_AT_ONCE = 1_000

/** Turns events into what they say. One query for the cases of a handful. */
@Injectable()
export class NoticeReader {
  constructor(
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  async read(events: readonly DeliveredEvent[]): Promise<Notice[]> {
    const snapshots = await this.snapshots([...new Set(events.flatMap(caseIdsOf))])
    const snapshotOf = (caseId: string): CaseSnapshot | null => snapshots.get(caseId) ?? null
    const house = this.house()
    return events.flatMap((event) => {
      if (event.type === CLOCK_LADDER_TYPE) return [clockNotice(event, snapshotOf, house)]
      if (event.type.startsWith('supervision.')) return [supervisionNotice(event, snapshotOf, house)]
      if (event.type.startsWith('incident.')) return incidentNotices(event, house)
      if (event.type.startsWith('topic.')) return [topicNotice(event, house)]
      return caseNotice(event, snapshotOf(event.subjectId), house) ?? []
    })
  }

  house(): House {
    const units = this.org.allUnits()
    const idsOf = (kind: string): string[] => units.filter((unit) => unit.kind === kind).map(({ id }) => String(id))
    return {
      unitName: (unitId) => this.org.unit(idOf(unitId))?.shortName ?? unitId,
      coordinatorOf: (countyCode) => this.org.coordinatorOf(idOf(countyCode))?.id ?? null,
      centres: idsOf('hotline_centre'),
      disciplines: idsOf('discipline_inspection'),
    }
  }

  private async snapshots(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseSnapshot>> {
    const found = new Map<string, CaseSnapshot>()
    for (let start = 0; start < caseIds.length; start += SNAPSHOTS_AT_ONCE) {
      for (const snapshot of await this.cases.snapshots(caseIds.slice(start, start + SNAPSHOTS_AT_ONCE))) found.set(snapshot.id, snapshot)
    }
    return found
  }
}

function caseIdsOf({ type, subjectId, data }: DeliveredEvent): readonly string[] {
  if (type === CLOCK_LADDER_TYPE) return textsOf([textOf(data.caseId)])
  if (type.startsWith('supervision.')) return textsOf(data.caseIds)
  return type.startsWith('incident.') || type.startsWith('topic.') ? [] : [subjectId]
}
