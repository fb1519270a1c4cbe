import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { roleIdSchema, type RoleId } from '@tongban/access/contract'
import { CASE_COMMANDS, caseStatusSchema, assignmentStatusSchema, type CaseCommand, type CaseEvent } from '@tongban/case/contract'
import { MINUTE_MS, plus } from '@tongban/kernel/core'
import {
  AGAIN,
  ASSIST,
  COPY,
  COUNTY,
  ELSEWHERE,
  LEAD,
  START,
  UNHAPPY,
  UNITS,
  allMoves,
  archived,
  calledBack,
  closed,
  contacted,
  decideMove,
  dispatched,
  filed,
  given,
  person,
  replied,
  reworked,
  sentBack,
  signed,
  upToCallback,
  upToReply,
  withdrawn,
} from '@tongban/testing/server'

/**
 * The golden table: in every state a case can be in, what every command answers to every role at every unit. It is a reviewed file, so that a
 * change of the lifecycle shows as a change of what people may do. `UPDATE_GOLDEN=1` writes it anew; read the difference before committing it.
 */
const FILE = join(import.meta.dirname, 'lifecycle.golden.txt')

const ended = (event: CaseEvent): readonly CaseEvent[] => [filed(), event]
const assistUpTo = (...events: ((id: string, unitId: string) => CaseEvent)[]): readonly CaseEvent[] =>
  events.map((event) => event(ASSIST, UNITS.department))
const again = dispatched({ round: 2, assignments: [{ assignmentId: AGAIN, role: 'lead', unitId: UNITS.township }] })

/** The lead is with the township, the assist with the department, the copy with the county. */
const SCENES: readonly (readonly [string, readonly CaseEvent[]])[] = [
  ['not filed yet', []],
  ['filed, no unit sure', [filed()]],
  ['dispatched', [filed(), dispatched()]],
  ['lead signed', [filed(), dispatched(), signed()]],
  ['lead contacted', [filed(), dispatched(), signed(), contacted()]],
  ['assist signed', [filed(), dispatched(), ...assistUpTo(signed)]],
  ['assist contacted', [filed(), dispatched(), ...assistUpTo(signed, contacted)]],
  ['assist replied', [filed(), dispatched(), ...assistUpTo(signed, contacted, replied)]],
  ['lead replied', upToReply()],
  ['reply sent back', [...upToReply(), sentBack(2)]],
  ['reply accepted', upToCallback()],
  ['citizen unhappy: second round', [...upToCallback(), calledBack(UNHAPPY), reworked(2), again]],
  ['closed', [...upToCallback(), closed()]],
  ['archived', [...upToCallback(), closed(), archived]],
  ['withdrawn while handled', [filed(), dispatched(), withdrawn]],
  ['answered at once', ended({ type: 'case.answered.v1', data: { answer: '九点开门' } })],
  ['declined', ended({ type: 'case.declined.v1', data: { reason: 'in_petition_system', explanation: '已在信访' } })],
  ['redirected', ended({ type: 'case.redirected.v1', data: { channel: 'litigation', explanation: '请起诉' } })],
  ['handed to an emergency line', ended({ type: 'case.handed_to_emergency.v1', data: { line: '119', note: '' } })],
]

/** Where somebody sits, seen from the case. */
const PLACES = { lead: UNITS.township, assist: UNITS.department, copy: UNITS.coordinator, elsewhere: UNITS.otherTownship } as const
const PEOPLE_OF_ALL_ROLES = roleIdSchema.options.flatMap((role) =>
  Object.entries(PLACES).map(([place, unitId]) => ({ role, place, who: person(role, unitId, { countyCode: COUNTY }) })),
)
const ASSIGNMENT_NAMES: Record<string, string> = {
  [LEAD]: 'lead',
  [ASSIST]: 'assist',
  [COPY]: 'copy',
  [AGAIN]: 'lead of round 2',
  [ELSEWHERE]: 'none of the case',
}

type Cell = { readonly code: string; readonly role: RoleId; readonly place: string }

/** `handler unit_lead @ lead assist`: roles that answer alike at the same places stand together. */
function peopleIn(cells: readonly Cell[]): string {
  const placesOf = new Map<RoleId, string[]>()
  for (const { role, place } of cells) placesOf.set(role, [...(placesOf.get(role) ?? []), place])
  const rolesAt = new Map<string, RoleId[]>()
  for (const [role, places] of placesOf) {
    const key = places.length === Object.keys(PLACES).length ? 'everywhere' : places.join(' ')
    rolesAt.set(key, [...(rolesAt.get(key) ?? []), role])
  }
  return [...rolesAt].map(([places, roles]) => `${roles.join(' ')} @ ${places}`).join(' | ')
}

function answersIn(events: readonly CaseEvent[]): { lines: string[]; cells: number } {
  const state = given(...events).state
  const at = plus(START, events.length * MINUTE_MS)
  const lines: string[] = []
  let cells = 0
  for (const command of Object.values<CaseCommand>(CASE_COMMANDS)) {
    const targets = command.target === 'case' ? [null] : [...state.assignments.map((item) => item.id), ELSEWHERE]
    for (const target of targets) {
      const answers = PEOPLE_OF_ALL_ROLES.map(({ role, place, who }): Cell => {
        const [move] = allMoves(state, [who]).filter(({ name, on }) => name === command.name && on === target)
        if (move === undefined) throw new Error(`No way to try ${command.name}`)
        const result = decideMove(state, move, at)
        return { code: result.ok ? 'allowed' : result.refusal.code, role, place }
      })
      cells += answers.length
      const told = answers.filter(({ code }) => code !== 'PERMISSION_MISSING')
      const codes = [...new Set(told.map(({ code }) => code))].sort(
        (a, b) => Number(b === 'allowed') - Number(a === 'allowed') || (a < b ? -1 : 1),
      )
      const on = target === null ? '' : ` on ${ASSIGNMENT_NAMES[target]}`
      lines.push(`  ${command.name}${on}`, ...codes.map((code) => `    ${code}: ${peopleIn(told.filter((cell) => cell.code === code))}`))
    }
  }
  return { lines, cells }
}

const titleOf = (name: string, events: readonly CaseEvent[]): string => {
  const { status, assignments } = given(...events).state
  const duties = assignments.map((item) => `${ASSIGNMENT_NAMES[item.id]} ${item.status}`).join(', ')
  return `# ${name}: ${status}${duties === '' ? '' : ` (${duties})`}`
}

const HEADER = [
  'What every command answers in every state, to every role at every unit. Reviewed; written by UPDATE_GOLDEN=1, compared by every test run.',
  'Who is not named under a command lacks the permission for it: PERMISSION_MISSING.',
  'Units: lead, assist and copy are those that hold such an assignment of the case; elsewhere is any other.',
]

describe('the golden table of the lifecycle', () => {
  it('is what guard and deciders answer today', async () => {
    const blocks = SCENES.map(([name, events]) => [titleOf(name, events), ...answersIn(events).lines].join('\n'))
    const text = `${HEADER.join('\n')}\n\n${blocks.join('\n\n')}\n`
    if (process.env.UPDATE_GOLDEN === '1') await writeFile(FILE, text)
    expect(text.split('\n')).toEqual((await readFile(FILE, 'utf8')).split('\n'))
  })

  it('leaves out no state of a case and none of an assignment', () => {
    const states = SCENES.map(([, events]) => given(...events).state)
    expect(new Set(states.map((state) => state.status))).toEqual(new Set(caseStatusSchema.options))
    expect(new Set(states.flatMap((state) => state.assignments.map((item) => item.status)))).toEqual(
      new Set(assignmentStatusSchema.options),
    )
  })

  it('stands for 19,840 answers', () => {
    expect(SCENES.map(([, events]) => answersIn(events).cells).reduce((sum, count) => sum + count)).toBe(19_840)
  })
})
