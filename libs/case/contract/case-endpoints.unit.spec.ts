import { describe, expect, it } from '@jest/globals'
import { isPermission } from '@tongban/access/contract'
import { refusalText } from '@tongban/kernel/contract'
import { CASE_COMMANDS, type CaseCommand } from '../commands/contracts.js'
import { CASE_ENDPOINTS, COMMAND_ENDPOINTS, listCases, mergeCase } from './case-endpoints.js'
import { CASE_EVENT_TYPES } from './events.js'
import { assignmentStatusSchema, caseStatusSchema } from './states.js'
import { changeUrgencyOfCase } from './urgency-endpoints.js'
import './refusals.js'
// what filing refuses about places and categories is declared where those live
import '@tongban/org/contract'
import '@tongban/taxonomy/contract'

const commands = Object.entries<CaseCommand>(CASE_COMMANDS)

describe('the table of commands', () => {
  it.each(commands)('%s is filed under its own name', (key, command) => {
    expect(command.name).toBe(key)
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
      'POST /cases/:caseId/reassign case.reassign 200 true',
      'POST /assignments/:assignmentId/request request.ask 200 true',
      'POST /cases/:caseId/endorse-request request.endorse 200 true',
      'POST /cases/:caseId/cancel-request request.ask 200 true',
      'POST /cases/:caseId/rule-request request.rule 200 true',
      'POST /cases/:caseId/review-shelving shelving.review 200 true',
      'POST /assignments/:assignmentId/note-milestone shelving.milestone 200 true',
      'POST /cases/:caseId/open-dispute dispute.open 200 true',
      'POST /cases/:caseId/convene-panel dispute.convene 200 true',
      'POST /cases/:caseId/state-position dispute.position 200 true',
      'POST /cases/:caseId/hold-meeting dispute.convene 200 true',
      'POST /cases/:caseId/rule-dispute dispute.rule 200 true',
      'POST /cases/:caseId/unmerge case.merge 200 true',
      'POST /cases/:caseId/urge case.urge 200 true',
      'POST /cases/:caseId/add-facts case.add_facts 200 true',
      'POST /cases/:caseId/appeal case.appeal 200 true',
      'POST /cases/:caseId/add-assist case.reassign 200 true',
      'POST /assignments/:assignmentId/whistle assignment.whistle 200 true',
      'POST /assignments/:assignmentId/arrive assignment.arrive 200 true',
      'POST /assignments/:assignmentId/answer-lead assignment.reply 200 true',
      'POST /cases/:caseId/recall case.reassign 200 true',
      'POST /cases/:caseId/split case.split 200 true',
      'POST /assignments/:assignmentId/delegate assignment.delegate 200 true',
      'POST /assignments/:assignmentId/finish-delegation assignment.delegate 200 true',
      'POST /assignments/:assignmentId/escalate assignment.escalate 200 true',
      'POST /cases/:caseId/recuse case.recuse 200 true',
    ])
    for (const { command, endpoint } of COMMAND_ENDPOINTS)
      expect(endpoint.refusals).toEqual(expect.arrayContaining([...command.refusals, 'CONFLICT', 'CASE_VERSION_STALE']))
  })

  it.each(COMMAND_ENDPOINTS.map(({ command, endpoint }) => [command.name, command, endpoint] as const))(
    '%s shows an example that is not empty, and that its own body takes unchanged',
    (_, command, endpoint) => {
      const { example } = endpoint
      expect(example).toBe(command.example)
      expect(Object.keys(example as object)).not.toEqual([])
      // What the example leaves out is what one may leave out: the body adds defaults, and changes nothing that is said.
      expect(command.body.parse(example)).toMatchObject(example as object)
      // A field that no body knows is refused: the example is read by a strict schema.
      expect(command.body.safeParse({ ...(example as object), nobodyKnowsThis: 1 }).success).toBe(false)
    },
  )

  it('show, for commands that another door opens to people, an example that door takes', () => {
    expect(mergeCase.body.parse(mergeCase.example)).toMatchObject(mergeCase.example as object)
    expect(changeUrgencyOfCase.body.parse(changeUrgencyOfCase.example)).toEqual(changeUrgencyOfCase.example)
    const own = Object.values<CaseCommand>(CASE_COMMANDS).filter((command) => command.mount === 'own')
    // These take what the calling context has found out beside what was said: their doors carry the examples, and `test/api` reads those.
    expect(own.map((command) => command.name)).toEqual(['file', 'dispatch', 'record_callback', 'note_clock', 'lapse', 'merge', 'join', 'note_link', 'share_reply', 'change_urgency', 'recount', 'note', 'clarify'])
    for (const { name, body, example } of own.filter((command) => ['dispatch', 'record_callback', 'lapse'].includes(command.name)))
      expect([name, body.safeParse(example).error]).toEqual([name, undefined])
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
