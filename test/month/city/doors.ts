import type { INestApplicationContext } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CallbackTaskStore, RecordAttempt } from '@tongban/callback/server'
import { CASE_COMMANDS, CaseCommands, CaseLookup, type CaseCommandBody, type CaseCommandInput, type CaseCommandName, type CaseSnapshot, type CommandTarget } from '@tongban/case/contract'
import { AttachmentStore } from '@tongban/case/server'
import { fileCaseBody, type fileCase } from '@tongban/intake/contract'
import { FileCase } from '@tongban/intake/server'
import type { BodyInputOf } from '@tongban/kernel/contract'
import { MINUTE_MS, plus } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Refused } from '@tongban/platform/server'
import { UrgencyController } from '../../../libs/deadline/server/http/urgency.controller.js'
import type { HeldClock } from './held-clock.js'

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

type Attempt = Parameters<RecordAttempt['record']>[1]
export type Filing = BodyInputOf<typeof fileCase>

/** What people of the city do, each through the use case its screen calls. Refusals are counted: life goes on, and the result shows what was refused. */
export class Doors {
  readonly refusals = new Map<string, number>()
  readonly done = new Map<string, number>()
  readonly org: OrgDirectory
  private readonly cases: CaseLookup
  private readonly commands: CaseCommands
  private readonly fileCase: FileCase
  private readonly tasks: CallbackTaskStore
  private readonly attempts: RecordAttempt
  private readonly photos: AttachmentStore
  private readonly urgency: UrgencyController

  constructor(app: INestApplicationContext, readonly clock: HeldClock) {
    const options = { strict: false }
    this.org = app.get(OrgDirectory, options)
    this.cases = app.get(CaseLookup, options)
    this.commands = app.get(CaseCommands, options)
    this.fileCase = app.get(FileCase, options)
    this.tasks = app.get(CallbackTaskStore, options)
    this.attempts = app.get(RecordAttempt, options)
    this.photos = app.get(AttachmentStore, options)
    this.urgency = app.get(UrgencyController, options)
  }

  async file(input: Filing, actor: Principal): Promise<string> {
    const filed = await this.fileCase.file(fileCaseBody.parse(input), actor, null)
    if (!filed.ok) throw new Error(`Not filed: ${filed.refusal.code} ${JSON.stringify(filed.refusal.params)}`)
    this.count(this.done, 'file')
    return filed.value.caseId
  }

  async view(caseId: string): Promise<CaseSnapshot> {
    const [snapshot] = await this.cases.snapshots([caseId])
    if (snapshot === undefined) throw new Error(`No case ${caseId}`)
    return snapshot
  }

  /** Null when it was done, else why not. */
  async give<Name extends Exclude<CaseCommandName, 'file'>>(name: Name, target: CommandTarget, body: CaseCommandInput<Name>, actor: Principal): Promise<string | null> {
    const result = await this.commands.execute(name, target, CASE_COMMANDS[name].body.parse(body) as CaseCommandBody<Name>, actor)
    if (result.ok) this.count(this.done, name)
    else this.count(this.refusals, `${name} ${result.refusal.code}`)
    return result.ok ? null : result.refusal.code
  }

  /** Through the door its screen calls: what the clocks come to is counted behind it. */
  async changeUrgency(caseId: string, urgency: 'emergency' | 'livelihood' | 'general' | 'complex', principal: Principal): Promise<void> {
    const { version, status } = await this.view(caseId)
    if (!['awaiting_dispatch', 'in_progress', 'awaiting_review'].includes(status)) return
    try {
      const context = { principal, sessionId: null, idempotencyKey: null, remoteAddress: '127.0.0.1' }
      await this.urgency.change({ params: { caseId }, query: {}, body: { version, urgency, reason: '现场情况有变化' } }, context)
      this.count(this.done, 'change_urgency')
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.count(this.refusals, `change_urgency ${error.refusal.code}`)
    }
  }

  async photo(actor: Principal): Promise<string> {
    return (await this.photos.put({ name: '现场.png', mediaType: 'image/png', content: PNG }, actor.userId)).id
  }

  /** One call of a callback agent; null when nobody waits for one or it was refused. */
  async callBack(caseId: string, attempt: Attempt, agent: Principal): Promise<{ readonly status: string; readonly nextAttemptAt: string | null } | null> {
    if ((await this.tasks.openTask(caseId)) === null) return null
    await this.tasks.claim(caseId, agent.userId, this.clock.now(), plus(this.clock.now(), 15 * MINUTE_MS))
    const recorded = await this.attempts.record(caseId, attempt, agent, null)
    this.count(recorded.ok ? this.done : this.refusals, recorded.ok ? `callback ${attempt.result}` : `callback ${recorded.refusal.code}`)
    return recorded.ok ? recorded.value : null
  }

  private count(counts: Map<string, number>, what: string): void {
    counts.set(what, (counts.get(what) ?? 0) + 1)
  }
}
