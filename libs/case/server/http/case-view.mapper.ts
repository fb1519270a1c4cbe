import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CITY_UTC_OFFSET_MS, idOf, isoOf, isoOrNull } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { CaseListViews, type CaseSnapshot } from '../../contract/ports.js'
import { timelineSentence } from '../../contract/events.js'
import type { AttachmentView, CaseListItem, CaseView, InboxItem } from '../../contract/views.js'
import { allowedActions, type AssignmentState, type CaseState } from '../../domain/index.js'
import type { AttachmentRow } from '../persistence/attachment.store.js'
import type { CaseDetail } from '../persistence/case-detail.read-model.js'
import { nextDueOf, snapshotOf } from '../persistence/case-row.mapper.js'

/** `11月28日 17:30`, in the city's clock. */
const momentZh = (epochMs: number): string => {
  const local = new Date(epochMs + CITY_UTC_OFFSET_MS).toISOString()
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${local.slice(11, 16)}`
}

export const attachmentViewOf = (row: AttachmentRow): AttachmentView => ({
  id: row.id, fileName: row.file_name, mediaType: row.media_type, bytes: row.bytes, url: `/api/v1/attachments/${row.id}`,
})

/** Puts names to codes; names are in memory, so this costs no round trip. */
@Injectable()
export class CaseViewMapper extends CaseListViews {
  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
  ) {
    super()
  }

  readonly unitName = (unitId: string): string => this.org.unit(idOf(unitId))?.name ?? unitId

  override listItem(snapshot: CaseSnapshot): CaseListItem {
    const lead = snapshot.assignments.findLast((item) => item.role === 'lead')
    const category = snapshot.categoryCode === null ? null : this.categories.category(idOf(snapshot.categoryCode))
    const division = snapshot.divisionCode === null ? null : this.org.division(idOf(snapshot.divisionCode))
    const county = snapshot.countyCode === null ? null : this.org.division(idOf(snapshot.countyCode))
    return {
      id: snapshot.id, number: snapshot.number, version: snapshot.version, title: snapshot.title, status: snapshot.status, statusSince: isoOf(snapshot.statusSince),
      caseType: snapshot.caseType as CaseListItem['caseType'], urgency: snapshot.urgency, category: category ? { id: category.code, name: category.name } : null,
      placeText: snapshot.placeText, division: division ? { id: division.code, name: division.name } : null, county: county ? { id: county.code, name: county.name } : null,
      leadUnit: lead ? { id: lead.unitId, name: this.unitName(lead.unitId) } : null, round: snapshot.round, sealed: snapshot.sealed, filedAt: isoOf(snapshot.filedAt),
      dispatchDueAt: isoOf(snapshot.dispatchDueAt), promiseDueAt: isoOrNull(snapshot.promiseDueAt), repliedAt: isoOrNull(snapshot.repliedAt), closedAt: isoOrNull(snapshot.closedAt),
    }
  }

  detail({ state, timeline, attachments, userNames }: CaseDetail, principal: Principal): CaseView {
    const names = { unit: this.unitName, moment: momentZh }
    return {
      ...this.listItem(snapshotOf(state)),
      description: state.description, channel: state.channel, originLine: state.originLine,
      divisionPath: state.divisionCode === null ? [] : this.org.pathOf(idOf(state.divisionCode)).map((item) => item.name),
      categoryPath: state.categoryCode === null ? [] : this.categories.pathOf(idOf(state.categoryCode)).map((item) => item.name),
      wantsCallback: state.wantsCallback, evidenceRequired: state.evidenceRequired, serviceClass: state.serviceClass, policyVersion: state.policyVersion,
      dispatchedAt: isoOrNull(state.dispatchedAt), endedReason: state.endedReason, answerText: state.answerText,
      firstCallback: callbackView(state.firstCallback), finalCallback: callbackView(state.finalCallback), dispatchTrail: state.dispatchTrail,
      assignments: state.assignments.map((item) => this.assignment(item)),
      timeline: timeline.map(({ seq, at, actorId, actorUnitId, event }) => ({
        seq, at: new Date(at).toISOString(), type: event.type, ...timelineSentence(event, names),
        actor: { id: actorId, name: userNames.get(actorId) ?? '系统', unitName: actorUnitId === null ? null : (this.org.unit(idOf(actorUnitId))?.name ?? null) },
        attachmentIds: 'attachmentIds' in event.data ? [...event.data.attachmentIds] : [],
      })),
      attachments: attachments.map(attachmentViewOf),
      allowedActions: allowedActions(state, principal, this.unitName),
    }
  }

  inboxItem(state: CaseState, assignmentId: string, principal: Principal): InboxItem | null {
    const mine = state.assignments.find((item) => item.id === assignmentId)
    if (!mine) return null
    const due = nextDueOf(mine, state)
    const category = state.categoryCode === null ? null : this.categories.category(idOf(state.categoryCode))
    return {
      assignmentId, caseId: state.id, number: state.number, version: state.version, role: mine.role, status: mine.status, round: mine.round, title: state.title,
      description: state.description, placeText: state.placeText, urgency: state.urgency, caseType: state.caseType, categoryName: category?.name ?? null,
      evidenceRequired: state.evidenceRequired, sealed: state.sealed, dispatchedAt: isoOf(mine.dispatchedAt),
      nextDue: due === null ? null : { kind: due.kind, at: isoOf(due.at) }, promiseDueAt: isoOf(mine.promiseDueAt),
      allowedActions: allowedActions(state, principal, this.unitName).filter((action) => action.assignmentId === assignmentId),
    }
  }

  private assignment(item: AssignmentState): CaseView['assignments'][number] {
    return {
      id: item.id, role: item.role, status: item.status, round: item.round, unit: { id: item.unitId, name: this.unitName(item.unitId) },
      dispatchedAt: isoOf(item.dispatchedAt), signDueAt: isoOf(item.signDueAt), contactDueAt: isoOf(item.contactDueAt), promiseDueAt: isoOf(item.promiseDueAt),
      signedAt: isoOrNull(item.signedAt), contactedAt: isoOrNull(item.contactedAt), contactReached: item.contactReached, repliedAt: isoOrNull(item.repliedAt),
      replyText: item.replyText, acceptedAt: isoOrNull(item.acceptedAt),
    }
  }
}

const callbackView = (callback: CaseState['finalCallback']): CaseView['finalCallback'] =>
  callback === null ? null : { outcome: callback.outcome, answers: callback.answers, at: isoOf(callback.at) }
