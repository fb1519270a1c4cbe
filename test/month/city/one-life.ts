import type { CaseAssignmentFacts, CaseSnapshot } from '@tongban/case/contract'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@tongban/kernel/core'
import type { Chance } from '../../../apps/worker/demo/chance.js'
import { SCENARIOS } from '../../../apps/worker/demo/scenarios.js'
import type { Doors } from './doors.js'
import type { Townsfolk } from './townsfolk.js'

/** A life told in pieces: it yields the moment at which it goes on. */
export type Life = AsyncGenerator<number, void, void>
export type City = {
  readonly doors: Doors
  readonly people: Townsfolk
  readonly chance: Chance
}

const OPEN = ['dispatched', 'signed', 'contacted']
const REPLY = '已到现场核实，情况属实，当日组织处理完毕，并当面告知诉求人处理结果，诉求人表示认可。'
const MOST_STEPS = 40

/** Everything that may become of one case, chosen by chance as often as it comes in a hotline, and the rare things a little more often. */
export class OneLife {
  private caseId = ''

  constructor(private readonly city: City) {}

  async *live(filedAt: number): Life {
    yield filedAt
    await this.file()
    if (this.chance.yes(0.02)) yield* this.withdrawn()
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const view = await this.view()
      if (view.status === 'awaiting_dispatch') {
        // Nobody ever owns it: its clock climbs to the last rung.
        if (this.chance.yes(0.04)) return
        yield this.inTime(view.dispatchDueAt, 0.12)
        await this.dispatch()
      } else if (view.status === 'in_progress') {
        const goesOn = yield* this.handled(view)
        if (!goesOn) return
      } else if (view.status === 'awaiting_review') {
        if (this.chance.yes(0.015)) return
        yield this.soon(20 * MINUTE_MS, this.chance.yes(0.1) ? 4 * DAY_MS : 9 * HOUR_MS)
        const sendsBack = this.chance.yes(0.12)
        await this.give('review', sendsBack ? { verdict: 'send_back', remarks: '没有说明何时解决，请补充' } : { verdict: 'pass', remarks: '' }, 'reviewer')
      } else if (view.status === 'awaiting_callback') {
        if (this.chance.yes(0.02)) return
        yield this.soon(30 * MINUTE_MS, this.chance.yes(0.12) ? 9 * DAY_MS : 2 * DAY_MS)
        const next = await this.callBack()
        if (next !== null) yield next
      } else return
    }
  }

  private get chance(): City['chance'] {
    return this.city.chance
  }

  private get now(): number {
    return this.city.doors.clock.now()
  }

  private view(): Promise<CaseSnapshot> {
    return this.city.doors.view(this.caseId)
  }

  private give<Name extends 'review' | 'dispatch' | 'recall' | 'add_assist' | 'reassign' | 'withdraw' | 'rule_request' | 'endorse_request' | 'review_shelving' | 'convene_panel' | 'rule_dispute'>(
    name: Name, body: Parameters<Doors['give']>[2], role: 'reviewer' | 'dispatcher' | 'operator' | 'supervisor',
  ): Promise<string | null> {
    return this.city.doors.give(name, { caseId: this.caseId }, body as never, this.city.people.centre(role))
  }

  private unitGives(name: 'sign' | 'contact' | 'reply' | 'request' | 'answer_lead' | 'arrive' | 'whistle', item: CaseAssignmentFacts, body: object, role: 'handler' | 'unit_lead' = 'handler'): Promise<string | null> {
    return this.city.doors.give(name, { assignmentId: item.id }, body as never, this.city.people.of(role, item.unitId))
  }

  private async file(): Promise<void> {
    const { doors, people, chance } = this.city
    const place = people.place()
    const { text, caseType } = chance.weighted(SCENARIOS)
    const urgency = chance.yes(0.04) ? ('complex' as const) : null
    this.caseId = await doors.file({
      caller: { phone: `1394750${String(Math.floor(chance.next() * 10_000)).padStart(4, '0')}`, name: '王女士', wantsCallback: chance.yes(0.9) },
      caseType, description: text.replace('{地}', place), placeText: chance.yes(0.9) ? place : '', urgency,
      disposition: caseType === 'consultation' && chance.yes(0.6) ? { kind: 'answer', answer: '已按知识库口径答复，来电人表示清楚。' } : { kind: 'dispatch' },
    }, people.centre('operator'))
  }

  private async *withdrawn(): Life {
    yield this.soon(HOUR_MS, 5 * DAY_MS)
    await this.give('withdraw', { reason: '诉求人来电表示问题已自行解决' }, 'operator')
  }

  private async dispatch(): Promise<void> {
    const { people } = this.city
    const view = await this.view()
    if (view.status !== 'awaiting_dispatch') return
    const refusal = await this.give('dispatch', { leadUnitId: people.fallback(view.divisionCode, false), assistUnitIds: [], ccUnitIds: [], reason: '按属地派单' }, 'dispatcher')
    if (refusal === 'DEPARTMENT_ONLY') await this.give('dispatch', { leadUnitId: people.fallback(view.divisionCode, true), assistUnitIds: [], ccUnitIds: [], reason: '转旗县统筹' }, 'dispatcher')
  }

  /** One step of whoever handles it. False: nothing more will ever be done. */
  private async *handled(view: CaseSnapshot): AsyncGenerator<number, boolean, void> {
    const lead = view.assignments.find((item) => item.role === 'lead' && OPEN.includes(item.status))
    if (lead === undefined) return false
    yield* this.others(view)
    if (lead.status === 'dispatched') {
      if (this.chance.yes(0.03)) return false
      if (this.chance.yes(0.05)) return yield* this.moved(lead)
      yield this.inTime(lead.signDueAt, 0.1)
      await this.onLead(lead, 'dispatched', (item) => this.unitGives('sign', item, {}))
      return true
    }
    if (lead.status === 'signed') {
      if (this.chance.yes(0.02)) return false
      if (this.chance.yes(0.08)) return yield* this.returned(lead)
      yield this.inTime(lead.contactDueAt, 0.08)
      const reached = this.chance.yes(0.9) ? { reached: true, method: 'phone', note: '已电话联系，约定到现场' } : { reached: false, noContactReason: 'number_unreachable', note: '' }
      await this.onLead(lead, 'signed', (item) => this.unitGives('contact', item, reached))
      return true
    }
    if (this.chance.yes(0.05)) return false
    if (this.chance.yes(0.09)) yield* this.extended(lead)
    else if (this.chance.yes(0.06)) yield* this.shelved(lead)
    yield this.inTime((await this.promiseOf(lead)) ?? lead.promiseDueAt, 0.15)
    await this.replies(lead)
    return true
  }

  /** What befalls a case from elsewhere, now and then. */
  private async *others(view: CaseSnapshot): Life {
    const { people, chance } = this.city
    const lead = view.assignments.find((item) => item.role === 'lead' && OPEN.includes(item.status))
    if (lead === undefined) return
    if (chance.yes(0.04)) {
      yield this.soon(5 * MINUTE_MS, 2 * DAY_MS)
      await this.city.doors.changeUrgency(this.caseId, chance.pick(['emergency', 'livelihood', 'general', 'complex'] as const), people.centre('dispatcher'))
    }
    const department = people.department(lead.unitId)
    if (department !== null && chance.yes(0.03)) {
      yield this.soon(5 * MINUTE_MS, DAY_MS)
      await this.give('add_assist', { unitIds: [department], reason: '涉及部门职责，请协助' }, 'dispatcher')
    }
    if (department !== null && people.isTownship(lead.unitId) && chance.yes(0.02)) {
      yield this.soon(5 * MINUTE_MS, 6 * HOUR_MS)
      await this.onLead(lead, null, (item) => this.unitGives('whistle', item, { unitIds: [department], reason: '请部门到场认定', place: '村口' }, 'unit_lead'))
    }
    yield* this.helpers()
  }

  /** Those called on to help: some come, some are late, some never do. */
  private async *helpers(): Life {
    for (const helper of (await this.view()).assignments.filter((item) => item.role !== 'lead' && item.role !== 'cc' && OPEN.includes(item.status))) {
      if (this.chance.yes(0.3)) continue
      yield this.soon(10 * MINUTE_MS, this.chance.yes(0.2) ? 2 * DAY_MS : 3 * HOUR_MS)
      const item = (await this.view()).assignments.find(({ id }) => id === helper.id)
      if (item === undefined || (await this.view()).status !== 'in_progress' || !OPEN.includes(item.status)) continue
      if (item.role === 'whistle' && item.arrivedAt === null) await this.unitGives('arrive', item, { place: '村口', note: '两人到场' })
      else if (item.status === 'dispatched') await this.unitGives('sign', item, {})
      if (this.chance.yes(0.6)) await this.unitGives('answer_lead', item, { text: '已派人配合主办单位到现场处置。' })
    }
  }

  /** Given to another unit, or back to the pool. */
  private async *moved(lead: CaseAssignmentFacts): AsyncGenerator<number, boolean, void> {
    yield this.soon(10 * MINUTE_MS, this.chance.yes(0.3) ? 8 * DAY_MS : 5 * HOUR_MS)
    const next = this.city.people.neighbour(lead.unitId)
    await this.onLead(lead, null, async (item) => {
      if (next === null || this.chance.yes(0.4)) return this.give('recall', { assignmentId: item.id, reason: '需要重新研究由谁承办' }, 'dispatcher')
      const newPromise = this.chance.yes(0.3) ? { newPromiseReason: '需要重新勘查' } : {}
      return this.give('reassign', { leadUnitId: next, reason: '事发地在相邻镇', wrongDispatch: true, ...newPromise }, 'dispatcher')
    })
    return true
  }

  private async *returned(lead: CaseAssignmentFacts): AsyncGenerator<number, boolean, void> {
    const next = this.city.people.neighbour(lead.unitId)
    if (next === null) return true
    const requestId = await this.asks(lead, '事发地在相邻镇辖区', { kind: 'return', reasonCode: 'other_area', expectedUnitId: next, legalBasis: '乡镇权责清单第 12 项' }, [])
    if (requestId === null) return true
    // Nobody rules: it lapses, and a panel has it.
    if (this.chance.yes(0.35)) return yield* this.disputed()
    yield this.soon(20 * MINUTE_MS, 20 * HOUR_MS)
    await this.rules(requestId, this.chance.yes(0.6), 'dispatcher')
    return true
  }

  private async *disputed(): AsyncGenerator<number, boolean, void> {
    yield this.soon(DAY_MS, 6 * DAY_MS)
    const view = await this.view()
    const dispute = view.disputes.find(({ ruledAt }) => ruledAt === null)
    if (dispute === undefined || this.chance.yes(0.4)) return true
    const members = [{ role: 'hotline_centre', name: '白音娜' }, { role: 'staffing_office', name: '孙立新' }, { role: 'justice', name: '乌兰' }] as const
    await this.give('convene_panel', { members: [...members] }, 'supervisor')
    const lead = this.chance.pick(dispute.unitIds)
    await this.give('rule_dispute', { leadUnitId: lead, principle: '按辖区由属地承办', reasons: '界线图斑显示地块在该镇辖区内', legalBasis: '界线勘定资料' }, 'supervisor')
    return true
  }

  private async *extended(lead: CaseAssignmentFacts): Life {
    const until = lead.promiseDueAt + Math.round(this.chance.between(0.2, 0.9) * (lead.promiseDueAt - lead.dispatchedAt))
    if (this.chance.yes(0.4)) yield this.inTime(lead.promiseDueAt, 0)
    const requestId = await this.asks(lead, '材料需要外地调运', { kind: 'extension', until: Math.round(until) }, [])
    if (requestId === null) return
    yield this.soon(20 * MINUTE_MS, this.chance.yes(0.25) ? 5 * DAY_MS : 9 * HOUR_MS)
    await this.rules(requestId, this.chance.yes(0.75), 'dispatcher')
  }

  private async *shelved(lead: CaseAssignmentFacts): Life {
    const until = this.now + Math.round(this.chance.between(20, 200) * DAY_MS)
    if (this.chance.yes(0.25)) yield this.soon(DAY_MS, 9 * DAY_MS)
    const evidence = [await this.city.doors.photo(this.city.people.of('unit_lead', lead.unitId))]
    const requestId = await this.asks(lead, '要等开春以后管网改造', {
      kind: 'shelving', measures: '已装临时照明', until, milestones: [{ at: until - HOUR_MS, text: '改造开工' }], leader: '巴特尔', publicNote: '列入开春改造计划',
    }, evidence)
    if (requestId === null) return
    yield this.soon(20 * MINUTE_MS, 14 * HOUR_MS)
    await this.rules(requestId, this.chance.yes(0.85), 'supervisor')
    yield this.soon(2 * HOUR_MS, 12 * DAY_MS)
    if (this.chance.yes(0.75)) await this.give('review_shelving', { verdict: 'end', note: '材料已到，恢复办理' }, 'supervisor')
  }

  private async asks(lead: CaseAssignmentFacts, reason: string, details: object, attachmentIds: readonly string[]): Promise<string | null> {
    const refusal = await this.onLead(lead, null, (item) => this.unitGives('request', item, { reason, details, attachmentIds }, 'unit_lead'))
    return refusal === null ? ((await this.view()).requests.at(-1)?.id ?? null) : null
  }

  private async rules(requestId: string, grants: boolean, role: 'dispatcher' | 'supervisor'): Promise<void> {
    const request = (await this.view()).requests.find(({ id }) => id === requestId)
    if (request?.status !== 'pending') return
    await this.give('rule_request', grants ? { requestId, verdict: 'approve', remarks: '情况属实' } : { requestId, verdict: 'reject', remarks: '请按原时限办理' }, role)
  }

  private async replies(lead: CaseAssignmentFacts): Promise<void> {
    await this.onLead(lead, 'contacted', async (item) => {
      const say = (attachmentIds: readonly string[]): Promise<string | null> => this.unitGives('reply', item, { text: REPLY, attachmentIds, openAssistReason: '协办部分另行反馈' })
      const refusal = await say([])
      return refusal === 'REPLY_NEEDS_EVIDENCE' ? say([await this.city.doors.photo(this.city.people.of('handler', item.unitId))]) : refusal
    })
  }

  private async callBack(): Promise<number | null> {
    const fate = this.chance.next()
    const answers = fate > 0.86
      ? ({ contacted: true, resolved: false, satisfaction: 'dissatisfied', truthful: true } as const)
      : ({ contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true } as const)
    const attempt = fate < 0.15 ? ({ result: 'no_answer', note: '无人接听' } as const) : ({ result: 'answered', answers, note: '' } as const)
    const recorded = await this.city.doors.callBack(this.caseId, attempt, this.city.people.callbackAgent)
    return recorded === null || recorded.nextAttemptAt === null ? null : Date.parse(recorded.nextAttemptAt) + MINUTE_MS
  }

  /** As the lead still stands, in the state it is expected in (null: any open one); otherwise life has gone another way. */
  private async onLead(lead: CaseAssignmentFacts, status: string | null, act: (item: CaseAssignmentFacts) => Promise<string | null>): Promise<string | null> {
    const view = await this.view()
    const item = view.assignments.find(({ id }) => id === lead.id)
    if (view.status !== 'in_progress' || item === undefined || !OPEN.includes(item.status) || (status !== null && item.status !== status)) return 'gone'
    return act(item)
  }

  private async promiseOf(lead: CaseAssignmentFacts): Promise<number | null> {
    return (await this.view()).assignments.find(({ id }) => id === lead.id)?.promiseDueAt ?? null
  }

  /** In time for `dueAt`, now and then too late, and now and then at the very moment or a breath beside it. */
  private inTime(dueAt: number, late: number): number {
    const { chance, now } = this
    if (chance.yes(0.03) && dueAt > now) return Math.max(now, dueAt + chance.pick([-1, 0, 0, 1]))
    if (chance.yes(late)) return Math.max(now, dueAt) + Math.round(chance.between(0.01, chance.yes(0.3) ? 9 : 1.2) * DAY_MS)
    return dueAt <= now ? this.soon(10 * MINUTE_MS, 9 * HOUR_MS) : now + Math.round((dueAt - now) * chance.between(0.05, 0.98))
  }

  private soon(from: number, to: number): number {
    return this.now + Math.round(this.chance.between(from, to))
  }
}
