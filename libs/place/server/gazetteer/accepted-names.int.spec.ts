import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { writeOutbox } from '@tongban/platform/server'
import { PEOPLE, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import type { GazetteerEntryView } from '../../contract/index.js'
import { PlaceResolver } from '../../contract/place-resolver.js'
import { PlaceFreshness } from '../place-freshness.js'
import { auditOf, draftOf, entriesNamed, gazetteerWorld, OTHER_TOWN, TOWN, where } from './gazetteer-world.spec-support.js'

let world: CaseWorld
let city: CaseProcess
let other: CaseProcess
beforeAll(async () => {
  ;({ world, city, other } = await gazetteerWorld())
})
afterAll(() => world.stop())

const EDITOR = PEOPLE.supervisor

/** As dispatch tells it when an editor has accepted a proposal. */
async function told(names: readonly { name: string; divisionCode?: string; cases?: number; kind?: string }[]): Promise<void> {
  await world.database.transaction((tx) =>
    writeOutbox(tx, '150500', names.map(({ name, divisionCode = TOWN, cases = 2, kind = 'gazetteer_entry' }) => {
      const proposalId = city.nextId()
      const caseIds = Array.from({ length: cases }, () => city.nextId())
      return {
        type: 'dispatch.proposal_accepted.v1', subjectId: proposalId, at: world.clock.now(),
        data: { proposalId, kind, content: { name, divisionCode }, caseIds, by: EDITOR.userId, byUnitId: EDITOR.unitId },
      }
    })),
  )
}
async function accepted(...names: Parameters<typeof told>[0]): Promise<void> {
  await told(names)
  await city.settle()
}
/** Every event told so far comes again, and this consumer has no memory of it. */
async function toldAgain(): Promise<void> {
  await world.database.query(`DELETE FROM outbox_consumed WHERE consumer = 'place.accepted_names'`)
  await world.database.query(`UPDATE outbox_event SET published_at = NULL, settled_at = NULL WHERE type = 'dispatch.proposal_accepted.v1'`)
}

const entries = (name: string): Promise<GazetteerEntryView[]> => entriesNamed(city, name)
const audited = (id: string) => auditOf(world, id)
const revision = async (): Promise<number | undefined> => (await world.database.query<{ revision: number }>('SELECT revision FROM place_gazetteer_state'))[0]?.revision

describe('a name that an editor accepted from a proposal', () => {
  it('is an entry in use: known at once where it was heard, and in another process with its next look', async () => {
    await accepted({ name: '金叶花园', divisionCode: OTHER_TOWN, cases: 4 })
    const [entry, ...more] = await entries('金叶花园')
    expect(more).toEqual([])
    expect(entry).toMatchObject({ status: 'confirmed', source: 'learned', kind: 'estate', agreeing: 4, contradicting: 0, division: { code: OTHER_TOWN }, version: 1, changedBy: { id: EDITOR.userId } })
    expect([where(city, '金叶花园7号楼'), where(other, '金叶花园7号楼')]).toEqual([OTHER_TOWN, undefined])
    await other.app.get(PlaceFreshness).look()
    expect(where(other, '金叶花园7号楼')).toBe(OTHER_TOWN)
    expect(await audited(entry?.id ?? '')).toEqual([{ action: 'place.accept_name', actor_id: EDITOR.userId, detail: { divisionCode: OTHER_TOWN, kind: 'estate', agreeing: 4, proposal: true } }])
  })

  it('of one case alone counts as if an editor had entered it by hand, of the kind its ending says', async () => {
    for (const [name, kind] of [['锦绣家园', 'estate'], ['利民市场', 'landmark'], ['前三家子屯', 'village'], ['老柳树沟', 'other'], ['胜利北大街', 'road']] as const) {
      await accepted({ name, divisionCode: OTHER_TOWN, cases: 1 })
      expect(await entries(name)).toMatchObject([{ kind, status: 'confirmed', agreeing: 1 }])
      const learned = city.app.get(PlaceResolver).resolve(name).best?.confidence
      const byHand = `${name.slice(0, -2)}丙${name.slice(-2)}`
      expect((await city.call('POST', '/places/gazetteer', PEOPLE.dispatcher, { body: draftOf({ kind, name: byHand }) })).status).toBe(201)
      expect([name, learned]).toEqual([name, city.app.get(PlaceResolver).resolve(byHand).best?.confidence])
    }
  })

  it('delivered twice is one: the same entry, the same version, one line of audit, and nobody reads the names again', async () => {
    await accepted({ name: '枫林苑' })
    const [before, revisionBefore] = [await entries('枫林苑'), await revision()]
    await toldAgain()
    await city.settle()
    expect(await entries('枫林苑')).toEqual(before)
    expect([await audited(before[0]?.id ?? ''), await revision()]).toMatchObject([[{ action: 'place.accept_name' }], revisionBefore])
  })

  it('delivered to two processes at once is one, and so are two proposals that say the same', async () => {
    await told([{ name: '祥和里' }, { name: '祥和里', cases: 5 }])
    const events = await world.database.query<{ id: number }>(`SELECT id FROM outbox_event WHERE type = 'dispatch.proposal_accepted.v1' AND published_at IS NULL`)
    expect(events).toHaveLength(2)
    await Promise.all(world.processes.map((process) => process.settle()))
    await toldAgain()
    await Promise.all(world.processes.map((process) => process.settle()))
    const found = await entries('祥和里')
    expect(found).toMatchObject([{ status: 'confirmed', version: 1 }])
    expect(await audited(found[0]?.id ?? '')).toHaveLength(1)
  })

  it('that cases had proposed by themselves is that entry, with all it had', async () => {
    const id = city.nextId()
    await world.database.query(
      `INSERT INTO place_gazetteer (city_code, id, name, aliases, kind, division_code, weight, latitude, longitude, status, source, agreeing, contradicting, case_ids, note, version, created_by, created_at, changed_by, changed_at)
       VALUES ('150500', $1, '阳光家园', '{阳光小区}', 'estate', $2, 1, 43.6, 121.3, 'proposed', 'learned', 7, 1, '{}', '近河', 3, 'system', now(), 'system', now())`, [id, TOWN],
    )
    await accepted({ name: '阳光家园', cases: 2 })
    expect(await entries('阳光家园')).toMatchObject([
      { id, status: 'confirmed', kind: 'estate', aliases: ['阳光小区'], note: '近河', agreeing: 7, contradicting: 1, version: 4, point: { latitude: 43.6, longitude: 121.3 } },
    ])
  })

  it('that is in use there already stays as a person wrote it; elsewhere it is another', async () => {
    const byHand = draftOf({ name: '和平市场', kind: 'landmark', note: '早市' })
    expect((await city.call('POST', '/places/gazetteer', PEOPLE.dispatcher, { body: byHand })).status).toBe(201)
    const before = await entries('和平市场')
    await accepted({ name: '和平市场' })
    expect(await entries('和平市场')).toEqual(before)
    await accepted({ name: '和平市场', divisionCode: OTHER_TOWN })
    expect((await entries('和平市场')).map(({ division }) => division.code).sort()).toEqual([TOWN, OTHER_TOWN])
  })

  it('and that is none (too short, of a place nobody knows, of another kind) is left out and holds up none beside it', async () => {
    await accepted({ name: '园' }, { name: '不知何处', divisionCode: '150599' }, { name: '一行目录', kind: 'catalogue_row' }, { name: '一个标签', kind: 'training_label' }, { name: '惠民家园' })
    expect(await entries('惠民家园')).toMatchObject([{ status: 'confirmed' }])
    for (const name of ['园', '不知何处', '一行目录', '一个标签']) expect(await entries(name)).toEqual([])
  })
})
