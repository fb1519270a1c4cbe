import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CITY_UTC_OFFSET_MS, idOf, isoOf, isoOrNull } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { CaseListViews, type CaseSnapshot } from '../../contract/ports.js'
import { timelineSentence } from '../../contract/events.js'
import type { CaseListItem, CaseMarks, CaseView, InboxItem } from '../../contract/views.js'
import { AttachmentLinks } from '../attachments/attachment-links.js'
import { allowedActions, type AssignmentState, type CaseState, snapshotOf } from '../../domain/index.js'
import type { CaseDetail } from '../persistence/case-detail.read-model.js'
import { nextDueOf } from '../persistence/case-row.mapper.js'
import { proceduresViewOf } from './procedures-view.mapper.js'

/** `11月28日 17:30`, in the city's clock. */
export const momentZh = (epochMs: number): string => {
  const local = new Date(epochMs + CITY_UTC_OFFSET_MS).toISOString()
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${local.slice(11, 16)}`
}

/** Puts names to codes; names are in memory, so this costs no round trip. */
@Injectable()
export class CaseViewMapper extends CaseListViews {
  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(AttachmentLinks) private readonly links: AttachmentLinks,
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
      marks: marksOf(snapshot),
    }
  }

  detail({ state, timeline, attachments, userNames }: CaseDetail, principal: Principal): CaseView {
    const names = { unit: this.unitName, moment: momentZh }
    const leads = new Set(state.assignments.filter((item) => item.role === 'lead').map((item) => item.id))
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
      attachments: attachments.map((row) => this.links.viewOf(row, principal.userId)),
      language: state.language,
      subjectUnits: state.subjectUnitIds.map((id) => ({ id, name: this.unitName(id) })),
      procedures: proceduresViewOf(state.procedures, { unit: this.unitName, person: (id) => userNames.get(id) ?? '系统', moment: momentZh }),
      answers: timeline.flatMap(({ at, event }) =>
        event.type !== 'assignment.replied.v1' || !leads.has(event.data.assignmentId)
          ? []
          : [{
              round: event.data.round ?? 1, unit: { id: event.data.unitId, name: this.unitName(event.data.unitId) }, text: event.data.text,
              at: new Date(at).toISOString(), late: event.data.late, attachmentIds: event.data.attachmentIds,
            }],
      ),
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
      marks: marksOf(snapshotOf(state)),
      allowedActions: allowedActions(state, principal, this.unitName).filter((action) => action.assignmentId === assignmentId),
    }
  }

  private assignment(item: AssignmentState): CaseView['assignments'][number] {
    return {
      id: item.id, role: item.role, status: item.status, round: item.round, unit: { id: item.unitId, name: this.unitName(item.unitId) },
      dispatchedAt: isoOf(item.dispatchedAt), signDueAt: isoOf(item.signDueAt), contactDueAt: isoOf(item.contactDueAt), promiseDueAt: isoOf(item.promiseDueAt),
      signedAt: isoOrNull(item.signedAt), contactedAt: isoOrNull(item.contactedAt), contactReached: item.contactReached, repliedAt: isoOrNull(item.repliedAt),
      replyText: item.replyText, acceptedAt: isoOrNull(item.acceptedAt), noReturn: item.noReturn, arriveDueAt: isoOrNull(item.arriveDueAt),
      arrivedAt: isoOrNull(item.arrivedAt),
    }
  }
}

const marksOf = (snapshot: CaseSnapshot): CaseMarks => ({
  problem: snapshot.problemAt !== null, shelvedUntil: isoOrNull(snapshot.shelvedUntil), disputed: snapshot.disputes.some((dispute) => dispute.ruledAt === null),
  urges: snapshot.urges, parentId: snapshot.parentId, children: snapshot.childIds.length,
})

const callbackView = (callback: CaseState['finalCallback']): CaseView['finalCallback'] =>
  callback === null
    ? null
    : { outcome: callback.outcome, answers: callback.answers, at: isoOf(callback.at), ...(callback.setAside === undefined ? {} : { setAside: callback.setAside }) }
