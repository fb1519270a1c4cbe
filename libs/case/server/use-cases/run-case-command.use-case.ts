import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock, IdGen, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type CommitOutcome } from '@tongban/platform/server'
import { CASE_COMMANDS, type CaseCommandBody, type CaseCommandName } from '../../commands/contracts.js'
import type { CaseCommand } from '../../contract/case-command.js'
import { CaseCommands, type CommandOptions, type CommandOutcome, type CommandTarget, type QuoteSubject } from '../../contract/ports.js'
import type { CommandResult } from '../../contract/views.js'
import { decide, draftCase, evolve, type CaseState, type DecideInput } from '../../domain/index.js'
import { AttachmentStore } from '../persistence/attachment.store.js'
import { CaseStore } from '../persistence/case.store.js'
import { CommandFacts } from './command-facts.js'
import { CommandGuards } from './command-guards.js'

const NEXT_BLOCK = statement<{ first: number }>('case.next_number_block', `SELECT nextval('case_number_block') - 100 AS first WHERE $1::text IS NOT NULL`)
const BLOCK = 100
const MOST_TRIES = 3

/** The edges a command run touches, as one dependency. */
@Injectable()
export class RunEdge {
  constructor(
    @Inject(Clock) readonly clock: Clock,
    @Inject(IdGen) readonly ids: IdGen,
    @Inject(Database) readonly database: Database,
    @Inject(PlatformConfig) readonly config: PlatformConfig,
  ) {}
}

/** Every command takes this path: load, gather facts, decide, commit. What differs between commands is data and a decider. */
@Injectable()
export class RunCaseCommand extends CaseCommands {
  private numbers: Promise<{ next: number; end: number }> | null = null

  constructor(
    @Inject(CaseStore) private readonly store: CaseStore,
    @Inject(AttachmentStore) private readonly attachments: AttachmentStore,
    @Inject(CommandFacts) private readonly facts: CommandFacts,
    @Inject(RunEdge) private readonly edge: RunEdge,
    @Inject(CommandGuards) private readonly guards: CommandGuards,
  ) {
    super()
  }

  override async file(caseId: string, body: CaseCommandBody<'file'>, actor: Principal, options: CommandOptions = {}): Promise<Result<CommandOutcome>> {
    const at = this.edge.clock.now()
    return this.orAsBefore(await this.decideAndCommit('file', { state: draftCase(caseId, at, actor.userId), assignmentId: null, body, actor, at }, options), options)
  }

  override async execute<Name extends Exclude<CaseCommandName, 'file'>>(
    name: Name,
    target: CommandTarget,
    body: CaseCommandBody<Name>,
    actor: Principal,
    options: CommandOptions = {},
  ): Promise<Result<CommandOutcome>> {
    const command: CaseCommand = CASE_COMMANDS[name]
    // Whoever opened the door has checked the reach; recusal is checked for every door once more.
    const scope = command.mount === 'generic' && options.reachChecked !== true ? actor.scope : ({ kind: 'city', unitId: actor.unitId } as const)
    for (let tries = 1; ; tries += 1) {
      const state = 'caseId' in target ? await this.store.load(target.caseId, scope) : await this.store.loadByAssignment(target.assignmentId, scope)
      if (state === null) return this.orAsBefore(refuse('caseId' in target ? 'CASE_NOT_FOUND' : 'ASSIGNMENT_NOT_FOUND'), options)
      const assignmentId = 'assignmentId' in target ? target.assignmentId : null
      const result = await this.decideAndCommit(name, { state, assignmentId, body, actor, at: this.edge.clock.now() }, options)
      // A race lost to a note of the system is no conflict between people: decided again by what is true now.
      const isLost = !result.ok && result.refusal.code === 'CONFLICT' && tries < MOST_TRIES && (await this.store.onlyNotedSince(state.id, state.version))
      if (!isLost) return this.orAsBefore(result, options)
    }
  }

  override async nextNumber(at: Instant): Promise<string> {
    for (;;) {
      const taken = (this.numbers ??= this.takeBlock())
      const block = await taken
      if (block.next < block.end) {
        const serial = block.next
        block.next += 1
        return `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')}${String(serial % 1_000_000).padStart(6, '0')}`
      }
      // Whoever waited for the same block finds it empty too: only the first of them throws it away.
      if (this.numbers === taken) this.numbers = null
    }
  }

  private async takeBlock(): Promise<{ next: number; end: number }> {
    try {
      const [row] = await this.edge.database.run(NEXT_BLOCK, [this.edge.config.cityCode])
      const first = row?.first ?? 0
      return { next: first, end: first + BLOCK }
    } catch (error) {
      this.numbers = null
      throw error
    }
  }

  private async decideAndCommit<Name extends CaseCommandName>(
    name: Name,
    { state, assignmentId, body, actor, at }: { state: CaseState; assignmentId: string | null; body: CaseCommandBody<Name>; actor: Principal; at: Instant },
    options: CommandOptions,
  ): Promise<Result<CommandOutcome>> {
    const seen = versionIn(body)
    // Whoever decides by what they saw is not held up by a note of the system that came meanwhile.
    if (seen !== null && seen !== state.version && (seen > state.version || !(await this.store.onlyNotedSince(state.id, seen)))) {
      return refuse('CASE_VERSION_STALE', { seen, current: state.version })
    }

    const command: CaseCommand = CASE_COMMANDS[name]
    const assignment = assignmentId === null ? null : (state.assignments.find((item) => item.id === assignmentId) ?? null)
    const facts = this.facts.of(state, { at, quoted: command.needsQuote === true ? quotedBy(name, state, body) : null })
    const decided = decide(name, { state, assignment, body, actor, at, facts } as unknown as DecideInput<(typeof CASE_COMMANDS)[Name]>, (id) => this.facts.unit(id)?.name ?? id)
    if (!decided.ok) return decided
    const free = await this.guards.check(name, state, actor, at)
    if (!free.ok) return free

    const attached = await this.attachments.claim(attachmentIdsIn(body), state.id, actor.userId)
    if (!attached.ok) return attached

    const after = decided.value.reduce((next, event) => evolve(next, event, at), state)
    const { idempotency } = options
    const committed = await this.store.commit({
      before: state, after, events: decided.value, actor, at, action: name,
      companions: [...free.value, ...attached.value, ...(options.companions ?? [])],
      idempotency: idempotency ? { ...idempotency, result: (stored) => ({ ...resultOf(stored), extra: idempotency.extra ?? null }) } : null,
    })
    // An upload that was free a moment ago has been claimed by another case meanwhile: asked again, it says which.
    if (committed.outcome === 'refused') return refusalOf(await this.attachments.claim(attachmentIdsIn(body), state.id, actor.userId))
    return this.outcomeOf(committed, options)
  }

  private async outcomeOf({ outcome, stored }: { outcome: CommitOutcome; stored: CaseState }, { idempotency }: CommandOptions): Promise<Result<CommandOutcome>> {
    switch (outcome) {
      case 'committed':
        return ok({ ...resultOf(stored), repeated: false, extra: idempotency?.extra ?? null })
      case 'conflict':
      case 'refused':
        return refuse('CONFLICT')
      case 'duplicate':
        return (idempotency ? await this.repeated(idempotency) : null) ?? refuse('CONFLICT')
    }
  }

  /** A repeat finds its case moved on, gone from view, or its attachments used: it is answered what was answered then. */
  private async orAsBefore(result: Result<CommandOutcome>, { idempotency }: CommandOptions): Promise<Result<CommandOutcome>> {
    return result.ok || !idempotency ? result : ((await this.repeated(idempotency)) ?? result)
  }

  private async repeated({ scope, key, bodyHash }: { scope: string; key: string; bodyHash: string }): Promise<Result<CommandOutcome> | null> {
    const kept = await this.store.storedResult(scope, key)
    if (kept === null) return null
    if (kept.bodyHash !== bodyHash) return refuse('IDEMPOTENCY_KEY_REUSED')
    return ok({ ...(kept.result as CommandResult & { extra: unknown }), repeated: true })
  }
}

/** A case that is filed says in the command what it is. */
function quotedBy(name: CaseCommandName, state: CaseState, body: unknown): QuoteSubject {
  const { urgency, caseType, categoryCode, divisionCode } = name === 'file' ? (body as CaseCommandBody<'file'>) : state
  return { urgency, caseType, categoryCode, divisionCode }
}

const resultOf = (state: CaseState): CommandResult => ({ caseId: state.id, number: state.number, version: state.version, status: state.status, round: state.round })

/** Something else of the commit was taken when the uploads are not. */
const refusalOf = (claim: Result<unknown>): Result<CommandOutcome> => (claim.ok ? refuse('CONFLICT') : claim)

const versionIn = (body: unknown): number | null =>
  body !== null && typeof body === 'object' && 'version' in body && typeof body.version === 'number' ? body.version : null

const attachmentIdsIn = (body: unknown): readonly string[] =>
  body !== null && typeof body === 'object' && 'attachmentIds' in body && Array.isArray(body.attachmentIds) ? (body.attachmentIds as string[]) : []

