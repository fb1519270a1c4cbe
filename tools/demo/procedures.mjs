/** What people ask of the hotline and what it rules, in the simulated day: returns, extensions, disputes, urges. */

const DAY_MS = 86_400_000
const PANEL = [['hotline_centre', '白音娜'], ['staffing_office', '孙立新'], ['justice', '乌兰其其格']].map(([role, name]) => ({ role, name }))
const pick = (list) => list[Math.floor(Math.random() * list.length)]
const yes = (probability) => Math.random() < probability

/** Each kind of work takes its person and `done(answer, what)`, which counts it and knows the refusals that only say somebody was quicker. */
export class Procedures {
  constructor(people, done) {
    this.people = people
    this.done = done
  }

  /** The unit's lead stands behind what its handlers asked, and now and then asks for itself. */
  async lead(person) {
    for (const item of (await person.get('/requests?tab=to_endorse&limit=10')).body.items ?? []) {
      await this.done(await person.post(`/cases/${item.case.id}/endorse-request`, { version: item.case.version, requestId: item.id, verdict: 'agree' }), 'asked')
    }
    const item = pick((await person.get('/inbox?limit=20')).body.items ?? [])
    if (item === undefined || !['signed', 'contacted'].includes(item.status) || !yes(0.25)) return
    const others = this.people.filter((other) => other.role === 'handler' && other.unit.id !== person.unit.id && /镇|街道|苏木/.test(other.unit.name))
    const body = yes(0.5)
      ? { reason: '事发地经核实在相邻乡镇辖区', details: { kind: 'return', reasonCode: 'other_area', expectedUnitId: pick(others).unit.id, legalBasis: '乡镇权责清单与区划界线资料' } }
      : { reason: '需等配件到货后才能修复', details: { kind: 'extension', until: Date.parse(item.promiseDueAt) + DAY_MS } }
    await this.done(await person.post(`/assignments/${item.assignmentId}/request`, { version: item.version, ...body }), 'asked')
  }

  /** A dispatcher rules on what is asked, most of it granted. */
  async rule(person) {
    for (const item of (await person.get('/requests?tab=to_rule&limit=10')).body.items ?? []) {
      const ruling = yes(0.65) ? { verdict: 'approve' } : { verdict: 'reject', remarks: '经核实属本单位职责，请继续办理' }
      await this.done(await person.post(`/cases/${item.case.id}/rule-request`, { version: item.case.version, requestId: item.id, ...ruling }), 'ruled')
    }
  }

  /** A supervisor takes disputes to their ruling one step at a time, rules on shelvings, and urges what is late. */
  async supervise(person) {
    await this.rule(person)
    const dispute = pick((await person.get('/disputes?limit=10')).body.items ?? [])
    if (dispute !== undefined) {
      const isComplete = PANEL.every(({ role }) => dispute.dispute.panel.some((member) => member.role === role))
      const [name, body] = isComplete
        ? ['rule-dispute', { leadUnitId: pick(dispute.dispute.units).id, principle: '交界处事项由权属登记所在单位主办', reasons: '权属登记和历年管护均由该单位负责，另一方配合。', legalBasis: '乡镇权责清单', proposesCatalogueRow: yes(0.3) }]
        : ['convene-panel', { members: PANEL }]
      await this.done(await person.post(`/cases/${dispute.caseId}/${name}`, { version: dispute.version, ...body }), isComplete ? 'ruled' : null)
    }
    const late = pick(((await person.get('/cases?status=in_progress&limit=50')).body.items ?? []).filter((item) => item.promiseDueAt !== null && Date.parse(item.promiseDueAt) < Date.now()))
    if (late !== undefined && yes(0.2)) await this.done(await person.post(`/cases/${late.id}/urge`, { version: late.version, note: '已超期，请当日办结并回复' }), 'urged')
  }
}
