import { describe, expect, it } from '@jest/globals'
import { isPermission } from '@tongban/access/contract'
import { refusalText } from '@tongban/kernel/contract'
import { CASE_COMMANDS, type CaseCommand } from '../commands/contracts.js'
import { CASE_ENDPOINTS, COMMAND_ENDPOINTS, listCases } from './case-endpoints.js'
import { CASE_EVENT_TYPES } from './events.js'
import { assignmentStatusSchema, caseStatusSchema } from './states.js'
import './refusals.js'
// what filing refuses about places and categories is declared where those live
import '@tongban/org/contract'
import '@tongban/taxonomy/contract'

const commands = Object.entries<CaseCommand>(CASE_COMMANDS)

describe('the table of commands', () => {
  it.each(commands)('%s is filed under its own name and has an example its body takes', (key, command) => {
    expect(command.name).toBe(key)
    if (command.mount === 'generic') expect(command.body.safeParse(command.example).error).toBeUndefined()
  })

  it.each(commands)('%s names only permissions, states and refusals that exist', (_, command) => {
    expect(isPermission(command.permission)).toBe(true)
    for (const status of [...command.from, ...command.to]) expect(caseStatusSchema.options).toContain(status)
    for (const status of [...(command.assignmentFrom ?? []), ...(command.assignmentTo ?? [])])
      expect(assignmentStatusSchema.options).toContain(status)
    for (const code of command.refusals) expect([code, refusalText(code)?.zh]).toEqual([code, expect.any(String)])
    expect(command.rules.length).toBeGreaterThan(0)
  })
})

describe('the endpoints of the case context', () => {
  it('are one for every command that is mounted generically, with its path, permission and refusals', () => {
    const mounted = COMMAND_ENDPOINTS.map(
      ({ endpoint }) => `${endpoint.method} ${endpoint.path} ${endpoint.permission} ${endpoint.status} ${endpoint.idempotent}`,
    )
    expect(mounted).toEqual([
      'POST /assignments/:assignmentId/sign assignment.sign 200 true',
      'POST /assignments/:assignmentId/contact assignment.contact 200 true',
      'POST /assignments/:assignmentId/reply assignment.reply 200 true',
      'POST /cases/:caseId/review case.review 200 true',
      'POST /cases/:caseId/withdraw case.withdraw 200 true',
      'POST /cases/:caseId/archive case.archive 200 true',
    ])
    for (const { command, endpoint } of COMMAND_ENDPOINTS)
      expect(endpoint.refusals).toEqual(expect.arrayContaining([...command.refusals, 'CONFLICT', 'CASE_VERSION_STALE']))
  })

  it('have a name and a way of their own each', () => {
    expect(new Set(CASE_ENDPOINTS.map((endpoint) => endpoint.name)).size).toBe(CASE_ENDPOINTS.length)
    expect(new Set(CASE_ENDPOINTS.map((endpoint) => `${endpoint.method} ${endpoint.path}`)).size).toBe(CASE_ENDPOINTS.length)
    for (const code of CASE_ENDPOINTS.flatMap((endpoint) => endpoint.refusals))
      expect([code, refusalText(code)?.en]).toEqual([code, expect.any(String)])
  })

  it('list cases by filters that are separated by commas, and refuse what is none', () => {
    const read = (query: object) => listCases.query.safeParse(query)
    expect(read({ status: 'in_progress,awaiting_review', limit: '5', overdue: 'true' }).data).toMatchObject({
      status: ['in_progress', 'awaiting_review'],
      limit: 5,
      overdue: true,
    })
    for (const query of [
      { status: 'open' },
      { limit: '101' },
      { limit: '0' },
      { q: '灯' },
      { filedFrom: '2026-11-16' },
      { color: 'red' },
      { countyCode: '15' },
      { overdue: 'maybe' },
    ]) {
      expect([query, read(query).success]).toEqual([query, false])
    }
  })

  it('know every event by its type once', () => {
    expect(new Set(CASE_EVENT_TYPES).size).toBe(CASE_EVENT_TYPES.length)
  })
})
