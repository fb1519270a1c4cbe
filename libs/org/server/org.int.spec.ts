import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { Module } from '@nestjs/common'
import { idOf } from '@tongban/kernel/core'
import { Database, PlatformModule, Refused } from '@tongban/platform/server'
import { cloneDatabase, testConfig } from '@tongban/testing/server'
import { unitSchema } from '../contract/unit.schema.js'
import { OrgDirectory } from '../contract/org-directory.js'
import { OrgController } from './http/org.controller.js'
import { OrgModule } from './org.module.js'
import { OrgSeed } from './org.seed.js'
import { OrgDirectoryProvider } from './persistence/org-directory-provider.js'

@Module({})
class TestModule {}

let app: NestFastifyApplication
let drop: () => Promise<void>
let url: string
let seed: OrgSeed
let database: Database
let directory: OrgDirectoryProvider

async function startApp(): Promise<NestFastifyApplication> {
  const config = await testConfig(url)
  const imports = [OrgModule, PlatformModule.with({ service: 'test', config, entities: [] })]
  return NestFactory.create<NestFastifyApplication>({ module: TestModule, imports }, new FastifyAdapter(), { logger: false, abortOnError: false })
}

const runSeed = (): Promise<number> => database.transaction((tx) => seed.load(tx, '150500'))

const countRows = async (): Promise<object | undefined> =>
  (await database.query(`SELECT (SELECT count(*) FROM org_division) AS divisions, (SELECT count(*) FROM org_unit) AS units`))[0]

async function get(path: string): Promise<{ status: number; items: { name: string; code: string; id: string }[] }> {
  const answer = await app.inject({ method: 'GET', url: path })
  return { status: answer.statusCode, items: answer.statusCode === 200 ? answer.json<{ items: [] }>().items : [] }
}

beforeAll(async () => {
  const clone = await cloneDatabase()
  url = clone.url
  drop = clone.drop
  app = await startApp()
  await app.init()
  seed = app.get(OrgSeed)
  database = app.get(Database)
  directory = app.get(OrgDirectoryProvider)
})

afterAll(async () => {
  await app.close()
  await drop()
})

describe('org', () => {
  it('starts on an empty database and knows nothing', async () => {
    expect(directory.allDivisions()).toEqual([])
    expect(directory.allUnits()).toEqual([])
    expect(directory.pathOf(idOf('150502'))).toEqual([])
    expect(directory.unitByFunction('city_department', 'housing', null)).toBeNull()
    expect(await get('/org/divisions')).toEqual({ status: 200, items: [] })
  })

  it('is seeded once: the second time writes nothing', async () => {
    expect(await runSeed()).toBe(2_721 + 491)
    expect(await countRows()).toEqual({ divisions: 2_721, units: 491 })
    expect(await runSeed()).toBe(0)
    expect(await countRows()).toEqual({ divisions: 2_721, units: 491 })
  })

  it('answers from what was seeded without a restart', () => {
    expect(directory.allDivisions()).toHaveLength(2_721)
    expect(directory.allUnits()).toHaveLength(491)
    const village = directory.allDivisions().find((division) => division.level === 'village')
    expect(directory.pathOf(idOf(village?.code ?? '')).map((division) => division.level)).toEqual(['city', 'county', 'township', 'village'])
    expect(directory.townshipUnit(idOf(village?.code ?? ''))?.kind).toBe('township')
    expect(directory.coordinatorOf(idOf('150525'))?.id).toBe('county-150525-coordinator')
    expect(directory.unitByFunction('enterprise', 'bus', idOf('150502'))?.id).toBe('enterprise-150500-bus')
  })

  it('answers the same in a process that starts later', async () => {
    const later = await startApp()
    await later.init()
    expect(later.get(OrgDirectory).allUnits()).toEqual(directory.allUnits())
    expect(later.get(OrgDirectory).allDivisions()).toEqual(directory.allDivisions())
    await later.close()
  })

  it('leaves an administrator\'s edit alone', async () => {
    await database.query(`UPDATE org_unit SET short_name = '改过的简称' WHERE id = 'hotline-centre'`)
    expect(await runSeed()).toBe(0)
    expect(directory.unit(idOf('hotline-centre'))?.shortName).toBe('改过的简称')
  })

  it('a process that runs learns of another name within its next look, and reads nothing anew when nothing changed', async () => {
    const other = await startApp()
    await other.init()
    const provider = other.get(OrgDirectoryProvider)
    const before = provider.allDivisions()
    await provider.freshen()
    expect(provider.allDivisions()).toBe(before)
    await database.query(`UPDATE org_division SET name = '改了名的镇' WHERE code = '150525100'`)
    expect(provider.division(idOf('150525100'))?.name).not.toBe('改了名的镇')
    await provider.freshen()
    expect(provider.division(idOf('150525100'))?.name).toBe('改了名的镇')
    await directory.reload()
    await other.close()
  })

  it('keeps what it knew when a broken row is written, and refuses a second unit for the same place', async () => {
    await expect(
      database.transaction(async (tx) => {
        await tx.query(`UPDATE org_division SET kind = 'kingdom' WHERE code = '150502'`)
        await seed.load(tx, '150500')
      }),
    ).rejects.toThrow('kind')
    expect(directory.division(idOf('150502'))?.kind).toBe('district')
    await expect(
      database.query(
        `INSERT INTO org_unit (city_code, id, name, short_name, kind, level, division_code)
         VALUES ('150500', 'twin', '重复', '重复', 'county_coordinator', 'county', '150525')`,
      ),
    ).rejects.toThrow('org_unit_one_of_place')
  })

  it('lists one step of the tree: counties of the city, then the children of a place', async () => {
    const counties = await get('/org/divisions')
    expect(counties.items).toHaveLength(9)
    expect(counties.items[0]?.name).toBe('科尔沁区')
    const townships = await get('/org/divisions?parentCode=150502')
    expect(townships.items.length).toBeGreaterThan(5)
    expect(townships.items.every((division) => division.code.length === 9 && division.code.startsWith('150502'))).toBe(true)
  })

  it('refuses the children of a place that is not in this city', () => {
    const ask = (): unknown => app.get(OrgController).divisions({ params: {}, query: { parentCode: '110101' }, body: undefined })
    expect(ask).toThrow(Refused)
    expect(ask).toThrow('DIVISION_UNKNOWN')
  })

  it('finds units by name, kind and county, at most fifty', async () => {
    const all = await get('/org/units')
    expect(all.items).toHaveLength(50)
    expect(unitSchema.array().safeParse(all.items).success).toBe(true)
    const byShortName = await get(`/org/units?q=${encodeURIComponent('库伦旗医保局')}`)
    expect(byShortName.items.map((unit) => unit.id)).toEqual(['county-150524-medical-insurance'])
    const byName = await get(`/org/units?q=${encodeURIComponent('库伦旗医疗保障局')}`)
    expect(byName.items).toEqual(byShortName.items)
    const townships = await get('/org/units?kind=township&countyCode=150524')
    const inTree = await get('/org/divisions?parentCode=150524')
    expect(townships.items.map((unit) => unit.id)).toEqual(inTree.items.map((division) => `township-${division.code}`))
    expect((await get(`/org/units?q=${encodeURIComponent('没有这个单位')}`)).items).toEqual([])
  })
})
