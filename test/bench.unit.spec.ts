import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'

const ROOT = path.join(import.meta.dirname, '..')

/** The tools are plain JavaScript without declarations, so each test says what it expects of a module. */
const load = async <Module>(file: string): Promise<Module> => (await import(path.join(ROOT, 'tools', file))) as Module

type Captured = { pid?: number; name: string | null; sql: string }

describe('the figures of a bench', () => {
  type Numbers = {
    quantile: (numbers: number[], q: number) => number | null
    median: (numbers: number[]) => number | null
    rounded: (value: number | null, digits?: number) => number | null
  }

  it('are nearest ranks and middles', async () => {
    const { quantile, median } = await load<Numbers>('bench/lib/numbers.mjs')
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect([quantile(hundred, 0.5), quantile(hundred, 0.99), quantile(hundred, 1), quantile([7], 0.01)]).toEqual([50, 99, 100, 7])
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5])
  })

  it('of nothing are nothing, not zero', async () => {
    const { quantile, median, rounded } = await load<Numbers>('bench/lib/numbers.mjs')
    expect([quantile([], 0.5), median([]), rounded(null), rounded(Number.NaN)]).toEqual([null, null, null, null])
  })

  it('are read from the metrics whatever their labels, and missing ones are missed', async () => {
    const { sampleOf } = await load<{ sampleOf: (text: string, name: string) => number | null }>('bench/lib/metrics.mjs')
    const text = '# TYPE tongban_x counter\ntongban_x{a="1"} 2\ntongban_x{a="2"} 3\ntongban_xy 9\n'
    expect([sampleOf(text, 'tongban_x'), sampleOf(text, 'tongban_xy'), sampleOf(text, 'tongban')]).toEqual([5, 9, null])
  })
})

describe('the list of statements', () => {
  it('reads names, several lines and the right application out of a PostgreSQL log', async () => {
    const { statementsIn } = await load<{ statementsIn: (text: string, application: string) => Captured[] }>('bench/filing/postgres-log.mjs')
    const log =
      '@@7|tongban-api|LOG:  statement: BEGIN\n@@7|tongban-api|LOG:  execute case.insert: INSERT INTO case_case\n\t  SELECT $1\n' +
      '@@8|tongban-worker|LOG:  execute other.one: SELECT 1\n@@9||LOG:  checkpoint starting: time\n' +
      "@@7|tongban-api|LOG:  execute <unnamed>: SELECT 'a: b'\n@@7|tongban-api|ERROR:  no\n@@7|tongban-api|LOG:  statement: COMMIT\n"
    expect(statementsIn(log, 'tongban-api')).toEqual([
      { pid: 7, name: null, sql: 'BEGIN' },
      { pid: 7, name: 'case.insert', sql: 'INSERT INTO case_case\n  SELECT $1' },
      { pid: 7, name: null, sql: "SELECT 'a: b'" },
      { pid: 7, name: null, sql: 'COMMIT' },
    ])
  })

  it('is not written when it would leave a statement unexplained', async () => {
    type Page = { statementsPage: (captured: { warm: Captured[]; cold: Captured[]; shared: Captured[] }) => string }
    const { statementsPage } = await load<Page>('bench/filing/statements-page.mjs')
    const strange = [{ name: 'case.of_a_new_table', sql: 'INSERT' }]
    expect(() => statementsPage({ warm: strange, cold: strange, shared: strange })).toThrow('case.of_a_new_table')
  })

  it('names statements the sources still have, with the SQL they have', () => {
    const page = readFileSync(path.join(ROOT, 'docs/filing-statements.md'), 'utf8')
    const files = globSync('libs/*/server/**/*.ts', { cwd: ROOT })
    const sources = files.map((file) => readFileSync(path.join(ROOT, file), 'utf8')).join('\n')
    const listed = [...page.matchAll(/^### `([^`]+)`\n\n```sql\n(\S+ \S+ \S+)/gm)]
    expect(listed.length).toBeGreaterThanOrEqual(8)
    for (const [, name = '', beginning = ''] of listed) {
      expect(sources).toContain(`'${name}'`)
      expect(sources).toContain(beginning)
    }
  })
})

describe('the order of kills', () => {
  it('takes every target as often as any other', async () => {
    const { killOrder } = await load<{ killOrder: (targets: string[], rounds: number) => string[] }>('fault/kills/killer.mjs')
    const order = killOrder(['api', 'worker', 'redis', 'postgres'], 22)
    expect(order).toHaveLength(22)
    const counts = ['api', 'worker', 'redis', 'postgres'].map((target) => order.filter((item) => item === target).length)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  })
})

describe('the ledger of a fault run', () => {
  type Answer = { status: number; body: unknown }
  type Operation = { kind: string; person: { send: () => Promise<Answer> }; method: string; path: string; key: string }
  type Ledger = { insist: (operation: Operation) => Promise<unknown>; acknowledged: () => unknown[]; surprises: string[]; unavailable: number }
  const open = async () => new (await load<{ Ledger: new () => Ledger }>('fault/kills/ledger.mjs')).Ledger()
  const noAnswer = async () => new (await load<{ NoAnswer: new (message: string) => Error }>('bench/lib/api-client.mjs')).NoAnswer('reset')

  const answering = (...answers: (Answer | Error)[]) => ({
    send: () => {
      const next = answers.shift()
      return next === undefined || next instanceof Error ? Promise.reject(next ?? new Error('asked once too often')) : Promise.resolve(next)
    },
  })
  const filing = (person: Operation['person']): Operation => ({ kind: 'file', person, method: 'POST', path: '/cases', key: 'k' })

  it('asks again after no answer, 503 or a lost race, and counts one acknowledgement', async () => {
    const ledger = await open()
    const race = { status: 409, body: { code: 'CONFLICT' } }
    const person = answering(await noAnswer(), { status: 503, body: null }, race, { status: 201, body: { caseId: 'c' } })
    expect(await ledger.insist(filing(person))).toEqual({ caseId: 'c' })
    expect([ledger.acknowledged().length, ledger.unavailable, ledger.surprises]).toEqual([1, 1, []])
  })

  it('writes down a failure of the server and a refusal, and acknowledges neither', async () => {
    const ledger = await open()
    await ledger.insist(filing(answering({ status: 500, body: { code: 'UNEXPECTED' } }, { status: 409, body: { code: 'CASE_STATE_FORBIDS' } })))
    expect(ledger.acknowledged()).toEqual([])
    expect(ledger.surprises).toEqual(['file 500 UNEXPECTED', 'file 409 CASE_STATE_FORBIDS after a try without an answer'])
  })
})
