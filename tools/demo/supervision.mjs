/** Orders, incidents and inboxes in the simulated day: what is demanded is answered and judged, what is called is acknowledged, what is told is read. */

const pick = (list) => list[Math.floor(Math.random() * list.length)]
const yes = (probability) => Math.random() < probability
const ONE_DAY = { amount: 1, unit: 'work_day' }

export class Supervision {
  /** `done(answer, what)` counts, and knows the refusals that only say somebody was quicker. */
  constructor(done) {
    this.done = done
  }

  /** A unit answers what is demanded of it, says that it has heard of an incident, and looks into its inbox. */
  async answer(person) {
    const { body } = await person.get(`/supervision/orders?state=issued,signed&unitId=${encodeURIComponent(person.unit.id)}&limit=5`)
    const order = pick(body.items ?? [])
    if (order?.state === 'issued') await this.done(await person.post(`/supervision/orders/${order.id}/sign`, { version: order.version }), 'supervised')
    else if (order?.state === 'signed') {
      const reply = { version: order.version, text: '已查明原因，正在办理，预计两日内办结。', measures: '安排专人负责，每日向诉求人通报进度。' }
      await this.done(await person.post(`/supervision/orders/${order.id}/reply`, reply), 'supervised')
    }
    const incident = ((await person.get('/incidents?limit=10')).body.items ?? []).find(({ callsMe }) => callsMe)
    if (incident !== undefined) await this.done(await person.post(`/incidents/${incident.id}/acknowledge`, {}), 'acknowledged')
    await this.read(person)
  }

  /** A supervisor judges answers: most are enough. */
  async judge(person) {
    const order = pick((await person.get('/supervision/orders?state=replied&limit=10')).body.items ?? [])
    if (order !== undefined) {
      const [act, body] = yes(0.75) ? ['release', { remarks: '原因和措施清楚，予以解除。' }] : ['send-back', { remarks: '没有写明何时办结，请重新反馈。', replyWithin: ONE_DAY }]
      const { allowedActions = [] } = (await person.get(`/supervision/orders/${order.id}`)).body
      if (allowedActions.some(({ action, enabled }) => enabled && action === act.replace('-', '_'))) {
        await this.done(await person.post(`/supervision/orders/${order.id}/${act}`, { version: order.version, ...body }), 'supervised')
      }
    }
    const risky = ((await person.get('/risk?limit=20')).body.items ?? []).filter(({ risk }) => risk === 'late' || risk === 'unsigned')
    if (risky.length > 0 && yes(0.2)) {
      const caseIds = [...new Set(risky.slice(0, 3).map((item) => item.case.id))]
      await this.done(await person.post('/risk/urge', { caseIds, note: '已超时，请当日办理并回复' }), 'urged')
    }
    await this.read(person)
  }

  /** What turns out to be graver than it was filed. */
  async hasten(person) {
    const found = pick(((await person.get('/cases?status=in_progress&limit=20')).body.items ?? []).filter(({ urgency }) => urgency === 'general'))
    if (found === undefined) return
    await this.done(await person.post(`/cases/${found.id}/change-urgency`, { version: found.version, urgency: 'livelihood', reason: '诉求人再次来电，影响范围扩大' }), null)
  }

  async read(person) {
    const { body } = await person.get('/notifications?unread=true&limit=5')
    const notice = pick(body.items ?? [])
    if (notice !== undefined && yes(0.5)) await this.done(await person.post(`/notifications/${notice.id}/read`), 'read')
  }
}
