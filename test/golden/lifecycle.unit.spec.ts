import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { roleIdSchema, type RoleId } from '@tongban/access/contract'
import {
  CASE_COMMANDS, assignmentRoleSchema, assignmentStatusSchema, caseStatusSchema, requestKindSchema, requestStatusSchema, type CaseCommand, type CaseCommandName,
} from '@tongban/case/contract'
import { isOpen, isShelved, openDispute, type AssignmentState, type CaseState } from '@tongban/case/domain'
import { COUNTY, UNITS, allMoves, decideMove, person, type Move } from '@tongban/testing/server'
import { scenes, type Scene } from './scenes.js'

/**
 * The golden table: what every command answers to every role at every unit, in every situation a case can be in. It is a reviewed file, so that
 * a change of the lifecycle shows as a change of what people may do. `UPDATE_GOLDEN=1` writes it anew; read the difference before committing it.
 */
const FILE = join(import.meta.dirname, 'lifecycle.golden.txt')
const SCENES = scenes()

const PLACES = { township: UNITS.township, department: UNITS.department, county: UNITS.coordinator, neighbour: UNITS.otherTownship } as const
const placeOf = (unitId: string): string => Object.entries(PLACES).find(([, id]) => id === unitId)?.[0] ?? unitId
const PEOPLE_OF_ALL_ROLES = roleIdSchema.options.flatMap((role) =>
  Object.entries(PLACES).map(([place, unitId]) => ({ role, place, who: person(role, unitId, { countyCode: COUNTY }) })),
)

type Cell = { readonly code: string; readonly role: RoleId; readonly place: string }

/** `handler unit_lead @ township department`: roles that answer alike at the same places stand together. Of a duty: its unit, and the others. */
function peopleIn(cells: readonly Cell[], home: string | null): string {
  const placesOf = new Map<RoleId, string[]>()
  for (const { role, place } of cells) placesOf.set(role, [...(placesOf.get(role) ?? []), place])
  const rolesAt = new Map<string, RoleId[]>()
  for (const [role, places] of placesOf) {
    const key = nameOf(places, home)
    rolesAt.set(key, [...(rolesAt.get(key) ?? []), role])
  }
  return [...rolesAt].map(([places, roles]) => `${roles.join(' ')} @ ${places}`).join(' | ')
}

function nameOf(places: readonly string[], home: string | null): string {
  const all = Object.keys(PLACES).length
  if (places.length === all) return 'everywhere'
  if (home === null) return places.join(' ')
  const others = places.filter((place) => place !== home)
  const atHome = others.length < places.length ? ['its unit'] : []
  return [...atHome, ...(others.length === all - 1 ? ['other units'] : others)].join(' ')
}

/** What a command may say or be about, where that makes another rule of it. */
const VARIANTS: { readonly [Name in CaseCommandName]?: (body: Record<string, unknown>, state: CaseState) => string } = {
  request: ({ details }) => (details as { kind: string }).kind,
  endorse_request: ({ verdict }) => String(verdict),
  rule_request: ({ verdict }) => String(verdict),
  reply: ({ openAssistReason }) => (openAssistReason === undefined ? 'plain' : 'not waiting for assists'),
  lapse: ({ what }) => String(what),
  note_link: ({ what }) => String(what),
  change_urgency: ({ urgency }) => `to ${String(urgency)}`,
  recall: ({ assignmentId }, { assignments }) =>
    assignments.some((item) => item.id === assignmentId) ? (assignments.find((item) => item.id === assignmentId)?.role === 'lead' ? 'lead' : 'helper') : 'nobody',
}

type Try = { readonly key: string; readonly move: Move; readonly home: string | null; readonly scene: string; readonly own?: boolean }
/** What only the person who filed may do is asked of people who did, too. */
const FOR_THE_FILER: readonly CaseCommandName[] = ['join']

/** Every command as one might try it in this scene: one of each kind, on each duty there is and on one that is not of the case. */
function triesIn(command: CaseCommand, sceneName: string, { state }: Scene): Try[] {
  const name = command.name as CaseCommandName
  const tries = new Map<string, Try>()
  for (const move of allMoves(state, PEOPLE_OF_ALL_ROLES.slice(0, 1).map(({ who }) => who), [name])) {
    const duty = state.assignments.find((item) => item.id === move.on)
    const variant = VARIANTS[name]?.(move.body as Record<string, unknown>, state)
    const key = `${name}${variant === undefined ? '' : ` (${variant})`}${move.on === null ? '' : ` on ${dutyName(duty)}`}`
    const once = `${key} ${move.on}`
    const scene = duty === undefined || isOpen(duty) ? sceneName : `${sceneName} [${duty.role} ${duty.status}]`
    if (!tries.has(once)) tries.set(once, { key, move, home: duty === undefined ? null : placeOf(duty.unitId), scene })
  }
  const all = [...tries.values()].flatMap((one): Try[] => (FOR_THE_FILER.includes(name) ? [{ ...one, key: `${one.key} (their own call)`, own: true }, one] : [one]))
  // Two duties of one kind in one scene are told apart by their units.
  return all.map((one) => (all.filter(({ key, scene }) => key === one.key && scene === one.scene).length > 1 ? { ...one, scene: `${one.scene} [${one.home}]` } : one))
}

const dutyName = (duty: AssignmentState | undefined): string =>
  duty === undefined ? 'no duty of the case' : duty.role === 'cc' ? 'a copy' : isOpen(duty) ? `an open ${duty.role}` : 'an ended duty'

function answerOf({ move, home, own = false }: Try, { state, at }: Scene): { text: string; cells: number } {
  const answers = PEOPLE_OF_ALL_ROLES.map(({ role, place, who }): Cell => {
    const result = decideMove(own ? { ...state, filedBy: who.userId } : state, { ...move, by: who }, at)
    return { code: result.ok ? 'allowed' : result.refusal.code, role, place }
  })
  const told = answers.filter(({ code }) => code !== 'PERMISSION_MISSING')
  const codes = [...new Set(told.map(({ code }) => code))].sort((a, b) => Number(b === 'allowed') - Number(a === 'allowed') || (a < b ? -1 : 1))
  return { text: codes.map((code) => `    ${code}: ${peopleIn(told.filter((cell) => cell.code === code), home)}`).join('\n'), cells: answers.length }
}

/** Command by command: the scenes that answer alike stand together, and under them who is told what. */
function table(): { lines: string[]; cells: number } {
  const lines: string[] = []
  let cells = 0
  for (const command of Object.values<CaseCommand>(CASE_COMMANDS)) {
    const answers = new Map<string, Map<string, string[]>>()
    for (const [sceneName, scene] of SCENES) {
      for (const one of triesIn(command, sceneName, scene)) {
        const answer = answerOf(one, scene)
        cells += answer.cells
        const groups = answers.get(one.key) ?? new Map<string, string[]>()
        groups.set(answer.text, [...new Set([...(groups.get(answer.text) ?? []), one.scene])])
        answers.set(one.key, groups)
      }
    }
    for (const [key, groups] of answers) lines.push('', `## ${key}`, ...groupLines(groups))
  }
  return { lines, cells }
}

/** What is allowed names its scenes; of what is not, the commonest answer stands for all the others. */
function groupLines(groups: ReadonlyMap<string, readonly string[]>): string[] {
  const sorted = [...groups].sort(([a], [b]) => Number(b.includes('allowed: ')) - Number(a.includes('allowed: ')))
  const commonest = [...groups].filter(([text]) => !text.includes('allowed: ')).sort(([, a], [, b]) => b.length - a.length)[0]?.[0]
  const named = sorted.filter(([text]) => text !== commonest || groups.size === 1)
  return [
    ...named.flatMap(([text, names]) => [...(groups.size === 1 ? ['  in all scenes'] : wrapped(names)), text]),
    ...(named.length < groups.size ? ['  in all other scenes', commonest ?? ''] : []),
  ]
}

/** The names of scenes, as many as fit a line. */
function wrapped(names: readonly string[]): string[] {
  const lines = ['  in']
  names.forEach((name, index) => {
    const word = ` ${name}${index < names.length - 1 ? ' ·' : ''}`
    const last = lines.at(-1) ?? ''
    if (last.length + word.length > 155) lines.push(`    ${word}`)
    else lines[lines.length - 1] = last + word
  })
  return lines
}

function sceneLine(name: string, { state }: Scene): string {
  const { procedures } = state
  const facts = [
    ...state.assignments.map((item) => `${item.role === 'cc' ? 'copy' : item.role} ${placeOf(item.unitId)} ${item.status}${item.round > 1 ? ` r${item.round}` : ''}`),
    ...procedures.requests.map((request) => `${request.kind} of ${placeOf(request.unitId)} ${request.status}`),
    ...(openDispute(procedures) === null ? [] : [`open dispute of ${openDispute(procedures)?.unitIds.map(placeOf).join(' and ')}`]),
    ...(isShelved(procedures) ? ['shelved'] : []),
    ...(procedures.problem === null ? [] : ['problem case']),
    ...(state.subjectUnitIds.length === 0 ? [] : [`about ${state.subjectUnitIds.map(placeOf).join(' and ')}`]),
  ]
  return `  ${name}: ${state.status}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`
}

const HEADER = [
  'What every command answers in every scene, to every role at every unit. Reviewed; written by UPDATE_GOLDEN=1, compared by every test run.',
  'Command by command: scenes that answer alike stand together, and under them who is told what. "All other scenes" are those listed below that are',
  'not named under the same heading; of a command on a duty, those that have such a duty. A role @ a unit: a person of that role who sits there; of a',
  'command on a duty, "its unit" has it. Who is not named lacks the permission for it: PERMISSION_MISSING.',
  'The township leads, the department assists, the county has its copy, the neighbour (another township) has nothing, unless the scene says otherwise.',
  '',
  '# Scenes',
]

describe('the golden table of the lifecycle', () => {
  const { lines, cells } = table()

  it('is what guard and deciders answer today', async () => {
    const text = `${[...HEADER, ...[...SCENES].map(([name, scene]) => sceneLine(name, scene)), '', '# Commands', ...lines].join('\n')}\n`
    if (process.env.UPDATE_GOLDEN === '1') await writeFile(FILE, text)
    expect(text.split('\n')).toEqual((await readFile(FILE, 'utf8')).split('\n'))
  })

  it('leaves out no state of a case, of an assignment or of a request, no role of an assignment and no kind of request', () => {
    const states = [...SCENES.values()].map(({ state }) => state)
    const assignments = states.flatMap((state) => state.assignments)
    const requests = states.flatMap((state) => state.procedures.requests)
    expect(new Set(states.map((state) => state.status))).toEqual(new Set(caseStatusSchema.options))
    expect(new Set(assignments.map((item) => item.status))).toEqual(new Set(assignmentStatusSchema.options))
    expect(new Set(assignments.map((item) => item.role))).toEqual(new Set(assignmentRoleSchema.options))
    expect(new Set(requests.map((item) => item.kind))).toEqual(new Set(requestKindSchema.options))
    expect(new Set(requests.map((item) => item.status))).toEqual(new Set(requestStatusSchema.options))
  })

  it('lets every command be given in some scene and refused in another', () => {
    const text = lines.join('\n').split('\n## ')
    const blocks = (name: string): string => text.filter((block) => block.replace(/^\n?## /, '').split(/[ \n]/)[0] === name).join('\n')
    const names = Object.keys(CASE_COMMANDS)
    expect(names.filter((name) => !blocks(name).includes('allowed: '))).toEqual([])
    expect(names.filter((name) => !/^ {4}[A-Z_]+: /m.test(blocks(name)))).toEqual([])
  })

  it('stands for 540,096 answers: 45 commands in 76 scenes', () => {
    expect([Object.keys(CASE_COMMANDS).length, SCENES.size, cells]).toEqual([45, 76, 540_096])
  })
})
