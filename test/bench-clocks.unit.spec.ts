import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'

const ROOT = path.join(import.meta.dirname, '..')

/** The tools are plain JavaScript without declarations, so each test says what it expects of a module. */
const load = async <Module>(file: string): Promise<Module> => (await import(path.join(ROOT, 'tools/bench/clocks', file))) as Module

type Heard = { clock: string; type: string; at: number; seenAt: number }

describe('the bench of clocks', () => {
  it('counts what was told late, lost and told twice: an overdue and a rung are owed for each clock', async () => {
    const { latenessOf } = await load<{ latenessOf: (events: Heard[], due: number) => { ms: number[]; lost: number; twice: number } }>('watch-events.mjs')
    const told = (clock: string, type: string, ms: number): Heard => ({ clock, type, at: 1_000, seenAt: 1_000 + ms })
    const both = (clock: string, ms: number): Heard[] => [told(clock, 'clock.overdue.v1', ms), told(clock, 'clock.rung_reached.v1', ms)]
    expect(latenessOf([...both('a', 5), ...both('b', 7)], 2)).toEqual({ ms: [5, 5, 7, 7], lost: 0, twice: 0 })
    expect(latenessOf([...both('a', 5), told('b', 'clock.overdue.v1', 9)], 2)).toMatchObject({ lost: 1, twice: 0 })
    expect(latenessOf([...both('a', 5), told('a', 'clock.overdue.v1', 9), ...both('b', 1)], 2)).toMatchObject({ lost: 0, twice: 1 })
  })

  it('explains the statement the product takes due clocks with', async () => {
    const { TAKE_DUE } = await load<{ TAKE_DUE: string }>('bench-clocks.mjs')
    const store = readFileSync(path.join(ROOT, 'libs/deadline/server/persistence/clock.store.ts'), 'utf8').replace(/\s+/g, ' ')
    expect(store).toContain(TAKE_DUE)
  })

  it('takes a small run for a look, and no sizes that make no sense', async () => {
    const { optionsOf } = await load<{ optionsOf: (args: string[]) => Record<string, unknown> }>('bench-clocks.mjs')
    expect(optionsOf([])).toMatchObject({ clocks: 1_000_000, due: 10_000, seconds: 60, workers: 2, noAlarms: false })
    expect(optionsOf(['--clocks', '30000', '--due', '500', '--seconds', '5'])).toMatchObject({ clocks: 30_000, due: 500, seconds: 5 })
    for (const args of [['--clocks', '100', '--due', '90'], ['--due', 'many'], ['--workers', '0']]) expect(() => optionsOf(args)).toThrow('--')
  })
})
