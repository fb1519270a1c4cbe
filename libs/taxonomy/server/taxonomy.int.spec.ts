import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { idOf } from '@tongban/kernel/core'
import { Database, PlatformModule, Refused } from '@tongban/platform/server'
import { cloneDatabase, testConfig } from '@tongban/testing/server'
import { CategoryTree } from '../contract/category-tree.js'
import { categorySchema, type Category } from '../contract/category.schema.js'
import { TaxonomyController } from './http/taxonomy.controller.js'
import { TaxonomyModule } from './taxonomy.module.js'
import { TaxonomySeed } from './taxonomy.seed.js'

@Module({})
class TestModule {}

let app: NestFastifyApplication
let drop: () => Promise<void>
let database: Database
let tree: CategoryTree

const runSeed = (): Promise<number> => database.transaction((tx) => app.get(TaxonomySeed).load(tx, '150500'))
const countRows = async (): Promise<unknown> => (await database.query('SELECT count(*) AS categories FROM taxonomy_category'))[0]

async function list(query: Record<string, string>): Promise<readonly Category[]> {
  const answer = await app.inject({ method: 'GET', url: '/taxonomy/categories', query })
  expect(answer.statusCode).toBe(200)
  return categorySchema.array().parse(answer.json<{ items: unknown }>().items)
}

beforeAll(async () => {
  const clone = await cloneDatabase()
  drop = clone.drop
  const imports = [TaxonomyModule, PlatformModule.with({ service: 'test', config: await testConfig(clone.url), entities: [] })]
  app = await NestFactory.create<NestFastifyApplication>({ module: TestModule, imports }, new FastifyAdapter(), { logger: false, abortOnError: false })
  await app.init()
  database = app.get(Database)
  tree = app.get(CategoryTree)
})

afterAll(async () => {
  await app.close()
  await drop()
})

describe('taxonomy', () => {
  it('starts on an empty database with an empty tree', async () => {
    expect(tree.all()).toEqual([])
    expect(await list({})).toEqual([])
  })

  it('is seeded once: the second time writes nothing', async () => {
    expect(await runSeed()).toBe(463)
    expect(await countRows()).toEqual({ categories: 463 })
    expect(await runSeed()).toBe(0)
    expect(await countRows()).toEqual({ categories: 463 })
  })

  it('answers from what was seeded without a restart', () => {
    expect(tree.all()).toHaveLength(463)
    expect(tree.all().filter(({ code }) => tree.isLeaf(code))).toHaveLength(365)
    expect(tree.category(idOf('010101'))).toEqual({
      code: '010101', parentCode: '0101', name: '土地承包合同纠纷', defaultUrgency: 'general', evidenceRequired: false, usualAnswer: 'township',
      keywords: ['承包地被收回', '承包合同到期', '承包费', '抢种我家地', '一地两包', '二轮承包', '承包地纠纷', '收回承包地', '承包地'],
    })
    expect(tree.category(idOf('01'))).toMatchObject({ parentCode: null, keywords: [], usualAnswer: null })
    expect(tree.ancestorsOf(idOf('010101')).map(({ code }) => code)).toEqual(['0101', '01'])
  })

  it('leaves an administrator\'s edit alone', async () => {
    await database.query(`UPDATE taxonomy_category SET keywords = '{承包地合同}' WHERE code = '010101'`)
    expect(await runSeed()).toBe(0)
    expect(tree.category(idOf('010101'))?.keywords).toEqual(['承包地合同'])
  })

  it('keeps what it knew when the rows make no tree', async () => {
    const broken = database.transaction(async (tx) => {
      await tx.query(`INSERT INTO taxonomy_category VALUES ('150500', '9901', '01', '放错了地方', '{}', 'general', false, null)`)
      await app.get(TaxonomySeed).load(tx, '150500')
    })
    await expect(broken).rejects.toThrow('does not belong')
    expect(tree.all()).toHaveLength(463)
    expect(await countRows()).toEqual({ categories: 463 })
  })

  it('lists one step of the tree', async () => {
    expect((await list({})).map(({ code }) => code)).toEqual(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13'])
    const groups = await list({ parentCode: '01' })
    expect(groups.length).toBeGreaterThan(1)
    expect(groups.every(({ parentCode }) => parentCode === '01')).toBe(true)
  })

  it('searches names and keywords, of the whole tree or below one category, at most a hundred', async () => {
    expect((await list({ q: '土地流转租金' })).map(({ code }) => code)).toEqual(['010103'])
    expect((await list({ q: '确权到别人名下' })).map(({ code }) => code)).toEqual(['010102'])
    const everywhere = await list({ q: '土地' })
    const below = await list({ q: '土地', parentCode: '0101' })
    expect(below.length).toBeGreaterThan(0)
    expect(below).toEqual(everywhere.filter(({ parentCode }) => parentCode === '0101'))
    expect(everywhere.length).toBeGreaterThan(below.length)
    const matches = tree.all().filter(({ name, keywords }) => name.includes('与') || keywords.some((keyword) => keyword.includes('与')))
    expect(matches.length).toBeGreaterThan(100)
    expect(await list({ q: '与' })).toEqual(matches.slice(0, 100))
  })

  it('refuses the children of a category there is none of', () => {
    const ask = (): unknown => app.get(TaxonomyController).categories({ params: {}, query: { parentCode: '99' }, body: undefined })
    expect(ask).toThrow(Refused)
    expect(ask).toThrow('CATEGORY_UNKNOWN')
  })
})
