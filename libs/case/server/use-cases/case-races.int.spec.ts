import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { plus, type Result } from '@tongban/kernel/core'
import {
  PEOPLE,
  SATISFIED,
  START,
  UNITS,
  caseWorld,
  openMoves,
  storedTimeline,
  valueOf,
  wholeCase,
  type CaseProcess,
  type CaseWorld,
  type Move,
} from '@tongban/testing/server'
import type { CommandOutcome } from '../../contract/ports.js'
import type { CaseState } from '../../domain/index.js'

/** Two processes on one database: what is serial inside one of them does not help against the other. */
let world: CaseWorld
beforeAll(async () => {
  world = await caseWorld({ processes: 2 })
  for (const process of world.processes) await process.knowUnits()
})
afterAll(() => world.stop())

const REPLY = { text: '已到现场更换三盏路灯光源，当晚恢复照明。' }
const STEPS = [
  ['sign', PEOPLE.handler, {}],
  ['contact', PEOPLE.handler, { reached: true, method: 'phone', note: '已电话联系' }],
  ['reply', PEOPLE.handler, REPLY],
  ['review', PEOPLE.reviewer, { verdict: 'pass', remarks: '' }],
  ['record_callback', PEOPLE.callbackAgent, { outcome: 'answered', answers: SATISFIED, note: '', attempts: 1 }],
] as const

const leadOf = (state: CaseState): string => state.assignments.find((item) => item.role === 'lead')?.id ?? ''

/** A fresh case after so many of the steps. */
async function caseAfter(steps: number, target?: null): Promise<CaseState> {
  const caseId = await world.first.filed(target === null ? { target: null } : {})
  for (const [name, by, body] of STEPS.slice(0, steps)) {
    const state = await wholeCase(world.first, caseId)
    const onAssignment = name === 'sign' || name === 'contact' || name === 'reply'
    valueOf(await world.first.commands.execute(name, onAssignment ? { assignmentId: leadOf(state) } : { caseId }, body as never, by))
  }
  return wholeCase(world.first, caseId)
}

const give = (process: CaseProcess, state: CaseState, { name, by, body, on }: Move): Promise<Result<CommandOutcome>> => {
  if (name === 'file') throw new Error('filed already')
  const versioned = name === 'note_clock' ? body : { ...(body as object), version: state.version }
  return process.commands.execute(name, on === null ? { caseId: state.id } : { assignmentId: on }, versioned as never, by)
}

/** One move for each command and body that somebody could make now, and whoever else could make it. */
function choicesIn(state: CaseState): { move: Move; other: Move }[] {
  const open = openMoves(state, plus(START, 1), () => 'unused')
    .map(({ move }) => move)
    .filter((move) => !JSON.stringify(move.body).includes('attachmentIds":["'))
  const keyOf = ({ name, body, on }: Move): string => JSON.stringify([name, body, on])
  return [...new Map(open.map((move) => [keyOf(move), move])).values()].map((move) => ({
    move,
    other: open.findLast((candidate) => keyOf(candidate) === keyOf(move) && candidate.by.userId !== move.by.userId) ?? move,
  }))
}

/** What the system says beside everything else: it is never in anybody's way, nor anybody in its. */
const isNote = ({ name, by }: Move): boolean => name === 'note_clock' || name === 'note' || (name === 'urge' && by.userId === PEOPLE.system.userId)
const LOST = ['CONFLICT', 'CASE_VERSION_STALE', 'CASE_STATE_FORBIDS', 'ASSIGNMENT_STATE_FORBIDS']

describe('two people who act on one case at once', () => {
  it.each([
    ['waits for dispatch', 0, null, 3],
    ['was dispatched', 0, undefined, 3],
    ['was signed', 1, undefined, 4],
    ['has its contact', 2, undefined, 5],
    ['waits for review', 3, undefined, 4],
    ['waits for its callback', 4, undefined, 6],
    ['is closed', 5, undefined, 1],
  ] as const)(
    'have one winner and one clear refusal when it %s, whatever the two do',
    async (_, steps, target, atLeast) => {
      const choices = choicesIn(await caseAfter(steps, target))
      expect(choices.length).toBeGreaterThanOrEqual(atLeast)
      for (let first = 0; first < choices.length; first += 1) {
        for (let second = first; second < choices.length; second += 1) {
          const state = await caseAfter(steps, target)
          // assignments have other ids in every case: the same choices stand at the same places
          const fresh = choicesIn(state)
          const [one, two] = [fresh[first]?.move, fresh[second]?.other]
          if (one === undefined || two === undefined) throw new Error('the same case had other choices')
          const pair = `${one.name} and ${two.name}`
          const results = await Promise.all(world.processes.map((process, index) => give(process, state, index === 0 ? one : two)))
          const winners = results.filter((result) => result.ok)
          const losers = results.flatMap((result) => (result.ok ? [] : [result.refusal.code]))
          // what only notes something comes beside whatever else is done, before or after it, and holds nobody up
          if (!isNote(one) && !isNote(two)) expect([pair, winners.length]).toEqual([pair, 1])
          expect([pair, winners.length]).not.toEqual([pair, 0])
          // a unit that was recused does not see the case any more
          const clear = one.name === 'recuse' || two.name === 'recuse' ? [...LOST, 'ASSIGNMENT_NOT_FOUND', 'CASE_NOT_FOUND'] : LOST
          expect([pair, losers.filter((code) => !clear.includes(code))]).toEqual([pair, []])
          const after = await wholeCase(world.first, state.id)
          expect([pair, after.version]).toEqual([pair, state.version + winners.length])
        }
      }
    },
    120_000,
  )

  it('who are twenty, and all sign, sign once', async () => {
    const state = await caseAfter(0)
    const everybody = Array.from({ length: 20 }, (_, index) => world.processes[index % 2] ?? world.first)
    const results = await Promise.all(
      everybody.map((process) => process.commands.execute('sign', { assignmentId: leadOf(state) }, {}, PEOPLE.handler)),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.every((result) => result.ok || LOST.includes(result.refusal.code))).toBe(true)
    const timeline = await storedTimeline(world.database, state.id)
    expect(timeline.filter((entry) => entry.event.type === 'assignment.signed.v1')).toHaveLength(1)
    await wholeCase(world.first, state.id)
  })

  it('and see different cases do not wait for, nor disturb, each other', async () => {
    const states = await Promise.all(Array.from({ length: 24 }, () => caseAfter(0)))
    const results = await Promise.all(
      states.map((state, index) =>
        (world.processes[index % 2] ?? world.first).commands.execute(
          'sign',
          { assignmentId: leadOf(state) },
          { version: state.version },
          PEOPLE.handler,
        ),
      ),
    )
    expect(results.every((result) => result.ok)).toBe(true)
    for (const state of states) expect((await wholeCase(world.first, state.id)).version).toBe(2)
  })
})

describe('a version that was seen', () => {
  it('must be the present one: a stale page is refused with both versions, and nothing happens', async () => {
    const state = await caseAfter(1)
    const result = await world.first.commands.execute(
      'contact',
      { assignmentId: leadOf(state) },
      { version: 1, reached: true, method: 'phone', note: '已联系' },
      PEOPLE.handler,
    )
    expect(result).toEqual({ ok: false, refusal: { code: 'CASE_VERSION_STALE', params: { seen: 1, current: 2 } } })
    expect(await wholeCase(world.first, state.id)).toEqual(state)
  })

  it('may be left out by those who do not care', async () => {
    const state = await caseAfter(1)
    valueOf(
      await world.first.commands.execute(
        'contact',
        { assignmentId: leadOf(state) },
        { reached: true, method: 'phone', note: '已联系' },
        PEOPLE.handler,
      ),
    )
    expect(await wholeCase(world.first, state.id)).toMatchObject({
      version: 3,
      assignments: expect.arrayContaining([expect.objectContaining({ unitId: UNITS.township, status: 'contacted' })]),
    })
  })
})
