import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PEOPLE, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { filingWorld } from '../filing-world.spec-support.js'

const TOWN = '150525100'
const OTHER_COUNTY_TOWN = '150522100'
const ESTATE = { latitude: 42.85, longitude: 120.66 }
const BESIDE = { latitude: 42.8504, longitude: 120.6604 }
const NOWHERE = { latitude: 45.4, longitude: 119.7 }

let world: CaseWorld
let city: CaseProcess
beforeAll(async () => {
  world = await filingWorld()
  city = world.first
  const name = { name: '诺恩吉雅花园', aliases: [], kind: 'estate', divisionCode: TOWN, point: ESTATE, note: '' }
  expect((await city.call('POST', '/places/gazetteer', PEOPLE.dispatcher, { body: name })).status).toBe(201)
})
afterAll(() => world.stop())

const CALL = { caller: { phone: '13947500078', name: '张女士' }, caseType: 'help', description: '邻居把地边子占了两垄，量过几回，请来人丈量。', categoryCode: '010105' }
const ask = async (body: object): Promise<{ status: number; body: Record<string, unknown> }> => (await city.call('POST', '/intake/suggestions', PEOPLE.operator, { body })) as never
const filedAt = async (changes: object): Promise<{ townshipCode: string | null; countyCode: string | null } | undefined> => {
  const { status, body } = await city.call('POST', '/cases', PEOPLE.operator, { body: { ...CALL, ...changes } })
  expect([status, body]).toEqual([201, body])
  return (await city.lookup.snapshots([(body as { caseId: string }).caseId]))[0]
}

describe('a case filed with a position', () => {
  it('and no word of where gets the township of the known place beside it', async () => {
    expect(await filedAt({ point: BESIDE })).toMatchObject({ townshipCode: TOWN, countyCode: '150525' })
    expect(await filedAt({ point: null })).toMatchObject({ townshipCode: null })
  })

  it('far from everything known is filed as one without', async () => {
    expect(await filedAt({ point: NOWHERE })).toMatchObject({ townshipCode: null, countyCode: null })
  })

  it('and a township in words stays where the words say', async () => {
    expect(await filedAt({ point: BESIDE, placeText: '科左后旗甘旗卡镇' })).toMatchObject({ townshipCode: OTHER_COUNTY_TOWN })
  })
})

describe('what a position says while a case is being written', () => {
  it('is the nearest known place and, plainly, that the words speak of another', async () => {
    const { status, body } = await ask({ point: BESIDE, placeText: '科左后旗甘旗卡镇' })
    expect(status).toBe(200)
    expect(body.place).toMatchObject({
      best: { code: OTHER_COUNTY_TOWN },
      point: { nearest: { name: '诺恩吉雅花园', metres: 55, code: TOWN }, said: { code: OTHER_COUNTY_TOWN }, contradicts: true },
    })
  })

  it('is heard without any word, agrees with its own township, and knows when it knows nothing', async () => {
    expect((await ask({ point: BESIDE })).body.place).toMatchObject({ best: { code: TOWN }, point: { nearest: { code: TOWN }, said: null, contradicts: false } })
    expect((await ask({ point: BESIDE, divisionCode: TOWN })).body.place).toMatchObject({ point: { said: { code: TOWN }, contradicts: false } })
    expect((await ask({ point: NOWHERE, placeText: '大沁他拉镇' })).body.place).toMatchObject({ best: { code: TOWN }, point: { nearest: null, contradicts: false } })
    expect((await ask({ placeText: '大沁他拉镇' })).body.place).toMatchObject({ point: null })
  })

  it('is refused when it is no position', async () => {
    expect((await ask({ point: { latitude: 143, longitude: 120 } })).status).toBe(400)
  })
})
