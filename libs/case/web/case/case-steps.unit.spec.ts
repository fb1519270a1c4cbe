import { describe, expect, it } from '@jest/globals'
import type { CaseView } from '../../contract/index.js'
import { assignment, caseView, entry } from '../testing/case-view.builder.js'
import { caseSteps } from './case-steps.js'

const states = (view: CaseView): string =>
  caseSteps(view)
    .map(({ step, state }) => `${step}:${state}`)
    .join(' ')
const REPLIED = '2026-11-23T00:00:00.000Z'

describe('the seven steps', () => {
  it('stand at handling while the township works', () => {
    expect(states(caseView())).toBe('accept:done assign:done handle:current reply:waiting review:waiting callback:waiting supervise:idle')
  })

  it('say since when it has been handled, and nothing before it is signed', () => {
    expect(caseSteps(caseView())[2]?.at).toBe('2026-11-22T01:00:00.000Z')
    expect(caseSteps(caseView({ assignments: [assignment({ status: 'dispatched', signedAt: null })] }))[2]?.at).toBeNull()
  })

  it('stand at review once replied', () => {
    const view = caseView({
      status: 'awaiting_review',
      statusSince: REPLIED,
      assignments: [assignment({ status: 'replied', repliedAt: REPLIED })],
    })
    expect(states(view)).toBe('accept:done assign:done handle:done reply:done review:current callback:waiting supervise:idle')
  })

  it('open again at handling in a second round, whatever the first one had reached', () => {
    const view = caseView({
      round: 2,
      assignments: [
        assignment({ status: 'accepted', repliedAt: REPLIED, acceptedAt: REPLIED }),
        assignment({ id: 'second', round: 2, status: 'dispatched', signedAt: null }),
      ],
      finalCallback: { outcome: 'answered', answers: null, at: REPLIED },
    })
    expect(states(view)).toBe('accept:done assign:done handle:current reply:waiting review:waiting callback:waiting supervise:idle')
  })

  it('are skipped for a case that was answered at once', () => {
    const view = caseView({ status: 'answered', assignments: [], promiseDueAt: null })
    expect(states(view)).toBe('accept:done assign:skipped handle:skipped reply:skipped review:skipped callback:skipped supervise:idle')
  })

  it('count supervision beside all others', () => {
    const view = caseView({ timeline: [entry(1), entry(2, { group: 'supervision', at: REPLIED })] })
    expect(caseSteps(view).at(-1)).toEqual({ step: 'supervise', state: 'current', at: REPLIED, round: 0, count: 1 })
  })
})
