import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Controller, Module, Post, Res } from '@nestjs/common'
import { Public } from '@tongban/platform/server'
import type { FastifyReply } from 'fastify'
import { WorktimeUnderTest } from './worktime.spec-support.js'

type Command = { readonly holidays: (args: string[], print: (line: string) => void) => Promise<number> }

/** The door of the house, which this context does not build: everybody who knocks is the administrator. */
@Controller('session')
class OpenDoor {
  @Public()
  @Post()
  enter(@Res({ passthrough: true }) reply: FastifyReply): { csrfToken: string; roles: { id: string }[]; unit: null } {
    void reply.header('set-cookie', 'session=1; Path=/')
    return { csrfToken: 't', roles: [{ id: 'system_admin' }], unit: null }
  }
}
@Module({ controllers: [OpenDoor] })
class DoorModule {}

let city: WorktimeUnderTest
let dataDir: string
let file: string
let csv: string
const printed: string[] = []

beforeAll(async () => {
  city = await WorktimeUnderTest.open('2026-11-16T09:00:00+08:00', { prefix: 'api/v1', modules: [DoorModule] })
  await city.seedAll()
  await city.app.listen(0, '127.0.0.1')
  dataDir = await mkdtemp(path.join(tmpdir(), 'tongban-holidays-'))
  const accounts = [{ userName: 'operator1', password: 'p', roleZh: '受理员' }, { userName: 'sysadmin1', password: 'p', roleZh: '系统管理员' }]
  await writeFile(path.join(dataDir, 'run.json'), JSON.stringify({ address: await city.app.getUrl() }))
  await writeFile(path.join(dataDir, 'accounts.json'), JSON.stringify({ accounts }))
  const shipped = (await readFile(new URL('./data/holidays.csv', import.meta.url), 'utf8')).split('\n').filter((line) => line.startsWith('2026-') && line.includes(',true,'))
  csv = ['date,name,is_off_day', ...shipped.map((line) => line.replace('2026-', '2027-').split(',').slice(0, 3).join(','))].join('\n')
  file = path.join(dataDir, '2027.csv')
  await writeFile(file, csv)
})
afterAll(() => city.stop())

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  printed.length = 0
  const { holidays } = (await import(new URL('../../../tools/holidays.mjs', import.meta.url).href)) as Command
  const code = await holidays(['import', ...args, '--data-dir', dataDir], (line) => printed.push(line))
  return { code, text: printed.join('\n') }
}
const revisions = async (): Promise<unknown> => (await city.database.query('SELECT count(*) FROM worktime_revision'))[0]

describe('npm run holidays -- import', () => {
  it('names each problem by its line and ends with 1; nothing is written', async () => {
    const bad = path.join(dataDir, 'bad.csv')
    await writeFile(bad, csv.replace('2027-10-04,国庆节,true', '2027-10-04,国庆节,false'))
    const { code, text } = await run(bad, '--source', 'https://www.gov.cn/2027')
    expect(code).toBe(1)
    expect(text).toMatch(/第 \d+ 行：2027-10-04（周一）本来就是工作日，不能是调休上班/)
    expect(text).toContain('整份：国庆节缺少 2027-10-04')
    expect((await run(file)).text).toContain('第 2 行：没有来源')
    expect(await revisions()).toEqual({ count: 1 })
  })

  it('only shows what would change on a dry run', async () => {
    const { code, text } = await run(file, '--source', 'https://www.gov.cn/2027', '--dry-run')
    expect([code, await revisions()]).toEqual([0, { count: 1 }])
    expect(text).toContain('2027 年放假通知 33 天：新增 33，替换 0，去掉 0')
    expect(text).toContain('2027-10-01  工作日 → 放假（国庆节）')
    expect(text).toContain('没有写入')
  })

  it('imports it, and the second time finds nothing to do', async () => {
    const first = await run(file, '--source', 'https://www.gov.cn/2027', '--reason', '国务院通知')
    expect([first.code, await revisions()]).toEqual([0, { count: 2 }])
    expect(first.text).toContain('已导入，工作日历现在是第 2 版')
    expect(await city.database.query(`SELECT kind, reason, source FROM worktime_revision WHERE revision = 2`)).toEqual([{ kind: 'import', reason: '国务院通知', source: 'https://www.gov.cn/2027' }])
    const second = await run(file, '--source', 'https://www.gov.cn/2027')
    expect([second.code, await revisions()]).toEqual([0, { count: 2 }])
    expect(second.text).toContain('已经导入过')
  })

  it('says what is missing when it cannot begin', async () => {
    await expect(run(path.join(dataDir, 'nowhere.csv'))).rejects.toThrow('无法读取')
    await expect(run(file, '--user', 'somebody')).rejects.toThrow('TONGBAN_PASSWORD')
    await expect(run(file, '--frequently')).rejects.toThrow('npm run holidays')
  })
})
