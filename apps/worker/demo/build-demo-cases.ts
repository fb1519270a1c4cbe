import type { Principal } from '@tongban/access/contract'
import type { CaseAssignmentFacts, CaseCommandInput, CaseCommandName, CommandTarget, Satisfaction } from '@tongban/case/contract'
import { CITY_UTC_OFFSET_MS, DAY_MS, HOUR_MS, MINUTE_MS, instant, plus, type Instant } from '@tongban/kernel/core'
import type { Chance } from './chance.js'
import type { DemoStage, Filing } from './demo-stage.js'
import { CALLBACK_NOTES, CONTACT_NOTES, REPLIES, SCENARIOS, SEND_BACK_REMARKS, SURNAMES } from './scenarios.js'
import { STORIES } from './stories/index.js'

const DAYS = 14
/** Clocks ring to the hour in what is long past; in the last day, whose cards are looked at, to the quarter. */
const SETTLE_MS = HOUR_MS
const SETTLE_LATELY_MS = 15 * MINUTE_MS

/**
 * A fortnight of a small hotline, lived through the real use cases on a simulated clock: what stands in the database afterwards obeys
 * every rule because every rule was obeyed on the way. Cases filed lately are still under way, so every state is there.
 */
export class DemoCases {
  private done = 0

  constructor(
    private readonly stage: DemoStage,
    private readonly chance: Chance,
    private readonly count: number,
    private readonly onProgress: (done: number, total: number) => void,
  ) {}

  async build(): Promise<void> {
    const { agenda, doors, until } = this.stage
    const start = until - DAYS * DAY_MS
    for (let index = 0; index < this.count; index += 1) {
      // One in six came in the last hours, whatever the time of day: whoever signs in finds something to do.
      const at =
        index % 6 === 0
          ? instant(until - this.chance.between(0.2, 5) * HOUR_MS)
          : this.callingTime(instant(start + this.chance.between(0, DAYS * DAY_MS - 5 * HOUR_MS)))
      this.plan(at, () => this.call())
    }
    for (const story of STORIES) await agenda.live(story(this.stage))
    let nextSettle = instant(start)
    for (let step = agenda.next(); step !== undefined; step = agenda.next()) {
      nextSettle = await this.settleUntil(nextSettle, step.at)
      doors.clock.moveTo(step.at)
      await step.run()
    }
    await this.settleUntil(nextSettle, until)
    doors.clock.moveTo(until)
    await doors.settle()
  }

  private async settleUntil(from: Instant, end: Instant): Promise<Instant> {
    let at = from
    while (at < end) {
      this.stage.doors.clock.moveTo(at)
      await this.stage.doors.settle()
      at = plus(at, at < this.stage.until - DAY_MS ? SETTLE_MS : SETTLE_LATELY_MS)
    }
    return at
  }

  private plan(at: Instant, run: () => Promise<void>): void {
    this.stage.agenda.plan(at, run)
  }

  private get now(): Instant {
    return this.stage.now
  }

  /** Few call at night. */
  private callingTime(at: Instant): Instant {
    const hour = ((at + CITY_UTC_OFFSET_MS) % DAY_MS) / HOUR_MS
    return hour < 7 && this.chance.yes(0.9) ? plus(at, this.chance.between(3, 10) * HOUR_MS) : at
  }

  /** People work in the day: a moment in the night or at lunch moves on. */
  private atWork(at: Instant): Instant {
    const local = at + CITY_UTC_OFFSET_MS
    const hour = (local % DAY_MS) / HOUR_MS
    const day = new Date(local).getUTCDay()
    if ((day === 0 || day === 6) && this.chance.yes(0.3)) return this.atWork(instant(at - (local % DAY_MS) + DAY_MS + 8.6 * HOUR_MS + this.chance.between(0, 90) * MINUTE_MS))
    if (hour < 8.5) return plus(at, (8.5 - hour) * HOUR_MS + this.chance.between(0, 60) * MINUTE_MS)
    return hour > 17.5 ? this.atWork(plus(at, (24 - hour + 8.5) * HOUR_MS + this.chance.between(0, 60) * MINUTE_MS)) : at
  }

  /** In time for `dueAt`, by day when that can be; now and then too late. */
  private inTime(dueAt: Instant, late: number): Instant {
    if (this.chance.yes(late)) return plus(dueAt, this.chance.between(0.5, 14) * HOUR_MS)
    const left = Math.max(dueAt - this.now, 2 * MINUTE_MS)
    const wanted = this.atWork(plus(this.now, left * this.chance.between(0.05, 0.75)))
    return wanted < dueAt ? wanted : plus(this.now, left * this.chance.between(0.8, 0.97))
  }

  private soon(fromMinutes: number, toMinutes: number): Instant {
    return this.atWork(plus(this.now, this.chance.between(fromMinutes, toMinutes) * MINUTE_MS))
  }

  private async call(): Promise<void> {
    const place = this.stage.city.place()
    const scenario = this.chance.weighted(SCENARIOS.filter((item) => item.where === 'any' || (item.where === 'rural') === place.rural))
    const disposition = this.dispositionFor(scenario.caseType)
    const description = scenario.text.replace('{地}', place.spoken)
    // As at the desk: the operator takes the first category the words suggest, and leaves the doubtful to the pool.
    const [category] = this.stage.doors.suggester.suggest(description, 1)
    const phone = `1${this.chance.pick(['38', '39', '50', '51', '86', '88'])}${String(47_500_000 + Math.floor(this.chance.next() * 90_000)).padStart(8, '0')}`
    const { caseId, status } = await this.stage.file({
      caller: { phone, name: `${this.chance.pick(SURNAMES)}${this.chance.pick(['先生', '女士'])}`, sealed: scenario.caseType === 'report' && this.chance.yes(0.5), wantsCallback: this.chance.yes(0.93) },
      channel: this.chance.weighted([{ id: 'phone', weight: 72 }, { id: 'wechat', weight: 14 }, { id: 'snapshot', weight: 8 }, { id: 'web', weight: 6 }] as const).id,
      caseType: scenario.caseType,
      description,
      categoryCode: category !== undefined && category.confidence > 0.35 ? category.code : null,
      placeText: place.spoken,
      disposition,
    })
    this.onProgress((this.done += 1), this.count)
    if (this.chance.yes(0.02) && (status === 'in_progress' || status === 'awaiting_dispatch')) {
      this.plan(this.soon(60, 2_000), () => this.quietly('withdraw', { caseId }, { reason: '诉求人来电表示问题已自行解决，要求撤单' }, this.stage.city.actor('operator')))
    }
    if (status === 'awaiting_dispatch' && this.chance.yes(0.93)) this.plan(plus(this.now, this.chance.between(10, 200) * MINUTE_MS), () => this.dispatch(caseId))
    if (status === 'in_progress') this.planSign(caseId)
  }

  private dispositionFor(caseType: string): NonNullable<Filing['disposition']> {
    if (caseType === 'consultation' && this.chance.yes(0.8)) return { kind: 'answer', answer: '已按知识库口径答复：所需材料、办理地点和时限均已告知，来电人表示清楚。' }
    if (caseType === 'praise') return { kind: 'answer', answer: '已登记表扬，并转告相关单位，感谢来电。' }
    if (this.chance.yes(0.015)) return { kind: 'decline', reason: 'beyond_government', explanation: '此事属于双方民事约定，不属于政府职责范围，已建议通过协商或法律途径解决。' }
    if (this.chance.yes(0.015)) return { kind: 'redirect', channel: 'arbitration', explanation: '劳动报酬争议已进入仲裁程序，请按仲裁程序主张。' }
    if (this.chance.yes(0.01)) return { kind: 'emergency', line: '119', note: '现场有明火，已三方通话转接' }
    return { kind: 'dispatch' }
  }

  private async dispatch(caseId: string): Promise<void> {
    const [snapshot] = await this.stage.doors.cases.snapshots([caseId])
    if (snapshot?.status !== 'awaiting_dispatch') return
    const { city } = this.stage
    const give = (leadUnitId: string): Promise<string | null> =>
      this.stage.attempt('dispatch', { caseId }, { leadUnitId, assistUnitIds: [], ccUnitIds: [], reason: '按属地和职责派单' }, city.actor('dispatcher'))
    // What is a department's alone is given to the county, which finds the department.
    const refusal = await give(city.fallbackUnit(snapshot.divisionCode))
    const again = refusal?.startsWith('DEPARTMENT_ONLY') === true ? await give(city.countyUnit(snapshot.divisionCode)) : refusal
    if (again !== null) throw new Error(`Demo dispatch was refused: ${again}`)
    this.planSign(caseId)
  }

  private planSign(caseId: string): void {
    this.plan(plus(this.now, MINUTE_MS), () =>
      this.onLead(caseId, 'dispatched', (lead) => {
        this.plan(this.inTime(lead.signDueAt, 0.04), () => this.sign(caseId))
        return Promise.resolve()
      }),
    )
  }

  private sign(caseId: string): Promise<void> {
    return this.onLead(caseId, 'dispatched', async (lead, target, actor) => {
      await this.quietly('sign', target, {}, actor)
      await this.stage.helpersAnswer(caseId)
      this.plan(this.inTime(lead.contactDueAt, 0.03), () => this.contact(caseId))
    })
  }

  private contact(caseId: string): Promise<void> {
    return this.onLead(caseId, 'signed', async (lead, target, actor) => {
      const method = this.chance.pick(['phone', 'phone', 'visit'] as const)
      const reached = { reached: true, method, note: this.chance.pick<string>(CONTACT_NOTES[method]) } as const
      await this.quietly('contact', target, this.chance.yes(0.94) ? reached : { reached: false, noContactReason: 'number_unreachable', note: '上午、下午各拨打一次未接' }, actor)
      this.plan(this.inTime(lead.promiseDueAt, 0.05), () => this.reply(caseId))
    })
  }

  private reply(caseId: string): Promise<void> {
    return this.onLead(caseId, 'contacted', async (_, target, actor) => {
      await this.stage.helpersAnswer(caseId)
      const attachmentIds = [await this.stage.doors.photo.put(actor.userId)]
      await this.quietly('reply', target, { text: this.chance.pick(REPLIES).replaceAll('{单位}', this.stage.city.unitName(actor.unitId)), attachmentIds }, actor)
      this.plan(this.soon(15, 400), () => this.review(caseId))
    })
  }

  private async review(caseId: string): Promise<void> {
    const sendBack = this.chance.yes(0.07)
    await this.quietly('review', { caseId }, sendBack ? { verdict: 'send_back', remarks: this.chance.pick(SEND_BACK_REMARKS) } : { verdict: 'pass', remarks: '' }, this.stage.city.actor('reviewer'))
    if (sendBack) this.plan(this.soon(60, 900), () => this.reply(caseId))
    else this.plan(this.soon(60, 1_500), () => this.callback(caseId))
  }

  private async callback(caseId: string): Promise<void> {
    const fate = this.chance.next()
    const body =
      fate < 0.12
        ? ({ result: 'no_answer', note: '无人接听' } as const)
        : fate < 0.14
          ? ({ result: 'refused', note: '表示不方便' } as const)
          : ({ result: 'answered', answers: this.answers(), note: this.chance.pick(CALLBACK_NOTES.slice(0, 3)) } as const)
    const recorded = await this.stage.callBack(caseId, body)
    if (recorded === null) return
    const { nextAttemptAt, status } = recorded
    if (nextAttemptAt !== null) this.plan(plus(instant(Date.parse(nextAttemptAt)), 20 * MINUTE_MS), () => this.callback(caseId))
    else if (status === 'in_progress') this.planSign(caseId)
    else if (status === 'closed' && this.chance.yes(0.3)) this.plan(this.soon(1_000, 4_000), () => this.quietly('archive', { caseId }, {}, this.stage.city.actor('dispatcher')))
  }

  private answers(): { contacted: boolean; resolved: boolean; satisfaction: Satisfaction; truthful: boolean } {
    const contacted = this.chance.yes(0.975)
    const resolved = contacted && this.chance.yes(0.93)
    const satisfaction = resolved
      ? this.chance.weighted([{ id: 'very_satisfied', weight: 38 }, { id: 'satisfied', weight: 48 }, { id: 'basically_satisfied', weight: 10 }, { id: 'dissatisfied', weight: 4 }] as const).id
      : this.chance.weighted([{ id: 'basically_satisfied', weight: 2 }, { id: 'dissatisfied', weight: 5 }, { id: 'very_dissatisfied', weight: 3 }] as const).id
    return { contacted, resolved, satisfaction, truthful: contacted || this.chance.yes(0.5) }
  }

  /** Acts for the unit that leads the case now, if it stands where this step expects it; otherwise life has gone another way. */
  private async onLead(caseId: string, status: string, act: (lead: CaseAssignmentFacts, target: CommandTarget, actor: Principal) => Promise<void>): Promise<void> {
    const [snapshot] = await this.stage.doors.cases.snapshots([caseId])
    const lead = snapshot?.assignments.find((item) => item.role === 'lead' && item.status === status)
    if (snapshot?.status === 'in_progress' && lead) await act(lead, { assignmentId: lead.id }, await this.stage.city.member('handler', lead.unitId))
  }

  /** A command that may meet a case that has moved on (withdrawn meanwhile); any other refusal is a fault of the demo. */
  private async quietly<Name extends Exclude<CaseCommandName, 'file'>>(name: Name, target: CommandTarget, body: CaseCommandInput<Name>, actor: Principal): Promise<void> {
    const refusal = await this.stage.attempt(name, target, body, actor)
    if (refusal !== null && !refusal.startsWith('CASE_STATE_FORBIDS')) throw new Error(`Demo ${name} was refused: ${refusal}`)
  }
}
