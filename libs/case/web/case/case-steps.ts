import type { CaseStatus, CaseView } from '../../contract/index.js'

/** The seven steps of the model: accept, assign, handle, reply, review, call back, and supervision which runs beside all others. */
export const CASE_STEPS = ['accept', 'assign', 'handle', 'reply', 'review', 'callback', 'supervise'] as const
export type CaseStep = (typeof CASE_STEPS)[number]

export type StepView = {
  readonly step: CaseStep
  /** `idle`: supervision that has nothing to do yet; `skipped`: a step this case never goes through. */
  readonly state: 'done' | 'current' | 'waiting' | 'skipped' | 'idle'
  /** When it was done; of the present step: since when; null when it has not begun. */
  readonly at: string | null
  /** Handling only, from the second round on: which one it is; 0 elsewhere. */
  readonly round: number
  /** Supervision only: how many entries there are. */
  readonly count: number
}

type StepsInput = Pick<CaseView, 'round' | 'status' | 'statusSince' | 'filedAt' | 'assignments' | 'finalCallback' | 'timeline'>

const CURRENT: Partial<Record<CaseStatus, Exclude<CaseStep, 'supervise'>>> = {
  awaiting_dispatch: 'assign',
  in_progress: 'handle',
  awaiting_review: 'review',
  awaiting_callback: 'callback',
}

/**
 * The steps bar of a case. The times are those of the present round: what was sent back is to be done again, and says so by being open
 * again. A case answered at once, declined, redirected, handed over or withdrawn skips what it never reached.
 */
export function caseSteps(view: StepsInput): StepView[] {
  const lead = view.assignments.findLast((item) => item.role === 'lead')
  const done: Record<Exclude<CaseStep, 'supervise'>, string | null> = {
    accept: view.filedAt,
    assign: lead?.dispatchedAt ?? null,
    handle: lead?.repliedAt == null ? null : lead.signedAt,
    reply: lead?.repliedAt ?? null,
    review: lead?.acceptedAt ?? null,
    callback: view.finalCallback?.at ?? null,
  }
  const current = CURRENT[view.status]
  const order = CASE_STEPS.filter((step) => step !== 'supervise')
  const position = current === undefined ? order.length : order.indexOf(current)
  const steps = order.map((step, index): StepView => {
    const round = step === 'handle' && view.round > 1 ? view.round : 0
    if (step === current) return { step, state: 'current', at: step === 'handle' ? (lead?.signedAt ?? null) : view.statusSince, round, count: 0 }
    if (index > position) return { step, state: 'waiting', at: null, round, count: 0 }
    const at = done[step]
    return { step, state: at === null ? 'skipped' : 'done', at, round, count: 0 }
  })
  const supervised = view.timeline.filter((entry) => entry.group === 'supervision').sort((a, b) => a.seq - b.seq)
  return [
    ...steps,
    { step: 'supervise', state: supervised.length === 0 ? 'idle' : 'current', at: supervised.at(-1)?.at ?? null, round: 0, count: supervised.length },
  ]
}
