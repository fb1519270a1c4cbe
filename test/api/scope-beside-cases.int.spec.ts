import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { listRisks } from '@tongban/deadline/contract'
import { addDutyEntry, readDutyGaps, readDutyNow, readDutyRoster } from '@tongban/duty/contract'
import { listIncidents, openIncident, readIncident, readIncidentBulletin, readIncidentCases, readIncidentTree } from '@tongban/incident/contract'
import { listDeliveries, listNotices, writePreferences } from '@tongban/notification/contract'
import type { BodyInputOf } from '@tongban/kernel/contract'
import { Database } from '@tongban/platform/server'
import { countOrders, exportOrders, issueOrders, listOrders, listPublicOrders, readOrder } from '@tongban/supervision/contract'
import exceljs from 'exceljs'
import type { SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { ELSEWHERE, file } from './support/calls.js'
import { findInDatabase } from './support/everything-stored.js'
import { addAccount } from './support/people.js'
import { expectRefused } from './support/problems.js'

/** What happens beside the cases: orders, incidents, rosters, risks, notices. List, detail, count and export show everybody the same piece of it. */
const STAFF_PHONES = ['13947566101', '13947566102']

let system: System
let people: Record<string, SignedIn>
type Thing = { readonly caseId: string; readonly orderId: string; readonly number: string; readonly incidentId: string }
let own: Thing
let foreign: Thing
let contactId: string

const person = (name: string): SignedIn => {
  const found = people[name]
  if (found === undefined) throw new Error(name)
  return found
}

beforeAll(async () => {
  system = await startSystem({ autonomous: false })
  const names = ['operator1', 'dispatcher1', 'township1', 'lead1', 'county1', 'supervisor1', 'inspector1', 'leader1', 'assessor1', 'callback1', 'sysadmin1', 'secadmin1', 'auditadmin1', 'editor1', 'township2']
  people = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await system.signIn(name)] as const)))
  people.lead2 = await addAccount(system, { userName: 'lead2', unitId: 'township-150522100', role: 'unit_lead' })
  people.county2 = await addAccount(system, { userName: 'county2', unitId: 'county-150522-coordinator', role: 'county_coordinator' })
  own = await made({}, ['150525100'])
  foreign = await made({ placeText: ELSEWHERE }, ['150522100'])
  const times: BodyInputOf<typeof addDutyEntry>['entry']['times'] = { kind: 'pattern', spans: [{ on: 'daily', startMinute: 0, minutes: 1440 }], validFrom: '2020-01-01', validTo: null }
  const entry = await person('lead1').call(addDutyEntry, { body: { unitId: 'township-150525100', version: 0, entry: { name: '白乙拉', title: '值班长', phone: STAFF_PHONES[0], userId: null, line: 1, times } } })
  expect([entry.status, entry.problem]).toEqual([201, expect.anything()])
  contactId = entry.body.id
  expect((await person('township1').call(writePreferences, { body: { phone: STAFF_PHONES[1] } })).status).toBe(200)
  await system.runtime.settle()
})
afterAll(() => system.stop())

/** A case with an order about it, and an incident where it lies. */
async function made(changes: Parameters<typeof file>[1], area: string[]): Promise<Thing> {
  const { caseId } = await file(person('operator1'), changes)
  const order = await person('supervisor1').call(issueOrders, {
    body: { kind: 'listed', caseIds: [caseId], title: '地边子纠纷久拖不决', requirement: '查明原因，说明何时丈量', replyWithin: { amount: 2, unit: 'work_day' } },
  })
  const [issued] = order.body.orders
  const incident = await person('dispatcher1').call(openIncident, {
    body: { kind: 'heating_outage', level: 'larger', title: '供热主管道爆裂', cause: '主管道爆裂，抢修中', placeCode: area[0] ?? '', area, caseIds: [caseId], depth: 'township' },
  })
  expect([order.status, incident.status]).toEqual([201, 201])
  return { caseId, orderId: issued?.orderId ?? '', number: issued?.number ?? '', incidentId: incident.body.id }
}

const ordersOf = async (who: SignedIn): Promise<{ listed: string[]; counted: number }> => {
  const list = await who.call(listOrders, { query: { limit: '100' } as never })
  const counts = await who.call(countOrders)
  return { listed: list.body.items.map(({ id }) => id).sort(), counted: counts.body.total }
}

/** The numbers of orders in the workbook, whatever else stands in it. */
async function exported(who: SignedIn): Promise<string[]> {
  const answer = await fetch(`${system.address}/api/v1${exportOrders.path}`, { headers: { cookie: who.cookie } })
  expect(answer.status).toBe(200)
  const book = new exceljs.Workbook()
  await book.xlsx.load(await answer.arrayBuffer())
  const cells = book.worksheets.flatMap((sheet) => sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row.map(String) : [])))
  return [...new Set(cells.filter((cell) => /^DB\d{8}-\d+$/.test(cell)))].sort()
}

const SEES_BOTH = ['supervisor1', 'leader1', 'assessor1', 'dispatcher1', 'inspector1']
const SEES_OWN = ['township1', 'lead1', 'county1']
const SEES_FOREIGN = ['township2', 'lead2', 'county2']
const NEVER = ['operator1', 'callback1', 'editor1', 'sysadmin1', 'secadmin1', 'auditadmin1']

describe('orders', () => {
  it.each([...SEES_BOTH.map((name) => [name, true, true] as const), ...SEES_OWN.map((name) => [name, true, false] as const), ...SEES_FOREIGN.map((name) => [name, false, true] as const)])(
    'of %s: list, counts and page show the same',
    async (name, seesOwn, seesForeign) => {
      const wanted = [...(seesOwn ? [own] : []), ...(seesForeign ? [foreign] : [])]
      expect(await ordersOf(person(name))).toEqual({ listed: wanted.map(({ orderId }) => orderId).sort(), counted: wanted.length })
      for (const [thing, sees] of [[own, seesOwn], [foreign, seesForeign]] as const) {
        const answer = await person(name).call(readOrder, { params: { orderId: thing.orderId } })
        if (sees) expect([answer.status, answer.body.number]).toEqual([200, thing.number])
        else expectRefused(answer, 404, 'ORDER_NOT_FOUND')
        if (!sees) expectRefused(await person(name).send('GET', `/cases/${thing.caseId}/supervision`), 404, 'CASE_NOT_FOUND')
      }
    },
  )

  it('a foreign unit’s filters find nothing, and its commands change nothing', async () => {
    for (const query of [{ unitId: 'township-150525100' }, { countyCode: '150525' }, { q: own.number }, { q: '地边子' }]) {
      const found = await person('lead2').send<{ items: { id: string }[] }>('GET', '/supervision/orders', { query })
      expect(found.body.items.map(({ id }) => id)).not.toContain(own.orderId)
    }
    for (const [act, body] of [['sign', {}], ['reply', { text: '已经全部办结。', measures: '已丈量' }], ['release', { remarks: '同意解除督办' }]] as const) {
      const answer = await person('lead2').send('POST', `/supervision/orders/${own.orderId}/${act}`, { body })
      expectRefused(answer, 404, 'ORDER_NOT_FOUND')
    }
  })

  it('leave the house as far as one sees them, and only by who may', async () => {
    for (const name of ['supervisor1', 'leader1', 'assessor1']) expect([name, await exported(person(name))]).toEqual([name, [own.number, foreign.number].sort()])
    for (const name of [...SEES_OWN, ...SEES_FOREIGN, ...NEVER, 'dispatcher1']) expectRefused(await person(name).send('GET', exportOrders.path), 403, 'PERMISSION_MISSING')
    const entries = await system.worker.get(Database).query<{ actor_id: string }>(`SELECT actor_id FROM audit_entry WHERE action = 'supervision.export' ORDER BY id`)
    expect(entries.map((entry) => entry.actor_id)).toEqual(['supervisor1', 'leader1', 'assessor1'].map((name) => person(name).userId))
  })

  it('are nothing to those who have no part in it, and nothing is public that was not published', async () => {
    for (const name of NEVER) {
      for (const path of ['/supervision/orders', '/supervision/counts', `/supervision/orders/${own.orderId}`]) expectRefused(await person(name).send('GET', path), 403, 'PERMISSION_MISSING')
    }
    expect((await person('operator1').call(listPublicOrders)).body.items).toEqual([])
  })
})

describe('incidents', () => {
  it.each([...[...SEES_BOTH, 'operator1'].map((name) => [name, true, true] as const), ...SEES_OWN.map((name) => [name, true, false] as const), ...SEES_FOREIGN.map((name) => [name, false, true] as const)])(
    'of %s: list, page, tree and bulletin show the same',
    async (name, seesOwn, seesForeign) => {
      const wanted = [...(seesOwn ? [own] : []), ...(seesForeign ? [foreign] : [])].map(({ incidentId }) => incidentId).sort()
      const listed = (await person(name).call(listIncidents)).body.items
      expect(listed.map(({ id }) => id).sort()).toEqual(wanted)
      const date = new Date(Date.parse(listed[0]?.openedAt ?? '') + 8 * 3_600_000).toISOString().slice(0, 10)
      const bulletin = await person(name).call(readIncidentBulletin, { query: { date } })
      expect(bulletin.body.items.map(({ id }) => id).sort()).toEqual(wanted)
      for (const [thing, sees] of [[own, seesOwn], [foreign, seesForeign]] as const) {
        for (const endpoint of [readIncident, readIncidentTree, readIncidentCases]) {
          const answer = await person(name).call(endpoint, { params: { incidentId: thing.incidentId } })
          if (sees) expect([endpoint.name, answer.status]).toEqual([endpoint.name, 200])
          else expectRefused(answer, 404, 'INCIDENT_NOT_FOUND')
        }
      }
    },
  )

  it('show of their cases those within reach', async () => {
    const casesOf = async (name: string, { incidentId }: Thing): Promise<string[]> =>
      (await person(name).call(readIncidentCases, { params: { incidentId } })).body.items.map((item) => item.id)
    expect(await casesOf('supervisor1', own)).toEqual([own.caseId])
    expect(await casesOf('township1', own)).toEqual([own.caseId])
    expectRefused(await person('township2').send('POST', `/incidents/${own.incidentId}/acknowledge`, { body: {} }), 404, 'INCIDENT_NOT_FOUND')
  })
})

describe('rosters', () => {
  const reveal = (name: string) => person(name).send<{ phone: string }>('POST', `/duty/contacts/${contactId}/reveal`, { body: { reason: '核实值班情况' } })

  it('say who is on duty to everybody who works with units, number masked', async () => {
    for (const name of ['township1', 'township2', 'county2', 'operator1', 'supervisor1']) {
      for (const endpoint of [readDutyNow, readDutyRoster]) {
        const answer = await person(name).send('GET', endpoint.path, { query: { unitId: 'township-150525100' } })
        const text = JSON.stringify(answer.body)
        expect([name, answer.status, text.includes('139••••6101'), STAFF_PHONES.some((phone) => text.includes(phone))]).toEqual([name, 200, true, false])
      }
    }
    for (const name of NEVER.filter((one) => one !== 'operator1')) expectRefused(await person(name).send('GET', '/duty/now', { query: { unitId: 'township-150525100' } }), 403, 'PERMISSION_MISSING')
  })

  it('give the number itself within the county and to the hotline, each time with a trace, and to another county as if there were none', async () => {
    for (const name of ['county1', 'operator1']) expect([name, (await reveal(name)).body.phone]).toEqual([name, STAFF_PHONES[0]])
    for (const name of SEES_FOREIGN) expectRefused(await reveal(name), 404, 'DUTY_CONTACT_UNKNOWN')
    const entries = await system.worker.get(Database).query<{ actor_id: string; detail: object }>(`SELECT actor_id, detail FROM audit_entry WHERE action = 'duty.call' ORDER BY id`)
    expect(entries.map((entry) => entry.actor_id)).toEqual(['county1', 'operator1'].map((name) => person(name).userId))
    expect(STAFF_PHONES.filter((phone) => JSON.stringify(entries).includes(phone))).toEqual([])
  })

  it('are changed by their own unit and county alone', async () => {
    for (const name of ['lead2', 'county2']) {
      const answer = await person(name).send('PUT', '/duty/roster', { body: { unitId: 'township-150525100', version: 1, entries: [] } })
      expect([name, answer.status]).toEqual([name, 404])
    }
    expect((await person('county1').call(readDutyRoster, { query: { unitId: 'township-150525100' } })).body).toMatchObject({ version: 1, mayMaintain: true })
  })

  it('of a county show where nobody is on duty', async () => {
    const gaps = await person('county1').call(readDutyGaps, { query: { countyCode: '150525' } })
    const post = gaps.body.posts.find(({ post: { unitId } }) => unitId === 'township-150525100')
    expect([gaps.status, post?.hasRoster, post?.uncoveredMinutes]).toEqual([200, true, 0])
  })
})

describe('risks and notices', () => {
  it('count and list what a person may see of the cases, and nothing of others', async () => {
    for (const [name, wanted] of [['lead1', [own]], ['county1', [own]], ['lead2', [foreign]], ['county2', [foreign]], ['supervisor1', [own, foreign]]] as const) {
      const risks = await person(name).call(listRisks, { query: { hours: '168' } as never })
      const shown = new Set(risks.body.items.map((item) => item.case.id))
      expect([name, [...shown].sort()]).toEqual([name, wanted.map(({ caseId }) => caseId).sort()])
      expect([name, risks.body.counts?.total]).toEqual([name, risks.body.items.length])
    }
    for (const name of NEVER) expectRefused(await person(name).send('GET', '/risk'), 403, 'PERMISSION_MISSING')
  })

  it('lie in the inbox of whom they were for, and in nobody else’s', async () => {
    const [mine] = (await person('township1').call(listNotices)).body.items
    expect(mine?.link).toContain('/')
    expectRefused(await person('township2').send('POST', `/notifications/${mine?.id ?? ''}/read`), 404, 'NOT_FOUND')
    for (const name of ['township2', 'lead2', 'county2']) {
      const links = (await person(name).call(listNotices)).body.items.map(({ link }) => link ?? '')
      expect(links.filter((link) => [own.caseId, own.orderId, own.incidentId].some((id) => link.includes(id)))).toEqual([])
    }
  })

  it('are recorded without the number they went to, and the numbers of staff stand in clear nowhere', async () => {
    const log = await person('supervisor1').call(listDeliveries)
    expect(STAFF_PHONES.filter((phone) => JSON.stringify(log.body).includes(phone))).toEqual([])
    expect(await findInDatabase(system.config, STAFF_PHONES)).toEqual([])
    expect(await findInDatabase(system.config, ['139••••6101'])).toEqual(expect.arrayContaining(['duty_entry.phone_masked']))
    for (const name of [...SEES_OWN, ...SEES_FOREIGN, 'operator1', 'leader1']) expectRefused(await person(name).send('GET', listDeliveries.path), 403, 'PERMISSION_MISSING')
  })
})
