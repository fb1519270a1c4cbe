import type { Principal } from '@tongban/access/contract'
import { CASE_COMMANDS, TERMINAL_STATUSES, type CaseCommandInput, type CaseCommandName } from '@tongban/case/contract'
import { openLead, type CaseState } from '@tongban/case/domain'
import type { Instant } from '@tongban/kernel/core'
import { REPLY_TEXT } from './case-events.js'
import { ACTORS, openMoves, type Move } from './case-moves.js'
import { PEOPLE, UNITS } from './case-samples.js'
import { person } from './people.js'

/** How often a command is thought of; once unless said. What carries a case on comes often, and what hardly ever can be given even more. */
const WEIGHTS: { readonly [Name in CaseCommandName]?: number } = {
  dispatch: 12, sign: 12, contact: 8, reply: 5, review: 8, record_callback: 8, request: 12, endorse_request: 12, rule_request: 10, lapse: 6, note_milestone: 40,
  review_shelving: 24, convene_panel: 8, state_position: 6, hold_meeting: 4, rule_dispute: 24, share_reply: 8, unmerge: 4, arrive: 12, answer_lead: 8,
  finish_delegation: 8, whistle: 4, appeal: 12, archive: 6, delegate: 3, escalate: 3, join: 12, clarify: 2,
}
const THOUGHTS = (Object.keys(CASE_COMMANDS) as CaseCommandName[]).flatMap((name) => Array.from({ length: WEIGHTS[name] ?? 1 }, () => name))
/** A prime larger than how many thoughts there are: one after another every thought comes. */
const STRIDE = 7919

/** `way` chooses the command, `pick` among its bodies, people and duties; `mayEnd`: it may be one after which nothing more happens. */
export type Thought = { readonly way: number; readonly pick: number; readonly mayEnd: boolean }

/** A move that is not refused, for random lives that get somewhere: of the first command thought of that somebody can give now. `fits` leaves some out. */
export function likelyMove(
  state: CaseState,
  at: Instant,
  nextId: () => string,
  { way, pick, mayEnd }: Thought,
  fits: (move: Move) => boolean = () => true,
): Move | undefined {
  const tried = new Set<CaseCommandName>()
  for (let thought = 0; thought < THOUGHTS.length; thought += 1) {
    const name = THOUGHTS[(way + thought * STRIDE) % THOUGHTS.length]
    if (name === undefined || tried.has(name)) continue
    tried.add(name)
    const open = openMoves(state, at, nextId, ACTORS, [name]).filter(({ move, next }) => fits(move) && (mayEnd || !TERMINAL_STATUSES.includes(next.status)))
    const chosen = open[pick % Math.max(1, open.length)]
    if (chosen !== undefined) return chosen.move
  }
  return undefined
}

/** Ordinary work, one command at a time: what brings a case nearer to its closing, by whoever may. */
export function ordinaryMove(state: CaseState): Move {
  const give = <Name extends CaseCommandName>(command: Name, by: Principal, body: CaseCommandInput<Name>, on: string | null = null): Move => ({
    name: command, by, body: CASE_COMMANDS[command].body.parse(body), on,
  })
  const lead = openLead(state)
  const handler = person('handler', lead?.unitId ?? UNITS.township)
  switch (state.status) {
    case 'merged':
      return give('unmerge', PEOPLE.dispatcher, { reason: '核实后是另一件事' })
    case 'awaiting_dispatch': {
      const free = Object.values(UNITS).find((unitId) => !state.subjectUnitIds.includes(unitId)) ?? UNITS.cityDepartment
      return give('dispatch', PEOPLE.dispatcher, { leadUnitId: free })
    }
    case 'awaiting_review':
      return give('review', PEOPLE.reviewer, { verdict: 'pass' })
    case 'awaiting_callback':
      return give('record_callback', PEOPLE.callbackAgent, { outcome: 'unreachable', note: '', attempts: 3 })
    default:
      if (lead?.status === 'dispatched') return give('sign', handler, {}, lead.id)
      if (lead?.status === 'signed') return give('contact', handler, { reached: false, noContactReason: 'number_unreachable' }, lead.id)
      return give('reply', handler, { text: REPLY_TEXT, attachmentIds: ['0199a000-0000-7000-8000-0000000000ab'], openAssistReason: '协办单位的意见另行反馈' }, lead?.id ?? null)
  }
}
