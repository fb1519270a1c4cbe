import { readCase, type CaseView } from '@tongban/case/contract'
import { claimCallback, recordCallbackAttempt } from '@tongban/callback/contract'
import { FireClocks } from '@tongban/deadline/server'
import { plus } from '@tongban/kernel/core'
import { FakeClock } from '@tongban/testing/server'
import { answerFor, command, file, photo } from '../api/support/calls.js'
import { addAccount } from '../api/support/people.js'
import type { Answer, SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'

export const TOWNSHIP = 'township-150525100'
export const NEXT_TOWNSHIP = 'township-150525101'
export const THIRD_TOWNSHIP = 'township-150525102'
export const COUNTY = 'county-150525-coordinator'
export const HAPPY = { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true } as const
export const UNHAPPY = { contacted: true, resolved: false, satisfaction: 'dissatisfied', truthful: true } as const

/** A Monday morning in the city. */
const MONDAY = '2026-11-23T09:00:00+08:00'

/**
 * The whole product with its people, and a clock the test holds: a flow is what people do one after another, through the API alone.
 * `person` signs in when somebody is first needed, and again after time has passed.
 */
export class CityHall {
  private readonly sessions = new Map<string, SignedIn>()

  private constructor(
    readonly system: System,
    readonly clock: FakeClock,
  ) {}

  static async open({ at = MONDAY, env = {} }: { readonly at?: string; readonly env?: Record<string, string> } = {}): Promise<CityHall> {
    const clock = new FakeClock(at)
    const hall = new CityHall(await startSystem({ clock, autonomous: false, env }), clock)
    for (const [userName, unitId, role] of [
      ['lead-of-next', NEXT_TOWNSHIP, 'unit_lead'], ['handler-of-next', NEXT_TOWNSHIP, 'handler'], ['lead-of-third', THIRD_TOWNSHIP, 'unit_lead'],
    ] as const) {
      await addAccount(hall.system, { userName, unitId, role })
    }
    return hall
  }

  close(): Promise<void> {
    return this.system.stop()
  }

  async person(userName: string): Promise<SignedIn> {
    const known = this.sessions.get(userName)
    if (known !== undefined) return known
    const session = await this.system.signIn(userName)
    this.sessions.set(userName, session)
    return session
  }

  /** Time passes, and everybody signs in again. */
  later(ms: number): void {
    this.clock.set(new Date(plus(this.clock.now(), ms)).toISOString())
    this.sessions.clear()
  }

  /** What is due rings, and what follows from it happens. */
  async settle(): Promise<void> {
    await this.system.worker.get(FireClocks, { strict: false }).fireDue()
    await this.system.runtime.settle()
  }

  async filed(changes: Parameters<typeof file>[1] = {}): Promise<string> {
    return (await file(await this.person('operator1'), changes)).caseId
  }

  async view(caseId: string): Promise<CaseView> {
    const answer = await (await this.person('supervisor1')).call(readCase, { params: { caseId } })
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return answer.body
  }

  /** The lead's duty, open or accepted last. */
  async lead(caseId: string): Promise<CaseView['assignments'][number]> {
    const leads = (await this.view(caseId)).assignments.filter((item) => item.role === 'lead')
    const found = leads.find((item) => ['dispatched', 'signed', 'contacted', 'replied'].includes(item.status)) ?? leads.at(-1)
    if (found === undefined) throw new Error('nobody leads')
    return found
  }

  /** A command to a case or to one assignment, whatever comes of it. */
  async attempt(userName: string, name: string, on: { caseId: string } | { assignmentId: string }, body: object = {}): Promise<Answer<unknown>> {
    return (await this.person(userName)).call(command(name), { params: on, body })
  }

  /** A command that must go through. */
  async do(userName: string, name: string, on: { caseId: string } | { assignmentId: string }, body: object = {}): Promise<void> {
    const answer = await this.attempt(userName, name, on, body)
    if (answer.status !== 200) throw new Error(`${userName} ${name}: ${JSON.stringify(answer.body)}`)
  }

  async signed(caseId: string, userName = 'township1'): Promise<string> {
    const { id } = await this.lead(caseId)
    await this.do(userName, 'sign', { assignmentId: id })
    return id
  }

  /** Signed, contacted, answered with a photo. */
  async answered(caseId: string, userName = 'township1'): Promise<void> {
    await answerFor(await this.person(userName), caseId)
  }

  async passed(caseId: string): Promise<void> {
    await this.do('reviewer1', 'review', { caseId }, { verdict: 'pass', remarks: '' })
  }

  async calledBack(caseId: string, answers: typeof HAPPY | typeof UNHAPPY): Promise<void> {
    const agent = await this.person('callback1')
    await agent.call(claimCallback, { params: { caseId } })
    const answer = await agent.call(recordCallbackAttempt, { params: { caseId }, body: { result: 'answered', answers, note: '' } })
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  }

  async photo(userName = 'township1'): Promise<string> {
    return photo(await this.person(userName))
  }

  /** A return asked by the unit's own lead, who speaks for it. */
  returnBody(expectedUnitId: string): object {
    return {
      reason: '该处地块经核实在相邻镇辖区内',
      details: { kind: 'return', reasonCode: 'other_area', expectedUnitId, legalBasis: '区划界线勘定资料及镇权责清单第三项' },
      attachmentIds: [],
    }
  }

  async requestId(caseId: string): Promise<string> {
    const id = (await this.view(caseId)).procedures.requests.at(-1)?.id
    if (id === undefined) throw new Error('nothing was asked')
    return id
  }
}
