import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { Database } from '@tongban/platform/server'
import { sentBy } from '@tongban/testing/server'
import { CityHall } from './city-hall.js'

let hall: CityHall
beforeAll(async () => {
  hall = await CityHall.open()
})
afterAll(() => hall.close())

const READINGS = ['case.snapshots', 'case.corpus_of']

it('a case that was filed is read once for all that keep rows of it, and once for what leaves the house', async () => {
  await hall.settle()
  await hall.filed()
  const sent = await sentBy(hall.system.worker.get(Database), () => hall.settle(), (name) => name.startsWith('case.'))
  expect(sent.filter(({ name = '' }) => READINGS.includes(name))).toHaveLength(2)
})
