import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { CaseLookup, caseTypeSchema, channelSchema, type CaseEventData, type CaseSnapshot } from '@tongban/case/contract'
import { EventConsumer, EventConsumers, LOGGER, type DeliveredEvent } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { CallerStore, type Caller } from '../persistence/caller.store.js'
import { FileCase, type FileCaseInput } from '../use-cases/file-case.use-case.js'

type Part = CaseEventData<'case.split.v1'>['parts'][number]

/**
 * Files what was split off a case as cases of their own: same caller, same place, planned as any filing. The event has given each part its id,
 * so a part that is there already is done, however often the event comes; a part that could not be filed brings the event again.
 */
@Injectable()
export class SplitCaseListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'intake.split_case'
  override readonly eventTypes = ['case.split.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CallerStore) private readonly callers: CallerStore,
    @Inject(FileCase) private readonly fileCase: FileCase,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[]): Promise<void> {
    for (const event of events) await this.fileParts(event)
  }

  private async fileParts({ subjectId, data }: DeliveredEvent): Promise<void> {
    const { parts } = data.facts as CaseEventData<'case.split.v1'>
    const read = new Map((await this.cases.snapshots([subjectId, ...parts.map((part) => part.caseId)])).map((snapshot) => [snapshot.id, snapshot]))
    const origin = read.get(subjectId)
    if (origin === undefined) throw new Error(`Case ${subjectId} was split and cannot be read`)
    const missing = parts.filter((part) => !read.has(part.caseId))
    if (missing.length === 0) return
    const revealed = await this.callers.reveal(subjectId)
    const caller: Caller = { phone: revealed?.phone ?? null, name: revealed?.name ?? null, sealed: origin.sealed, wantsCallback: origin.wantsCallback }
    for (const part of missing) await this.filePart(part, origin, caller)
  }

  private async filePart(part: Part, origin: CaseSnapshot, caller: Caller): Promise<void> {
    const input = inputOf(part, origin, caller)
    const from = { caseId: part.caseId, splitFrom: { caseId: origin.id, number: origin.number } }
    const first = await this.fileCase.file(input, this.system.principal(), null, from)
    // A code nobody knows (any more) must not lose the matter: the system finds the category itself, and a dispatcher looks.
    const unknown = !first.ok && ['CATEGORY_UNKNOWN', 'DIVISION_UNKNOWN'].includes(first.refusal.code)
    const filed = unknown ? await this.fileCase.file({ ...input, categoryCode: null, divisionCode: null }, this.system.principal(), null, from) : first
    if (filed.ok) return
    // Another delivery of the same event was quicker.
    if (filed.refusal.code === 'CONFLICT' && (await this.cases.snapshots([part.caseId])).length === 1) return
    this.logger.error({ caseId: origin.id, partId: part.caseId, refusal: filed.refusal.code }, 'part of a split case not filed')
    throw new Error(`Part ${part.caseId} of case ${origin.id} was not filed: ${filed.refusal.code}`)
  }
}

/** What the operator would have written, had the caller said only this. Urgency is judged anew: a part need not be as pressing as the whole. */
const inputOf = (part: Part, origin: CaseSnapshot, caller: Caller): FileCaseInput => ({
  caller, channel: channelSchema.parse(origin.channel), originLine: null, caseType: caseTypeSchema.parse(origin.caseType), title: part.title,
  description: part.description, placeText: origin.placeText, divisionCode: origin.divisionCode, categoryCode: part.categoryCode, urgency: null,
  attachmentIds: [], requiredFacts: {}, point: null, placeAsked: true, subjectUnitIds: [...origin.subjectUnitIds], language: origin.language, chosenUnitId: null, shown: null,
  disposition: { kind: 'dispatch' },
})
