import { samplePhoto } from '../../apps/worker/dist/demo/sample-photo.js'
import { Procedures } from './procedures.mjs'
import { Supervision } from './supervision.mjs'

const CASES_A_DAY = 263 // 96,139 a year, as Tongliao closed in its first
const REPLIES = ['接单后立即安排人员到现场查看，情况属实，已处理完毕并当面告知诉求人结果。', '已与诉求人电话联系核实情况后上门办理，并说明了政策依据，诉求人表示认可。', '经实地核实，问题确实存在，已责成相关负责人限期整改，目前整改完成，已反馈。']

const pick = (list) => list[Math.floor(Math.random() * list.length)]
const yes = (probability) => Math.random() < probability

/** Refusals that only say somebody was quicker, or that it is not yet time. */
const EXPECTED = new Set(['CONFLICT', 'CASE_STATE_FORBIDS', 'ASSIGNMENT_STATE_FORBIDS', 'CASE_VERSION_STALE', 'CALLBACK_CLAIMED', 'CALLBACK_TOO_EARLY', 'CALLBACK_NOT_CLAIMED', 'CASE_NOT_FOUND', 'REPLY_NEEDS_CONTACT', 'OWN_UNIT_FORBIDDEN', 'DEPARTMENT_ONLY', 'CALLBACK_INDEPENDENCE',
  // rules of requests and disputes that a person would have seen on the page
  'REQUEST_OPEN', 'REQUEST_ALREADY_MADE', 'REQUEST_TOO_LATE', 'REQUEST_STATE_FORBIDS', 'RETURN_FORBIDDEN', 'DISPUTE_OPEN', 'EXTENSION_TOO_LONG', 'UNIT_RECUSED',
  // somebody else was quicker at an order, an incident or an urgency
  'ORDER_STATE_FORBIDS', 'ORDER_VERSION_STALE', 'ORDER_NEEDS_INTERVIEW', 'ORDER_OWN_UNIT', 'INCIDENT_STATE_FORBIDS', 'INCIDENT_NOT_CALLED', 'URGENCY_UNCHANGED'])

/** People of a hotline at work, all at once, each at a human pace divided by the speed. */
export class HotlineDay {
  constructor(people, { scenarios, surnames, speed, signal }) {
    this.people = people
    this.scenarios = scenarios
    this.surnames = surnames
    this.speed = speed
    this.signal = signal
    this.counts = { filed: 0, answered: 0, dispatched: 0, signed: 0, contacted: 0, replied: 0, reviewed: 0, called: 0, closed: 0, reworked: 0, asked: 0, ruled: 0, urged: 0, supervised: 0, acknowledged: 0, read: 0 }
    this.procedures = new Procedures(people, (answer, what) => this.done(answer, what))
    this.supervision = new Supervision((answer, what) => this.done(answer, what))
    this.errors = []
  }

  async run(ms, say) {
    this.endAt = Date.now() + ms
    this.places = await this.readPlaces()
    const timer = setInterval(() => say(this.line()), 5_000)
    const loops = this.people.flatMap((person) => {
      const work = { operator: () => this.operate(person), dispatcher: () => this.dispatch(person), handler: () => this.handle(person), reviewer: () => this.review(person), callback_agent: () => this.callBack(person), unit_lead: () => this.lead(person), supervisor: () => this.supervise(person), county_coordinator: () => this.supervision.answer(person) }[person.role]
      return work === undefined ? [] : [this.loop(work, person.role)]
    })
    await Promise.all(loops)
    clearInterval(timer)
    return { errors: this.errors.length, text: `${this.line()}\n${this.errors.length === 0 ? '没有错误 · no errors' : this.errors.slice(0, 10).join('\n')}` }
  }

  line() {
    const { filed, answered, dispatched, signed, contacted, replied, reviewed, called, closed, reworked, asked, ruled, urged, supervised, acknowledged, read } = this.counts
    return `受理 ${filed} 直接答复 ${answered} 派单 ${dispatched} 签收 ${signed} 联系 ${contacted} 回复 ${replied} 审核 ${reviewed} 回访 ${called} 办结 ${closed} 重办 ${reworked} 申请 ${asked} 裁定 ${ruled} 催办 ${urged} 督办 ${supervised} 确认 ${acknowledged} 通知 ${read} 错误 ${this.errors.length}`
  }

  async loop(work, role) {
    while (Date.now() < this.endAt && !this.signal.aborted) {
      await work().catch((error) => this.errors.push(`${role}: ${error.message}`))
      await this.pause()
    }
  }

  /** Minutes of the simulated day as real waiting, never a busy loop. */
  async pause(minutes = 2 + Math.random() * 6) {
    const ms = Math.min(Math.max((minutes * 60_000) / this.speed, 150), Math.max(0, this.endAt - Date.now()))
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      }, { once: true })
    })
  }

  async done(answer, what) {
    if (answer.status < 300) {
      if (what !== null) this.counts[what] += 1
      return true
    }
    if (!EXPECTED.has(answer.body.code)) throw new Error(`${what}: ${answer.status} ${answer.body.code} ${answer.body.detail}`)
    return false
  }

  /** Townships that have an account, as `旗县 + 乡镇`, so that there is somebody to act. */
  async readPlaces() {
    const operator = this.people.find((person) => person.role === 'operator')
    const counties = (await operator.get('/org/divisions')).body.items
    const names = this.people.filter((person) => person.role === 'handler').map((person) => person.unit)
    const places = []
    for (const county of counties) {
      for (const township of (await operator.get(`/org/divisions?parentCode=${county.code}`)).body.items) {
        if (!names.some((unit) => unit.name.includes(township.name.replace('办事处', '')))) continue
        for (const village of (await operator.get(`/org/divisions?parentCode=${township.code}`)).body.items.slice(0, 12)) {
          places.push(`${county.name}${township.name.replace('办事处', '')}${village.name.replace(/(村民|居民)委员会$/, '').replace('嘎查委员会', '嘎查')}`)
        }
        places.push(`${county.name}${township.name.replace('办事处', '')}`)
      }
    }
    return places
  }

  async operate(person) {
    const scenario = pick(this.scenarios)
    const place = pick(this.places)
    const answered = scenario.caseType === 'consultation' ? yes(0.8) : scenario.caseType === 'praise'
    const description = scenario.text.replace('{地}', place)
    const { body: suggested } = await person.post('/intake/suggestions', { description, placeText: place, caseType: scenario.caseType })
    const category = suggested.categories?.[0]
    const answer = await person.post('/cases', {
      caller: { phone: `139475${String(Math.floor(Math.random() * 90_000) + 10_000)}`, name: `${pick(this.surnames)}${pick(['先生', '女士'])}` },
      channel: pick(['phone', 'phone', 'phone', 'wechat', 'snapshot']),
      caseType: scenario.caseType,
      description,
      placeText: place,
      categoryCode: category?.confidence > 0.35 ? category.code : null,
      ...(answered ? { disposition: { kind: 'answer', answer: '已按知识库口径答复，来电人表示清楚。' } } : {}),
    })
    if (await this.done(answer, 'filed')) {
      if (answered) this.counts.answered += 1
      else if (answer.body.status === 'in_progress') this.counts.dispatched += 1
    }
    // Two operators share the day's calls.
    const operators = this.people.filter((other) => other.role === 'operator').length
    await this.pause(((24 * 60) / CASES_A_DAY) * operators * (0.5 + Math.random()) - 4)
  }

  async lead(person) {
    await this.procedures.lead(person)
    await this.supervision.answer(person)
  }

  async supervise(person) {
    await this.procedures.supervise(person)
    await this.supervision.judge(person)
  }

  async dispatch(person) {
    const { body } = await person.get('/dispatch/pool?limit=10')
    for (const item of body.items ?? []) {
      const unit = item.suggestion?.lead ?? item.suggestion?.alternatives[0]?.unit
      if (unit) await this.done(await person.post(`/cases/${item.id}/dispatch`, { version: item.version, leadUnitId: unit.id }), 'dispatched')
    }
    await this.procedures.rule(person)
    if (yes(0.1)) await this.supervision.hasten(person)
  }

  async handle(person) {
    if (yes(0.3)) await this.supervision.answer(person)
    const { body } = await person.get('/inbox?limit=20')
    const item = pick(body.items ?? [])
    if (item === undefined) return
    const target = `/assignments/${item.assignmentId}`
    if (item.role !== 'lead') return this.help(person, item)
    if (item.status === 'dispatched') await this.done(await person.post(`${target}/sign`, { version: item.version }), 'signed')
    else if (item.status === 'signed') await this.done(await person.post(`${target}/contact`, { version: item.version, reached: true, method: 'phone', note: '已电话联系，约定今日到现场' }), 'contacted')
    else if (item.status === 'contacted') await this.reply(person, item)
  }

  /** Who was called on to help comes, and tells the lead what was done. */
  async help(person, { assignmentId, status, version, role }) {
    const target = `/assignments/${assignmentId}`
    if (status === 'dispatched' && role === 'whistle') await this.done(await person.post(`${target}/arrive`, { version, place: '诉求发生地', note: '两人到场' }), null)
    else if (status === 'dispatched') await this.done(await person.post(`${target}/sign`, { version }), 'signed')
    else if (status === 'signed' || status === 'contacted') await this.done(await person.post(`${target}/answer-lead`, { version, text: '已到现场配合处置，情况已告知主办单位。' }), null)
  }

  /** A matter others were called on to help with is not left waiting for them: the reply says why. */
  async reply(person, { assignmentId, version }) {
    const body = { version, text: pick(REPLIES), attachmentIds: [await this.photo(person)] }
    const answer = await person.post(`/assignments/${assignmentId}/reply`, body)
    const again = answer.body.code === 'REPLY_ASSIST_OPEN' ? await person.post(`/assignments/${assignmentId}/reply`, { ...body, openAssistReason: '现场已处理完毕，协办单位的意见随后补充' }) : answer
    await this.done(again, 'replied')
  }

  async photo(person) {
    const form = new FormData()
    form.set('file', new Blob([samplePhoto(8 + Math.random() * 9)], { type: 'image/png' }), '现场照片.png')
    const answer = await person.call('POST', '/attachments', form)
    if (answer.status !== 201) throw new Error(`photo: ${answer.status} ${answer.body.code}`)
    return answer.body.id
  }

  async review(person) {
    const { body } = await person.get('/review-queue?limit=10')
    for (const item of body.items ?? []) {
      const sendBack = yes(0.06)
      await this.done(await person.post(`/cases/${item.id}/review`, { version: item.version, verdict: sendBack ? 'send_back' : 'pass', remarks: sendBack ? '请补充现场情况和完成时间' : '' }), 'reviewed')
    }
  }

  async callBack(person) {
    const { body } = await person.get('/callback-queue?limit=10')
    const task = pick((body.items ?? []).filter((item) => item.claimedBy === null || item.claimedBy.me))
    if (task === undefined) return
    if (!(await this.done(await person.post(`/cases/${task.caseId}/callback/claim`), null))) return
    const resolved = yes(0.93)
    const attempt = yes(0.08)
      ? { result: 'no_answer' }
      : { result: 'answered', answers: { contacted: resolved || yes(0.7), resolved, satisfaction: resolved ? pick(['very_satisfied', 'satisfied', 'satisfied', 'basically_satisfied']) : 'dissatisfied', truthful: true } }
    const answer = await person.post(`/cases/${task.caseId}/callback`, attempt)
    if (!(await this.done(answer, 'called'))) return
    if (answer.body.status === 'closed') this.counts.closed += 1
    else if (answer.body.status === 'in_progress') this.counts.reworked += 1
  }
}
