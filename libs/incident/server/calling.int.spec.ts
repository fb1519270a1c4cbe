import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { MINUTE_MS } from '@tongban/kernel/core'
import { PEOPLE, person, UNITS } from '@tongban/testing/server'
import type { IncidentPost, IncidentView } from '../contract/index.js'
import { OrgDirectory } from '@tongban/org/contract'
import { INCIDENT_EVENTS } from '../contract/index.js'
import { planPosts } from '../domain/index.js'
import { CENTRE_UNIT, COUNTY_UNIT, incidentWorld, TOWN_UNIT, type IncidentWorld } from './incident-world.spec-support.js'

let city: IncidentWorld
beforeAll(async () => {
  city = await incidentWorld()
}, 60_000)
afterAll(() => city.world.stop())
beforeEach(() => {
  city.roster.lines.clear()
  city.roster.questions = []
  city.staff(2)
})

const read = async (id: string, by = PEOPLE.dispatcher): Promise<IncidentView> => (await city.world.first.call('GET', `/incidents/${id}`, by)).body as IncidentView
const tree = async (id: string, by = PEOPLE.dispatcher): Promise<IncidentPost[]> => ((await city.world.first.call('GET', `/incidents/${id}/tree`, by)).body as { posts: IncidentPost[] }).posts
const nodeOf = async (id: string, key: string): Promise<IncidentPost | undefined> => (await tree(id)).find((post) => post.key === key)
const eventsOf = async (type: keyof typeof INCIDENT_EVENTS, id: string) => (await city.events(type)).filter(({ subject }) => subject === id).map(({ data }) => data)
/** So that no other test of this file has anybody left to call. */
const end = (id: string) => city.act(id, 'cancel', { reason: '演练结束' })

describe('opening an incident', () => {
  it('calls city, county, township and every village of the area at once, each under who stands above it', async () => {
    const { status, body } = await city.open()
    expect(status).toBe(201)
    const posts = await tree(body.id)
    expect(city.villages.length).toBeGreaterThan(5)
    expect(posts.filter(({ level }) => level === 'village').map(({ key }) => key)).toEqual(city.villages.map((code) => `division:${code}`))
    expect(posts.filter(({ level }) => level === 'village').every(({ parentKey }) => parentKey === TOWN_UNIT)).toBe(true)
    expect(posts.filter(({ level }) => level === 'township').map(({ key, parentKey }) => [key, parentKey])).toEqual([[TOWN_UNIT, COUNTY_UNIT]])
    expect(posts.filter(({ level }) => level === 'county').map(({ key }) => key)).toContain('unit:enterprise-150523-heat')
    expect(posts.filter(({ parentKey }) => parentKey === null).map(({ key }) => key)).toEqual([CENTRE_UNIT])
    const called = await eventsOf('incident.contact_called.v1', body.id)
    expect(called).toHaveLength(posts.length)
    for (const data of called) expect(INCIDENT_EVENTS['incident.contact_called.v1'].parse(data)).toMatchObject({ line: 1 })
    const minutes = (level: string): unknown => called.filter((data) => data.level === level).map(({ ackDueAt, at }) => (Number(ackDueAt) - Number(at)) / MINUTE_MS)[0]
    expect([minutes('city'), minutes('township'), minutes('village')]).toEqual([10, 10, 15])
    expect((await eventsOf('incident.opened.v1', body.id))[0]).toMatchObject({ countyCode: '150523', kind: 'heating_outage' })
    await end(body.id)
  })

  it('shows a post without anybody on duty as missing at once, and tells who stands above it, many in one word', async () => {
    for (const code of city.villages.slice(0, 3)) city.roster.lines.delete(`division:${code}`)
    const { body } = await city.open()
    const view = await read(body.id)
    expect(view.levels.find(({ level }) => level === 'village')).toMatchObject({ posts: city.villages.length, missing: 3, calling: city.villages.length - 3 })
    expect(await eventsOf('incident.contact_missed.v1', body.id)).toMatchObject([{ reason: 'no_contact', exhausted: true, others: 2, above: { unitId: 'township-150523101' }, callId: null }])
    await end(body.id)
  })

  it('is previewed with names and gaps, and calls nobody by that', async () => {
    city.roster.lines.delete(TOWN_UNIT)
    const before = (await city.events('incident.contact_called.v1')).length
    const { status, body } = await city.world.first.call('POST', '/incidents/preview', PEOPLE.operator, { body: { kind: 'heating_outage', level: 'major', area: ['150523101'] } })
    expect(status).toBe(200)
    const preview = body as { ackMinutes: Record<string, number>; levels: { level: string; missing: number }[]; posts: { key: string; contacts: { line: number }[] }[] }
    expect(preview.ackMinutes).toEqual({ city: 5, county: 5, township: 5, village: 10 })
    expect(preview.levels.find(({ level }) => level === 'township')).toEqual({ level: 'township', posts: 1, missing: 1 })
    expect(preview.posts.find(({ key }) => key === CENTRE_UNIT)?.contacts.map(({ line }) => line)).toEqual([1, 2])
    expect((await city.events('incident.contact_called.v1')).length).toBe(before)
  })

  it('of a whole county or of the city down to its villages asks the roster in pieces of at most 200', async () => {
    const { status, body } = await city.open({ area: ['150523'], kind: 'flood' })
    expect(status).toBe(201)
    const view = await read(body.id)
    expect(view.levels.find(({ level }) => level === 'township')?.posts).toBeGreaterThanOrEqual(10)
    expect(city.roster.questions.length).toBeGreaterThan(1)
    expect(Math.max(...city.roster.questions)).toBeLessThanOrEqual(200)
    await end(body.id)
    const whole = await city.open({ area: ['150500'], kind: 'extreme_weather' })
    expect(whole.status).toBe(201)
    const posts = await tree(whole.body.id)
    expect(posts.filter(({ level }) => level === 'village').length).toBeGreaterThan(2_500)
    expect(await eventsOf('incident.contact_called.v1', whole.body.id)).toHaveLength(posts.filter(({ calls }) => calls.length > 0).length)
    expect(Math.max(...city.roster.questions)).toBeLessThanOrEqual(200)
    await end(whole.body.id)
    const tooWide = planPosts(city.world.first.app.get(OrgDirectory), '150500', 'flood', ['150500'], 'village', posts.length - 100)
    expect(tooWide).toMatchObject({ ok: false, refusal: { code: 'INCIDENT_AREA_TOO_WIDE' } })
    const shallow = await city.open({ area: ['150500'], depth: 'county' })
    expect(shallow.status).toBe(201)
    expect((await read(shallow.body.id)).counties).toHaveLength(9)
    await end(shallow.body.id)
  })

  it('twice under one key opens one, also when both come at the same moment', async () => {
    const answers = await Promise.all([city.open({}, PEOPLE.dispatcher, 'same-key'), city.open({}, PEOPLE.dispatcher, 'same-key')])
    const again = await city.open({}, PEOPLE.dispatcher, 'same-key')
    expect(new Set([...answers, again].map(({ body }) => body.id)).size).toBe(1)
    expect((await city.open({ title: '另一件事' }, PEOPLE.dispatcher, 'same-key')).body.code).toBe('IDEMPOTENCY_KEY_REUSED')
    await end(again.body.id)
  })

  it('refuses an area that is nowhere', async () => {
    expect((await city.open({ area: ['999999'] })).body.code).toBe('INCIDENT_AREA_UNKNOWN')
    expect((await city.open({ placeCode: '999999' })).body.code).toBe('INCIDENT_AREA_UNKNOWN')
  })
})

describe('who does not answer in time', () => {
  it('is passed over: the next in line is called, and when nobody is left the level above and the supervisors hear it', async () => {
    const { body } = await city.open()
    await city.act(body.id, 'acknowledge', {}, PEOPLE.dispatcher)
    city.world.clock.advance(10 * MINUTE_MS - 1)
    expect(await city.sweep()).toBe(0)
    city.world.clock.advance(1)
    expect(await city.sweep()).toBeGreaterThan(0)
    const second = await nodeOf(body.id, TOWN_UNIT)
    expect(second).toMatchObject({ state: 'calling' })
    expect(second?.calls.map(({ line, state }) => [line, state])).toEqual([[1, 'missed'], [2, 'called']])
    city.world.clock.advance(10 * MINUTE_MS)
    await city.sweep()
    expect(await nodeOf(body.id, TOWN_UNIT)).toMatchObject({ state: 'exhausted', nextAt: null })
    const missed = (await eventsOf('incident.contact_missed.v1', body.id)).filter(({ post }) => (post as { unitId?: string }).unitId === 'township-150523101')
    expect(missed.map(({ exhausted, above }) => [exhausted, above])).toEqual([[false, { unitId: 'county-150523-coordinator' }], [true, { unitId: 'county-150523-coordinator' }]])
    await end(body.id)
  })

  it('is told of in one event for all posts of the round that have nobody left, with how many and which', async () => {
    const { body } = await city.open()
    const posts = await tree(body.id)
    for (let line = 1; line <= 2; line += 1) {
      city.world.clock.advance(15 * MINUTE_MS)
      await city.sweep()
    }
    const all = (await eventsOf('incident.contact_missed.v1', body.id)).map((data) => INCIDENT_EVENTS['incident.contact_missed.v1'].parse(data))
    const told = all.filter(({ exhausted }) => exhausted)
    expect([all.length, told.length]).toEqual([2 * posts.length, posts.length])
    const [speaking, ...others] = told.filter(({ toldWithRound }) => toldWithRound !== true)
    expect(others).toEqual([])
    expect(speaking?.unheardRound).toMatchObject({ posts: posts.length })
    expect(speaking?.unheardRound?.names).toHaveLength(5)
    const ofTown = speaking?.unheardRound?.above.find(({ unitId }) => `unit:${unitId}` === TOWN_UNIT)
    expect(ofTown?.posts).toBe(city.villages.length)
    await end(body.id)
  })

  it('is passed over once, however many workers sweep how often', async () => {
    const { body } = await city.open()
    city.world.clock.advance(15 * MINUTE_MS)
    const [one, two] = city.world.processes
    await Promise.all([city.sweep(one), city.sweep(two), city.sweep(one), city.sweep(two)])
    await city.sweep()
    const posts = await tree(body.id)
    const missed = await eventsOf('incident.contact_missed.v1', body.id)
    const called = await eventsOf('incident.contact_called.v1', body.id)
    expect(missed).toHaveLength(posts.length)
    expect(new Set(missed.map(({ callId }) => callId)).size).toBe(posts.length)
    expect(called).toHaveLength(2 * posts.length)
    expect(new Set(called.map(({ contactId }) => contactId)).size).toBe(2 * posts.length)
    await end(body.id)
  })

  it('is passed over although the roster of another post cannot be read, which is not lost for that', async () => {
    const { body } = await city.open()
    city.world.clock.advance(15 * MINUTE_MS)
    city.roster.broken = TOWN_UNIT
    expect(await city.sweep()).toBeGreaterThan(0)
    const posts = await tree(body.id)
    expect(posts.filter(({ calls }) => calls.length < 2).map(({ key }) => key)).toEqual([TOWN_UNIT])
    city.roster.broken = null
    city.world.clock.advance(MINUTE_MS)
    await city.sweep()
    expect((await nodeOf(body.id, TOWN_UNIT))?.calls).toHaveLength(2)
    await end(body.id)
  })

  it('is passed over although a worker dies in the middle: nothing of its transaction stays', async () => {
    const { body } = await city.open()
    city.world.clock.advance(15 * MINUTE_MS)
    await city.world.database.query('ALTER TABLE outbox_event ADD CONSTRAINT killed CHECK (type <> \'incident.contact_missed.v1\') NOT VALID')
    await expect(city.sweep()).rejects.toThrow('killed')
    await city.world.database.query('ALTER TABLE outbox_event DROP CONSTRAINT killed')
    const before = await tree(body.id)
    expect(before.every(({ calls }) => calls.length === 1 && calls[0]?.state === 'called')).toBe(true)
    await city.sweep()
    expect((await tree(body.id)).every(({ calls }) => calls.length === 2)).toBe(true)
    await end(body.id)
  })

  it('may still answer, and it is kept as late; who answers for the post ends the waiting', async () => {
    city.roster.put(TOWN_UNIT, 2, [PEOPLE.handler.userId])
    const { body } = await city.open()
    city.world.clock.advance(11 * MINUTE_MS)
    await city.sweep()
    expect((await read(body.id, PEOPLE.handler)).myPosts.map(({ key }) => key)).toEqual([TOWN_UNIT])
    const answer = await city.act(body.id, 'acknowledge', {}, PEOPLE.handler)
    expect(answer.body).toMatchObject({ acknowledged: 1, late: true, status: 'responding' })
    expect(await city.act(body.id, 'acknowledge', {}, PEOPLE.handler)).toMatchObject({ status: 200, body: { acknowledged: 0 } })
    const node = await nodeOf(body.id, TOWN_UNIT)
    expect(node).toMatchObject({ state: 'acknowledged', acknowledged: { late: true, way: 'app' }, nextAt: null })
    expect(node?.calls.map(({ state }) => state)).toEqual(['acknowledged', 'released'])
    expect(await eventsOf('incident.acknowledged.v1', body.id)).toMatchObject([{ late: true, level: 'township', post: { unitId: 'township-150523101' } }])
    await end(body.id)
  })

  it('may answer at the very moment the next is called: one of the two happens first, and nobody is waited for any more', async () => {
    for (let round = 0; round < 6; round += 1) {
      city.roster.put(TOWN_UNIT, 2, [PEOPLE.handler.userId])
      const { body } = await city.open({ depth: 'township' })
      city.world.clock.advance(10 * MINUTE_MS)
      const [answer] = await Promise.all([city.act(body.id, 'acknowledge', {}, PEOPLE.handler), city.sweep(city.world.processes[1]), city.sweep()])
      expect(answer).toMatchObject({ status: 200, body: { acknowledged: 1, late: false } })
      const node = await nodeOf(body.id, TOWN_UNIT)
      expect(node).toMatchObject({ state: 'acknowledged', nextAt: null })
      expect(node?.calls.filter(({ state }) => state === 'called')).toEqual([])
      expect(node?.calls.find(({ line }) => line === 1)?.state).toBe('acknowledged')
      await end(body.id)
    }
  })

  it('sees and answers the call although the incident touches nothing of their own unit', async () => {
    const guest = person('handler', 'township-150521100')
    city.roster.put(`division:${city.villages[1] ?? ''}`, 1, [guest.userId])
    const { body } = await city.open()
    expect((await read(body.id, guest)).myPosts.map(({ key }) => key)).toEqual([`division:${city.villages[1] ?? ''}`])
    expect((await city.act(body.id, 'acknowledge', {}, guest)).body).toMatchObject({ acknowledged: 1 })
    await end(body.id)
  })

  it('is answered for by a colleague of the unit in time, or on the phone as the hotline writes down', async () => {
    const { body } = await city.open()
    const called = city.world.clock.now()
    city.world.clock.advance(5 * MINUTE_MS)
    expect((await city.act(body.id, 'acknowledge', {}, PEOPLE.unitLead)).body).toMatchObject({ acknowledged: 1, late: false })
    const village = `division:${city.villages[0] ?? ''}`
    const phone = (at: number, by = PEOPLE.dispatcher) => city.act(body.id, 'phone-acknowledgement', { postKey: village, name: '村支书', at: new Date(at).toISOString() }, by)
    expect((await phone(called - 1)).body.code).toBe('INCIDENT_ACK_TIME_WRONG')
    expect((await phone(called + 6 * MINUTE_MS)).body.code).toBe('INCIDENT_ACK_TIME_WRONG')
    expect((await phone(called + 2 * MINUTE_MS)).body).toMatchObject({ late: false })
    expect((await phone(called + 3 * MINUTE_MS)).body.code).toBe('INCIDENT_POST_ANSWERED')
    expect(await nodeOf(body.id, village)).toMatchObject({ acknowledged: { name: '村支书', way: 'phone', at: new Date(called + 2 * MINUTE_MS).toISOString() } })
    expect((await city.act(body.id, 'acknowledge', {}, person('handler', UNITS.otherTownship))).status).toBe(404)
    await end(body.id)
  })

  it('is called again by hand from the first in line, and sooner when it turns graver', async () => {
    city.roster.put(TOWN_UNIT, 1)
    const { body } = await city.open()
    city.world.clock.advance(15 * MINUTE_MS)
    await city.sweep()
    expect(await nodeOf(body.id, TOWN_UNIT)).toMatchObject({ state: 'exhausted' })
    expect((await city.act(body.id, 'call-again', {})).body).toMatchObject({ called: 1 })
    expect((await nodeOf(body.id, TOWN_UNIT))?.calls.map(({ round, line }) => [round, line])).toEqual([[1, 1], [2, 1]])
    const before = await nodeOf(body.id, TOWN_UNIT)
    expect((await city.act(body.id, 'level', { level: 'extraordinary', reason: '管网全线停供' })).status).toBe(200)
    const after = await nodeOf(body.id, TOWN_UNIT)
    expect([Date.parse(before?.nextAt ?? ''), Date.parse(after?.nextAt ?? '')].map((at) => (at - city.world.clock.now()) / MINUTE_MS)).toEqual([10, 3])
    expect((await city.act(body.id, 'level', { level: 'extraordinary', reason: '再报' })).body.code).toBe('INCIDENT_LEVEL_UNCHANGED')
    await end(body.id)
  })

  it('is called no more when it is over, and whoever was called hears of a false alarm', async () => {
    const { body } = await city.open()
    expect((await end(body.id)).body).toMatchObject({ status: 'cancelled' })
    city.world.clock.advance(60 * MINUTE_MS)
    expect(await city.sweep()).toBe(0)
    const posts = await tree(body.id)
    expect(posts.every(({ state }) => state === 'released')).toBe(true)
    const [closed] = await eventsOf('incident.closed.v1', body.id)
    expect(INCIDENT_EVENTS['incident.closed.v1'].parse(closed)).toMatchObject({ outcome: 'false_alarm', summary: '演练结束' })
    expect((closed?.contacts as unknown[]).length).toBe(posts.length)
    expect((await city.act(body.id, 'acknowledge', {}, PEOPLE.handler)).body.code).toBe('INCIDENT_STATE_FORBIDS')
  })
})

describe('who sees an incident', () => {
  it('are the units it calls or touches, its county, and the city; nobody else learns that there is one', async () => {
    const { body } = await city.open({ depth: 'county' })
    const other = person('handler', 'township-150521100')
    const otherCounty = person('county_coordinator', 'county-150521-coordinator', { countyCode: '150521' })
    for (const by of [PEOPLE.handler, PEOPLE.coordinator, PEOPLE.supervisor]) expect((await read(body.id, by)).id).toBe(body.id)
    for (const by of [other, otherCounty]) {
      for (const path of ['', '/tree', '/log', '/cases']) expect((await city.world.first.call('GET', `/incidents/${body.id}${path}`, by)).status).toBe(404)
      expect((await city.act(body.id, 'progress', { text: '到场' }, by)).body.code).toBe('INCIDENT_NOT_FOUND')
      const items = ((await city.world.first.call('GET', '/incidents?state=all', by)).body as { items: { id: string }[] }).items
      expect(items.map(({ id }) => id)).not.toContain(body.id)
    }
    const listed = (await city.world.first.call('GET', '/incidents?countyCode=150523', PEOPLE.handler)).body as { items: { id: string; callsMe: boolean }[] }
    expect(listed.items).toMatchObject([{ id: body.id, callsMe: false }])
    await end(body.id)
  })

  it('sees of the calls only its own branch, but who has answered everywhere', async () => {
    const { body } = await city.open()
    const posts = await tree(body.id, PEOPLE.handler)
    expect(posts.find(({ key }) => key === TOWN_UNIT)).toMatchObject({ mine: true })
    expect(posts.find(({ key }) => key === TOWN_UNIT)?.calls).toHaveLength(1)
    expect(posts.filter(({ level }) => level === 'village').every(({ calls }) => calls.length === 1)).toBe(true)
    expect(posts.find(({ key }) => key === 'unit:enterprise-150523-heat')?.calls).toEqual([])
    await end(body.id)
  })

  it('writes progress when it is concerned, and the log keeps every word', async () => {
    const { body } = await city.open()
    expect((await city.act(body.id, 'progress', { kind: 'measure', text: '抢修队已到场', affectedPeople: 1200, public: true }, PEOPLE.handler)).body).toMatchObject({ status: 'responding' })
    expect((await city.act(body.id, 'progress', { text: '我想说一句' }, PEOPLE.operator)).body.code).toBe('INCIDENT_MAY_NOT_WRITE')
    const log = (await city.world.first.call('GET', `/incidents/${body.id}/log`, PEOPLE.handler)).body as { items: { sentence: string; detail: string; unit: { id: string } | null; public: boolean }[] }
    expect(log.items[0]).toMatchObject({ sentence: '措施，影响 1200 人', detail: '抢修队已到场', public: true, unit: { id: 'township-150523101' } })
    await expect(city.world.database.query('UPDATE incident_log SET data = \'{}\' WHERE incident_id = $1', [body.id])).rejects.toThrow('append-only')
    await end(body.id)
  })
})
