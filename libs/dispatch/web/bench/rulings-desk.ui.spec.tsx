import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { CASE_COMMANDS, commandEndpoint, listPrecedents, readCase, readRequests } from '@tongban/case/contract'
import { claimPoolCase, releaseClaim } from '../../contract/pool-endpoints.js'
import { apiConnection, fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import PoolPage from '../pool-page.js'

const person = userEvent.setup({ delay: null })
const session = { userId: 'd1', displayName: '陈', permissions: ['dispatch.pool', 'case.dispatch', 'request.rule', 'request.rule_dispatch', 'dispute.read', 'case.read', 'org.read'] }
const ruleRequest = commandEndpoint(CASE_COMMANDS.rule_request)
const CASE = '0192f3a0-0000-7000-8000-000000000001'
const REQUEST = '0192f3a0-0000-7000-8000-0000000000a1'

const queued = (kind: string, id: string) => ({
  id, kind, kindZh: '退单', status: 'pending', statusZh: '待裁定', unit: { id: 't', name: '站前街道' }, reason: '路灯已经移交市政管护', summary: '不属于本单位职责；应由住建局承办；依据：移交清单第三项',
  askedAt: '2026-11-21T01:00:00Z', askedBy: '刘', rulingDueAt: '2026-11-21T05:00:00Z', ruledAt: null, ruling: null,
  case: { id: CASE, number: '20261121000001', title: kind === 'return' ? '路灯不亮' : '延期的那件', version: 5, status: 'in_progress', round: 1, placeText: '站前', urgency: 'general', promiseDueAt: null },
})
const view = {
  id: CASE, number: '20261121000001', version: 5, title: '路灯不亮', description: '三盏路灯坏了', urgency: 'general', status: 'in_progress', categoryPath: ['市政', '路灯'], category: { id: '010101', name: '路灯' },
  placeText: '站前', leadUnit: { id: 't', name: '站前街道' }, subjectUnits: [],
  allowedActions: [{ action: 'rule_request', zh: '裁定申请', assignmentId: null, enabled: true, code: null, why: null }],
  procedures: { requests: [{ id: REQUEST, kind: 'return', status: 'pending', details: { kind: 'return', reasonCode: 'not_our_duty', expectedUnitId: 'housing', legalBasis: '移交清单第三项' } }] },
}

let api: FakeApi
let answer: () => unknown
const ruled = (): unknown[] => api.requests.filter(({ name }) => name === ruleRequest.name).map(({ body }) => body)
const show = (): void => {
  render(
    <UiTestBed session={session} at="/pool?tab=rulings">
      <PoolPage />
    </UiTestBed>,
  )
}
beforeEach(() => {
  apiConnection.setCsrfToken('token')
  answer = () => ({ caseId: CASE, number: '20261121000001', version: 6, status: 'in_progress', round: 1 })
  api = fakeApi([
    { endpoint: readRequests, answer: () => ({ items: [queued('extension', '0192f3a0-0000-7000-8000-0000000000a2'), queued('return', REQUEST)], nextCursor: null }) },
    { endpoint: readCase, answer: () => view },
    { endpoint: listPrecedents, answer: () => ({ items: [{ disputeId: 'd', caseId: 'other', principle: '市政道路路灯由住建部门管护', unit: { id: 'housing', name: '住建局' }, legalBasis: '移交清单' }], nextCursor: null }) },
    { endpoint: ruleRequest, answer: () => answer() },
    { endpoint: claimPoolCase, answer: () => ({ caseId: CASE, by: { id: 'd1', name: '陈', me: true }, since: '2026-11-21T01:00:00Z', until: '2099-11-21T01:05:00Z', takenFrom: null }) },
    { endpoint: releaseClaim, answer: () => ({ released: true }) },
  ])
})
afterEach(() => {
  cleanup()
  api.restore()
})

describe('returns to rule on', () => {
  it('shows returns alone, with what the unit says, on what ground, and what was held before', async () => {
    show()
    expect(await screen.findByText('三盏路灯坏了')).toBeTruthy()
    expect(screen.queryByText('延期的那件')).toBeNull()
    expect(screen.getByText(/不属于本单位职责 · 依据：移交清单第三项/)).toBeTruthy()
    expect(await screen.findByText(/市政道路路灯由住建部门管护/)).toBeTruthy()
  })

  it('approves with one key: the unit that was named gets it', async () => {
    show()
    await screen.findByText('三盏路灯坏了')
    await person.keyboard('a')
    await waitFor(() => expect(ruled()).toEqual([{ version: 5, requestId: REQUEST, verdict: 'approve', remarks: '', leadUnitId: null, newPromiseReason: null }]))
    expect(await screen.findByText('20261121000001 已同意退单')).toBeTruthy()
  })

  it('rejects only with a reason', async () => {
    show()
    await screen.findByText('三盏路灯坏了')
    await person.keyboard('r')
    expect((await screen.findByRole('alert')).textContent).toContain('至少 4 个字')
    expect(ruled()).toEqual([])
    await person.keyboard('确属本镇职责范围')
    await person.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}')
    await waitFor(() => expect(ruled()).toEqual([{ version: 5, requestId: REQUEST, verdict: 'reject', remarks: '确属本镇职责范围' }]))
  })

  it('says who is at it, and takes it over', async () => {
    answer = () => refusal({ status: 409, code: 'CASE_HELD', detail: '王正在处理这件工单', params: { holderName: '王', until: '14:05' } })
    show()
    await screen.findByText('三盏路灯坏了')
    await person.keyboard('a')
    await screen.findByText(/王正在处理（到/)
    await person.keyboard('t')
    await person.keyboard('他去开会了{Enter}')
    expect(await screen.findByText(/您在处理/)).toBeTruthy()
  })
})
