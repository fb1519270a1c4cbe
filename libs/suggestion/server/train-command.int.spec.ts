import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { OrgSeed } from '@tongban/org/server'
import { PlaceModule } from '@tongban/place/server'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { caseWorld, PEOPLE, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { SuggestionModule } from './suggestion.module.js'
import { RunTrainings } from './training/run-trainings.js'

type Command = { readonly train: (args: string[], print: (line: string) => void, tell?: (line: string) => void) => Promise<number> }

/** The address of the house as a browser knows it, over the process of a test that listens nowhere; everybody who knocks is the administrator. */
function houseOf({ app }: CaseProcess): Server {
  return createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const url = (request.url ?? '').replace('/api/v1', '')
      if (url === '/session') {
        response.writeHead(201, { 'set-cookie': 'session=1; Path=/', 'content-type': 'application/json' }).end('{"csrfToken":"t","roles":[{"id":"system_admin"}],"unit":null}')
        return
      }
      const payload = Buffer.concat(parts)
      const method = request.method === 'POST' ? 'POST' : 'GET'
      void app.inject({ method, url, headers: { 'content-type': 'application/json' }, ...(payload.length === 0 ? {} : { payload }) }).then(({ statusCode, body }) => {
        response.writeHead(statusCode, { 'content-type': 'application/json' }).end(body)
      })
    })
  })
}

let world: CaseWorld
let city: CaseProcess
let folder: string
let house: Server
beforeAll(async () => {
  world = await caseWorld({ modules: [PlaceModule, SuggestionModule] })
  city = world.first
  await world.database.transaction(async (tx) => {
    await city.app.get(OrgSeed).load(tx, '150500')
    await city.app.get(TaxonomySeed).load(tx, '150500')
  })
  city.actAs(PEOPLE.dispatcher)
  house = houseOf(city).listen(0, '127.0.0.1')
  await once(house, 'listening')
  folder = await mkdtemp(path.join(tmpdir(), 'tongban-train-'))
  const accounts = [{ userName: 'operator1', password: 'p', roleZh: '受理员' }, { userName: 'sysadmin1', password: 'p', roleZh: '系统管理员' }]
  await writeFile(path.join(folder, 'run.json'), JSON.stringify({ address: `http://127.0.0.1:${(house.address() as AddressInfo).port}` }))
  await writeFile(path.join(folder, 'accounts.json'), JSON.stringify({ accounts }))
})
afterAll(async () => {
  house.closeAllConnections()
  house.close()
  await world.stop()
  await rm(folder, { recursive: true, force: true })
})

async function file(name: string, text: string): Promise<string> {
  const target = path.join(folder, name)
  await writeFile(target, text)
  return target
}

/** Runs the command while the worker of this process looks for trainings, as it does every two seconds. */
async function run(...args: string[]): Promise<{ code: number; result: string; told: string }> {
  const { train } = (await import(new URL('../../../tools/train.mjs', import.meta.url).href)) as Command
  const result: string[] = []
  const told: string[] = []
  const looks = { over: false }
  const working = (async () => {
    while (!looks.over) {
      await city.app.get(RunTrainings).look()
      await city.app.get(RunTrainings).settled()
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  try {
    return { code: await train([...args, '--data-dir', folder], (line) => result.push(line), (line) => told.push(line)), get result() { return result.join('\n') }, get told() { return told.join('\n') } }
  } finally {
    looks.over = true
    await working
  }
}
const open = (): Promise<unknown[]> => world.database.query(`SELECT state FROM suggestion_training WHERE state IN ('gathering', 'queued', 'running')`)

/** No two alike but for what they are about: the rest is names that say nothing here. */
const row = (at: number, words: string, label: string): string => {
  const names = city.app.get(CategoryTree).all().map(({ name }) => name)
  return `,"${names.slice(at * 6, at * 6 + 3).join('，')}，\n${words}，${names.slice(at * 6 + 3, at * 6 + 6).join('，')}",${label}`
}
const rows = (words: string, label: string, from: number): string[] => Array.from({ length: 24 }, (_, at) => row(from + at, words, label))

describe('npm run train', () => {
  it('names each bad row by its line and why, and what the tree does not know; the others are learned from', async () => {
    const csv = await file('mixed.csv', `\ufefftitle,text,l1\r\n${[
      ...rows('苫布棚子让人挪了', '020101', 0), ',没有分类的一行,', ',,120304', ',逗号没有,放在引号里,120304', ',灯罩坏了\u0007,120304',
      row(0, '苫布棚子让人挪了', '120304'), row(1, '苫布棚子让人挪了', '020101'), ',没有这一类的事,没有的分类', ...rows('灯罩叫风掀了', '灯的事', 24),
    ].join('\r\n')}\r\n`)
    const map = await file('map.json', JSON.stringify({ 灯的事: '120304' }))
    const { code, result, told } = await run('--csv', csv, '--label-map', map, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(result)).toMatchObject({ number: 1, examples: 48, ownExamples: 0, classes: 2, active: false, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/), accuracy: expect.any(Number) })
    expect(told).toContain('55 行里有 5 行未收')
    // A quoted text of two lines counts as two: 24 of them stand before.
    for (const line of ['第 50 行：没有分类', '第 51 行：没有内容', '第 52 行：有 4 列，表头只有 3 列', '第 53 行：含有不允许的字符', '第 54 行：与第 2 行文字相同，分类却不同（020101、120304）']) expect(told).toContain(`mixed.csv ${line}`)
    expect(told).toContain('1 行与前面的行相同，只算一条')
    expect(told).toContain('分类树里没有“没有的分类”：1 条未收（mixed.csv 第 58 行）')
  })

  it('ends with 1 where nothing can be used, and leaves no training that stands in the way', async () => {
    const nothing = await run('--csv', await file('nothing.csv', 'text,l1\n没有分类,\n,020101\n'), '--json')
    expect([nothing.code, JSON.parse(nothing.result)]).toMatchObject([1, { refused: { code: 'NO_USABLE_ROW' } }])
    const broken = await run('--csv', await file('broken.csv', 'text,l1\n一件事,020101\n又,一件事,020101\n"还有"一件事,020101\n'), '--json')
    expect([broken.code, JSON.parse(broken.result)]).toMatchObject([1, { refused: { code: 'TOO_MANY_BROKEN_ROWS' } }])
    for (const line of ['第 3 行：有 3 列，表头只有 2 列', '第 4 行：引号不成对']) expect(broken.told).toContain(`broken.csv ${line}`)
    const foreign = await run('--csv', await file('foreign.csv', 'text,l1\n一件事,别处的分类\n'))
    expect([foreign.code, foreign.told]).toMatchObject([1, expect.stringContaining('没有一条文本的分类是分类树里有的')])
    const little = await run('--csv', await file('little.csv', 'text,l1\n一件事,020101\n短\n'), '--lenient')
    expect([little.code, little.told]).toMatchObject([1, expect.stringContaining('至少要 40 件')])
    expect(await open()).toEqual([])
  })

  it('says what is missing when it cannot begin', async () => {
    const csv = await file('one.csv', 'text,l1\n一件事,020101\n')
    await expect(run('--csv', path.join(folder, 'nowhere.csv'))).rejects.toThrow('无法读取')
    await expect(run('--csv', await file('columns.csv', 'title,l1\na,b\n'))).rejects.toThrow('须有 text 或 tokens 列')
    await expect(run('--csv', csv, '--label-map', await file('list.json', '["020101"]'))).rejects.toThrow('不是 {')
    await expect(run('--csv', csv, '--user', 'somebody')).rejects.toThrow('TONGBAN_PASSWORD')
    await expect(run('--csv', csv, '--minimum', '1')).rejects.toThrow('--minimum')
    await expect(run('--frequently')).rejects.toThrow('npm run train')
  })
})
