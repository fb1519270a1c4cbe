import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PEOPLE, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { PlaceResolver } from '../../contract/place-resolver.js'
import { PlaceFreshness } from '../place-freshness.js'
import { PlaceSeed } from '../place.seed.js'
import { entriesNamed, gazetteerWorld, where } from './gazetteer-world.spec-support.js'

let world: CaseWorld
let city: CaseProcess
let other: CaseProcess
beforeAll(async () => {
  ;({ world, city, other } = await gazetteerWorld())
})
afterAll(() => world.stop())

const load = (): Promise<number> => world.database.transaction((tx) => city.app.get(PlaceSeed).load(tx))

describe('the old names the product ships', () => {
  it('are known after they were loaded, in every process with its next look, and say where they are from', async () => {
    expect(where(city, '巴雅斯古楞苏木')).toBeUndefined()
    expect(await load()).toBeGreaterThan(15)
    for (const process of [city, other]) {
      await process.app.get(PlaceFreshness).look()
      expect(where(process, '巴雅斯古楞苏木路灯不亮')).toBe('150522109')
    }
    expect(await entriesNamed(city, '巴雅斯古楞苏木')).toMatchObject([{ kind: 'former', source: 'reference', status: 'confirmed', division: { code: '150522109' }, note: expect.stringContaining('http') }])
    expect(city.app.get(PlaceResolver).resolve('扎旗伊和背苏木').evidence.map(({ how }) => how)).toContain('old_name')
  })

  it('loaded again are the same, and what the city has retired stays so', async () => {
    expect(await load()).toBe(0)
    const [entry] = await entriesNamed(city, '太平乡')
    expect((await city.call('POST', `/places/gazetteer/${entry?.id}/decision`, PEOPLE.dispatcher, { body: { verdict: 'retire', version: entry?.version } })).status).toBe(200)
    expect(await load()).toBe(0)
    expect(await entriesNamed(city, '太平乡')).toMatchObject([{ status: 'retired' }])
  })

  it('ask where the sources do not agree', async () => {
    const { ambiguous, best, rivals } = city.app.get(PlaceResolver).resolve('库伦旗三家子镇')
    expect([ambiguous, best?.code, rivals.map(({ code }) => code).sort()]).toEqual([true, '150524', ['150524100', '150524103']])
  })
})
