import type { Principal } from '@tongban/access/contract'
import {
  CASE_COMMANDS,
  type CaseCommand,
  type CaseCommandBody,
  type CaseCommandInput,
  type CaseCommandName,
  type CaseEvent,
} from '@tongban/case/contract'
import { evolve, type CaseState } from '@tongban/case/domain'
import type { Instant, Result } from '@tongban/kernel/core'
import { SATISFIED, UNHAPPY, LEAD, REPLY_TEXT } from './case-events.js'
import { PEOPLE, UNITS, filing } from './case-samples.js'
import { decideCommand } from './case-story.js'
import { person } from './people.js'

/** One thing somebody might try with a case; `body` has passed the command's schema. */
export type Move = { readonly name: CaseCommandName; readonly by: Principal; readonly body: unknown; readonly on: string | null }

/** Everyone of the sample city, those whose own unit is in the way of the rules included. */
export const ACTORS: readonly Principal[] = [
  ...Object.values(PEOPLE),
  person('handler', UNITS.coordinator, { userId: 'handler@coordinator' }),
  person('reviewer', UNITS.township, { userId: 'reviewer@township' }),
  person('callback_agent', UNITS.department, { userId: 'callback@department' }),
  person('supervisor', UNITS.hotline),
]

/** An assignment that is not of the case. */
export const ELSEWHERE = '0199a000-0000-7000-8000-0000000000ff'

const TARGET = { leadUnitId: UNITS.township, assistUnitIds: [UNITS.department], ccUnitIds: [UNITS.coordinator] }

/** Bodies that take every branch a decider has. */
const BODIES: { readonly [Name in CaseCommandName]: readonly CaseCommandInput<Name>[] } = {
  file: [
    filing(),
    filing({ target: null }),
    filing({ target: TARGET, wantsCallback: false }),
    filing({ target: TARGET, evidenceRequired: true }),
    filing({ disposition: { kind: 'answer', answer: '九点开门' } }),
    filing({ disposition: { kind: 'decline', reason: 'in_petition_system', explanation: '已在信访' } }),
    filing({ disposition: { kind: 'redirect', channel: 'litigation', explanation: '请起诉' } }),
    filing({ disposition: { kind: 'emergency', line: '119', note: '' } }),
  ],
  dispatch: [{ ...TARGET, reason: '属地职责' }, { leadUnitId: UNITS.department }],
  sign: [{}],
  contact: [
    { reached: true, method: 'phone', note: '已电话联系' },
    { reached: false, noContactReason: 'number_unreachable' },
  ],
  reply: [{ text: REPLY_TEXT }, { text: REPLY_TEXT, attachmentIds: ['0199a000-0000-7000-8000-0000000000aa'] }],
  review: [{ verdict: 'pass' }, { verdict: 'send_back', remarks: '没有说明何时修好' }],
  record_callback: [
    { outcome: 'answered', answers: SATISFIED, note: '', attempts: 1 },
    { outcome: 'answered', answers: UNHAPPY, note: '', attempts: 1 },
    { outcome: 'refused', note: '', attempts: 2 },
    { outcome: 'unreachable', note: '', attempts: 3 },
  ],
  withdraw: [{ reason: '诉求人来电表示已解决' }],
  archive: [{}],
  note_clock: [{ clockId: 'clock-1', kind: 'promise', what: 'warned', dueAt: 0, assignmentId: LEAD }],
}

const PARSED = Object.entries(BODIES).map(([name, bodies]) => ({
  command: CASE_COMMANDS[name as CaseCommandName] as CaseCommand<CaseCommandName>,
  bodies: bodies.map((body): unknown => CASE_COMMANDS[name as CaseCommandName].body.parse(body)),
}))

/** Everything anybody could try with a case in this state, sensible or not. */
export function allMoves(state: CaseState, actors: readonly Principal[] = ACTORS): Move[] {
  return PARSED.flatMap(({ command, bodies }) => {
    const targets = command.target === 'case' ? [null] : [...state.assignments.map((item) => item.id), ELSEWHERE]
    return actors.flatMap((by) => targets.flatMap((on) => bodies.map((body) => ({ name: command.name, by, body, on }))))
  })
}

export const decideMove = (state: CaseState, { name, by, body, on }: Move, at: Instant, nextId?: () => string): Result<CaseEvent[]> =>
  decideCommand(name, state, { by, body: body as CaseCommandBody<typeof name>, on: on ?? undefined, at }, nextId)

/** The moves of this state that are not refused, each with the state it leads to; as stored, one version on. */
export function openMoves(
  state: CaseState,
  at: Instant,
  nextId: () => string,
  actors?: readonly Principal[],
): { move: Move; events: CaseEvent[]; next: CaseState }[] {
  return allMoves(state, actors).flatMap((move) => {
    const result = decideMove(state, move, at, nextId)
    if (!result.ok) return []
    const next = result.value.reduce((before, event) => evolve(before, event, at), state)
    return [{ move, events: result.value, next: { ...next, version: state.version + 1 } }]
  })
}
