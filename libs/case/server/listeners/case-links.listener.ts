import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { EventConsumer, EventConsumers, LOGGER, type DeliveredEvent } from '@tongban/platform/server'
import type { Logger } from 'pino'
import type { CaseCommandBody, CaseCommandName } from '../../commands/contracts.js'
import { CaseTracking } from '../../contract/case-tracking.js'
import { CaseCommands, CaseLookup, type CaseSnapshot } from '../../contract/ports.js'
import type { CaseStatus } from '../../contract/states.js'

/** A case in one of these has been answered: whoever follows it is answered too. */
const ANSWERED: readonly CaseStatus[] = ['awaiting_callback', 'closed', 'archived']
const MAY_STILL_ANSWER: readonly CaseStatus[] = ['awaiting_dispatch', 'in_progress', 'awaiting_review']

/** Why the unit that answered must not answer this one too. */
const MAY_NOT_ANSWER_ZH = { UNIT_RECUSED: '由被反映的单位答复，应当回避', DEPARTMENT_ONLY: '由乡镇街道答复，这一件应由部门办理' } as const
type Outcome = 'done' | 'not_needed' | keyof typeof MAY_NOT_ANSWER_ZH

/**
 * What merging asks of the other case. The child names its parent and is the truth; whatever is missing is made up for here, as the system.
 * Each event only says where to look: cases are read again, each command looks at its state before it says anything, and a lost race throws,
 * so that the queue brings the event again and the sweeper does when the queue has lost it. So a merger that crosses an answer, a withdrawal
 * or another merger ends the same way in whatever order they are heard.
 */
@Injectable()
export class CaseLinksListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'case.links'
  override readonly eventTypes = ['case.merged.v1', 'case.unmerged.v1', 'case.review_passed.v1', 'case.withdrawn.v1', 'case.terminated.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseTracking) private readonly tracking: CaseTracking,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[]): Promise<void> {
    // One after another: two events of one case would race for its version.
    for (const event of events) await this.hear(event)
  }

  private async hear({ type, subjectId, data }: DeliveredEvent): Promise<void> {
    const parentId = String((data.facts as Record<string, unknown> | undefined)?.parentId ?? '')
    if (type === 'case.merged.v1') return this.link(subjectId, parentId)
    if (type === 'case.unmerged.v1') return this.unlink(subjectId, parentId)
    return this.tellChildren(subjectId)
  }

  private async link(childId: string, parentId: string): Promise<void> {
    const [child, parent] = await this.read(childId, parentId)
    // The merger has been undone meanwhile, and perhaps another made: that one has an event of its own.
    if (child === undefined || parent === undefined || child.parentId !== parentId) return
    await this.give('note_link', parentId, { caseId: childId, number: child.number, what: 'linked' })
    // Read again after the link, noted or not: an answer or an end that came before is told now (a parent that was itself merged a moment ago
    // takes no note and tells nobody), one that comes later finds the child waiting.
    await this.tellOne(childId, parentId)
  }

  private async unlink(childId: string, parentId: string): Promise<void> {
    const [child] = await this.read(childId, parentId)
    if (child === undefined || child.parentId === parentId) return
    await this.give('note_link', parentId, { caseId: childId, number: child.number, what: 'unlinked' })
  }

  /** One reply answers all; an end of the case that was followed sends those who follow back into the pool. */
  private async tellChildren(parentId: string): Promise<void> {
    for (let told = true; told; ) {
      const children = await this.tracking.waitingChildren(parentId)
      told = false
      for (const { caseId } of children) told = (await this.tellOne(caseId, parentId)) || told
    }
  }

  /** True when the child does not wait any more. */
  private async tellOne(childId: string, parentId: string): Promise<boolean> {
    const [child, parent] = await this.read(childId, parentId)
    if (child?.status !== 'merged' || child.parentId !== parentId || parent === undefined || MAY_STILL_ANSWER.includes(parent.status)) return false
    const answer = ANSWERED.includes(parent.status) ? parent.assignments.findLast((item) => item.role === 'lead' && item.status === 'accepted') : undefined
    if (answer?.replyText == null) return this.setFree(childId, `所并入的工单 ${parent.number} 已结束，没有答复`)
    const shared = await this.give('share_reply', childId, { parentId, parentNumber: parent.number, unitId: answer.unitId, text: answer.replyText })
    const forbidden = shared === 'UNIT_RECUSED' || shared === 'DEPARTMENT_ONLY' ? MAY_NOT_ANSWER_ZH[shared] : null
    return forbidden === null ? shared === 'done' : this.setFree(childId, `所并入的工单 ${parent.number} ${forbidden}`)
  }

  private async setFree(childId: string, reason: string): Promise<boolean> {
    return (await this.give('unmerge', childId, { reason })) === 'done'
  }

  private async read(childId: string, parentId: string): Promise<[CaseSnapshot | undefined, CaseSnapshot | undefined]> {
    const found = await this.cases.snapshots([childId, parentId])
    return [found.find(({ id }) => id === childId), found.find(({ id }) => id === parentId)]
  }

  private async give<Name extends Exclude<CaseCommandName, 'file'>>(name: Name, caseId: string, body: CaseCommandBody<Name>): Promise<Outcome> {
    const result = await this.commands.execute(name, { caseId }, body, this.system.principal())
    if (result.ok) return 'done'
    const { code } = result.refusal
    // Somebody else changed the case at this moment: the queue brings the event again.
    if (code === 'CONFLICT') throw new Error(`Case ${caseId} changed while ${name} was given`)
    this.logger.info({ caseId, command: name, refusal: code }, 'link not followed: the case is past it')
    return code === 'UNIT_RECUSED' || code === 'DEPARTMENT_ONLY' ? code : 'not_needed'
  }
}
