import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { plainDate } from '@tongban/kernel/core'
import { Metrics } from '@tongban/platform/server'
import { UNITS } from '@tongban/testing/server'
import { DutyContacts } from '../contract/ports.js'
import { dutyWorld, moment, type DutyWorld } from './duty.spec-support.js'
import type { DutyToWrite } from './persistence/duty.store.js'

const VILLAGE = '150523101201'
const TOWNSHIP = `unit:${UNITS.township}`

let world: DutyWorld
let contacts: DutyContacts
beforeAll(async () => {
  world = await dutyWorld()
  contacts = world.city.app.get(DutyContacts)
})
afterAll(() => world.stop())

const pattern = (line: number, name: string, phone: string | null, changes: Partial<DutyToWrite> = {}): DutyToWrite => ({
  id: world.city.nextId(), line, name, title: '值班员', userId: null, phone,
  times: { kind: 'pattern', spans: [{ on: 'daily', startMinute: 17 * 60 + 30, minutes: 15 * 60 }], validFrom: plainDate('2026-01-01'), validTo: null }, ...changes,
})

const namesAt = async (text: string): Promise<string[]> => ((await contacts.onDuty([{ unitId: UNITS.township }], moment(text))).get(TOWNSHIP) ?? []).map(({ name, line }) => `${line} ${name}`)

describe('who answers now', () => {
  it('without any roster a unit is reached through its accounts, its lead first, and a place by nobody', async () => {
    const found = await contacts.onDuty([{ unitId: UNITS.township }, { unitId: UNITS.department }, { divisionCode: VILLAGE }], moment('2026-10-01 03:00'))
    expect(found.get(TOWNSHIP)).toEqual([
      { id: 'account:han', name: '韩秀英', title: '负责人', userId: 'han', phoneMasked: null, line: 1 },
      { id: 'account:bao', name: '包文军', title: '承办人', userId: 'bao', phoneMasked: null, line: 2 },
    ])
    expect([found.get(`unit:${UNITS.department}`), found.get(`division:${VILLAGE}`)]).toEqual([[], []])
    expect(await contacts.phoneOf('account:han')).toBeNull()
  })

  it('the roster’s people come first, at night by its pattern, on a holiday by the dated shift, and the accounts after them', async () => {
    const night = pattern(1, '照日格图', '13847512345')
    const second = pattern(2, '韩秀英', '0475-6212345'.replace('-', ''), { userId: 'han' })
    const shift = pattern(1, '那仁花', '13904751111', { times: { kind: 'shift', startsAt: moment('2026-10-01 08:00'), endsAt: moment('2026-10-02 08:00') } })
    await world.write(TOWNSHIP, [night, second, shift])
    expect(await namesAt('2026-09-30 23:00')).toEqual(['1 照日格图', '2 韩秀英', '3 包文军'])
    expect(await namesAt('2026-10-01 07:59')).toEqual(['1 照日格图', '2 韩秀英', '3 包文军'])
    expect(await namesAt('2026-10-01 08:00')).toEqual(['1 那仁花', '2 韩秀英', '3 包文军'])
    expect(await namesAt('2026-10-01 08:30')).toEqual(['1 那仁花', '2 韩秀英', '3 包文军'])
    expect(await namesAt('2026-10-02 08:00')).toEqual(['1 照日格图', '2 韩秀英', '3 包文军'])
    expect(await namesAt('2026-10-02 08:30')).toEqual(['1 韩秀英', '2 包文军'])
    const [first] = (await contacts.onDuty([{ unitId: UNITS.township }], moment('2026-10-01 08:00'))).get(TOWNSHIP) ?? []
    expect([first?.phoneMasked, await contacts.phoneOf(shift.id), await contacts.phoneOf(second.id)]).toEqual(['139••••1111', '13904751111', '04756212345'])
  })

  it('a village has its own; and no number stands readable in the store', async () => {
    const head = pattern(1, '敖特根', '13947599999', { times: { kind: 'pattern', spans: [{ on: 'holiday', startMinute: 0, minutes: 1440 }], validFrom: plainDate('2026-01-01'), validTo: null } })
    await world.write(`division:${VILLAGE}`, [head])
    const onHoliday = await contacts.onDuty([{ divisionCode: VILLAGE }], moment('2026-10-03 12:00'))
    expect(onHoliday.get(`division:${VILLAGE}`)).toMatchObject([{ name: '敖特根', phoneMasked: '139••••9999' }])
    expect((await contacts.onDuty([{ divisionCode: VILLAGE }], moment('2026-10-09 12:00'))).get(`division:${VILLAGE}`)).toEqual([])
    const rows = await world.database.query<{ row: string }>(`SELECT duty_entry::text || encode(phone_cipher, 'escape') AS row FROM duty_entry`)
    expect(rows.filter(({ row }) => /13947599999|13904751111|6212345/.test(row))).toEqual([])
  })

  it('two hundred posts are one question of ours and four of the directory of people', async () => {
    const units = Array.from({ length: 200 }, (_, index) => ({ unitId: `unit-${index}` }))
    const { roundTrips } = world.city.app.get(Metrics)
    const trips = async (): Promise<number> => (await roundTrips.get()).values[0]?.value ?? 0
    const before = await trips()
    const asked = world.staff.asked
    await contacts.onDuty(units, moment('2026-10-01 08:00'))
    expect([(await trips()) - before, world.staff.asked - asked]).toEqual([1, 4])
    await expect(contacts.onDuty([...units, { unitId: 'one-more' }], moment('2026-10-01 08:00'))).rejects.toThrow('At most 200')
  })
})
