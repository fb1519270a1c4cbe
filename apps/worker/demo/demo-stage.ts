import type { Principal } from '@tongban/access/contract'
import type { CallbackTaskStore, RecordAttempt } from '@tongban/callback/server'
import type { CaseAssignmentFacts, CaseCommandInput, CaseCommandName, CaseCommands, CaseLookup, CaseSnapshot, CommandTarget } from '@tongban/case/contract'
import { CASE_COMMANDS, type CaseCommandBody } from '@tongban/case/contract'
import type { CategorySuggester } from '@tongban/suggestion/contract'
import { fileCaseBody, type fileCase } from '@tongban/intake/contract'
import type { FileCase } from '@tongban/intake/server'
import type { BodyInputOf, Endpoint, ResponseOf } from '@tongban/kernel/contract'
import { CITY_UTC_OFFSET_MS, DAY_MS, HOUR_MS, MINUTE_MS, instant, plus, type Instant } from '@tongban/kernel/core'
import type { Agenda } from './agenda.js'
import type { DemoCity } from './demo-city.js'
import type { AttachmentStorePort } from './demo-ports.js'
import type { Asked, FrontDesk } from './front-desk.js'
import type { SimulatedClock } from './simulated-clock.js'

export type DemoDoors = {
  readonly clock: SimulatedClock
  readonly fileCase: FileCase
  readonly suggester: CategorySuggester
  readonly commands: CaseCommands
  readonly cases: CaseLookup
  readonly callbackTasks: CallbackTaskStore
  readonly recordAttempt: RecordAttempt
  readonly photo: AttachmentStorePort
  readonly desk: FrontDesk
  /** Fires due clocks and carries events to their listeners, at the simulated moment. */
  readonly settle: () => Promise<void>
}

export type Filing = BodyInputOf<typeof fileCase>
type Attempt = Parameters<RecordAttempt['record']>[1]
const OPEN = ['dispatched', 'signed', 'contacted', 'replied']

/** As an operator would cut it: whole clauses, as many as fit. */
function titleOf(text: string): string {
  const clauses = text.split(/[，。；]/).filter((clause) => clause !== '')
  const many = clauses.findLastIndex((_, index) => clauses.slice(0, index + 1).join('，').length <= 26)
  const title = clauses.slice(0, Math.max(1, many + 1)).join('，')
  return title.slice(0, 40)
}

/** What people of the simulated city do, each through the use case its screen calls. A refusal here is a fault of the demo. */
export class DemoStage {
  constructor(
    readonly doors: DemoDoors,
    readonly city: DemoCity,
    readonly agenda: Agenda,
    readonly until: Instant,
  ) {}

  get now(): Instant {
    return this.doors.clock.now()
  }

  hoursAgo(hours: number): Instant {
    return instant(this.until - hours * HOUR_MS)
  }

  /** What somebody asks of an endpoint, as their page would. */
  ask<E extends Endpoint>(by: Principal, endpoint: E, asked: Asked<E> = {}): Promise<ResponseOf<E>> {
    return this.doors.desk.ask(by, endpoint, asked)
  }

  /** Clocks, calls and orders move on now, between the settlings of the agenda. */
  beat(): Promise<void> {
    return this.doors.settle()
  }

  /** `hour` o'clock, city time, of the n-th Monday to Friday before the last day. */
  workday(n: number, hour: number): Instant {
    let midnight = this.until - ((this.until + CITY_UTC_OFFSET_MS) % DAY_MS)
    for (let left = n; left > 0;) {
      midnight -= DAY_MS
      if (![0, 6].includes(new Date(midnight + CITY_UTC_OFFSET_MS).getUTCDay())) left -= 1
    }
    return instant(midnight + hour * HOUR_MS)
  }

  /** The place stands beside the title everywhere: the title says what happened there. */
  async file(input: Filing, actor: Principal = this.city.actor('operator')): Promise<{ readonly caseId: string; readonly status: string }> {
    const place = input.placeText ?? ''
    const title = titleOf(input.description.replace(place, ''))
    const filed = await this.doors.fileCase.file(fileCaseBody.parse({ title, ...input }), actor, null)
    if (!filed.ok) throw new Error(`The demo could not file: ${filed.refusal.code} ${JSON.stringify(filed.refusal.params)}`)
    return filed.value
  }

  async do<Name extends Exclude<CaseCommandName, 'file'>>(name: Name, target: CommandTarget, body: CaseCommandInput<Name>, actor: Principal): Promise<void> {
    const refusal = await this.attempt(name, target, body, actor)
    if (refusal !== null) throw new Error(`The demo could not ${name}: ${refusal}`)
  }

  /** Why it was refused; null when it was not. */
  async attempt<Name extends Exclude<CaseCommandName, 'file'>>(name: Name, target: CommandTarget, body: CaseCommandInput<Name>, actor: Principal): Promise<string | null> {
    const result = await this.doors.commands.execute(name, target, CASE_COMMANDS[name].body.parse(body) as CaseCommandBody<Name>, actor)
    return result.ok ? null : `${result.refusal.code} ${JSON.stringify(result.refusal.params)}`
  }

  async view(caseId: string): Promise<CaseSnapshot> {
    const [snapshot] = await this.doors.cases.snapshots([caseId])
    if (snapshot === undefined) throw new Error(`No case ${caseId}`)
    return snapshot
  }

  /** The lead's duty: the open one, or the last there was. */
  async lead(caseId: string): Promise<CaseAssignmentFacts> {
    const leads = (await this.view(caseId)).assignments.filter((item) => item.role === 'lead')
    const found = leads.find((item) => OPEN.includes(item.status)) ?? leads.at(-1)
    if (found === undefined) throw new Error('Nobody leads')
    return found
  }

  async sign(caseId: string): Promise<CaseAssignmentFacts> {
    const lead = await this.lead(caseId)
    const actor = await this.city.member('handler', lead.unitId)
    await this.do('sign', { assignmentId: lead.id }, {}, actor)
    await this.helpersAnswer(caseId)
    return lead
  }

  async contact(caseId: string, method: 'phone' | 'visit', note: string): Promise<void> {
    const lead = await this.lead(caseId)
    await this.do('contact', { assignmentId: lead.id }, { reached: true, method, note }, await this.city.member('handler', lead.unitId))
  }

  async reply(caseId: string, text: string): Promise<void> {
    const lead = await this.lead(caseId)
    const actor = await this.city.member('handler', lead.unitId)
    await this.helpersAnswer(caseId)
    await this.do('reply', { assignmentId: lead.id }, { text, attachmentIds: [await this.doors.photo.put(actor.userId)] }, actor)
  }

  pass(caseId: string): Promise<void> {
    return this.do('review', { caseId }, { verdict: 'pass' }, this.city.actor('reviewer'))
  }

  /** Those called on to help come when the lead does, and say what they did. */
  async helpersAnswer(caseId: string): Promise<void> {
    const { assignments } = await this.view(caseId)
    for (const helper of assignments.filter((item) => item.role === 'assist' && item.status === 'dispatched')) {
      const actor = await this.city.member('handler', helper.unitId)
      await this.do('sign', { assignmentId: helper.id }, {}, actor)
      await this.do('answer_lead', { assignmentId: helper.id }, { text: '已派人配合主办单位到现场处置，有关情况已当面告知主办单位。' }, actor)
    }
  }

  /** One attempt of a callback agent; null when nothing waits for one. */
  async callBack(caseId: string, attempt: Attempt): Promise<{ readonly status: string; readonly nextAttemptAt: string | null } | null> {
    if ((await this.doors.callbackTasks.openTask(caseId)) === null) return null
    const agent = this.city.actor('callback_agent')
    await this.doors.callbackTasks.claim(caseId, agent.userId, this.now, plus(this.now, 15 * MINUTE_MS))
    const recorded = await this.doors.recordAttempt.record(caseId, attempt, agent, null)
    if (!recorded.ok) throw new Error(`Callback refused: ${recorded.refusal.code}`)
    return recorded.value
  }

  async happy(caseId: string, note: string): Promise<void> {
    await this.callBack(caseId, { result: 'answered', answers: { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true }, note })
  }

  async unhappy(caseId: string, note: string): Promise<void> {
    await this.callBack(caseId, { result: 'answered', answers: { contacted: true, resolved: false, satisfaction: 'dissatisfied', truthful: true }, note })
  }

  /** Asked by the unit's own lead, who speaks for it: it waits for the ruling at once. */
  async request(caseId: string, body: CaseCommandInput<'request'>): Promise<string> {
    const lead = await this.lead(caseId)
    await this.do('request', { assignmentId: lead.id }, body, await this.city.member('unit_lead', lead.unitId))
    return this.latestRequest(caseId)
  }

  async latestRequest(caseId: string): Promise<string> {
    const id = (await this.view(caseId)).requests.at(-1)?.id
    if (id === undefined) throw new Error('Nothing was asked')
    return id
  }

  async photoOf(unitId: string): Promise<string> {
    return this.doors.photo.put((await this.city.member('unit_lead', unitId)).userId)
  }
}
