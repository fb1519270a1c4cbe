import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { COMMAND_ENDPOINTS, readCase, readRequests, type CaseView, type RequestQueueItem, type RequestView } from '../../contract/index.js'
import { allowed, ASSIGNMENT_ID, caseView, ids, procedures } from '../testing/case-view.builder.js'
import RequestQueuePage from './request-queue-page.js'

const NOW = instantFromIso('2026-11-22T10:00:00.000Z')
const dispatcher = { userId: 'd1', displayName: '其其格', permissions: ['case.read', 'request.rule', 'request.rule_dispatch', 'org.read'] }
const TOWNSHIP = { id: 'township-150525100', name: '大沁他拉镇人民政府' }

const asked = (n: number, change: Partial<RequestView> = {}): RequestView => ({
  id: ids(70 + n), kind: 'return', kindZh: '退单', status: 'pending', assignmentId: ASSIGNMENT_ID, unit: TOWNSHIP, reason: '事发地在相邻镇辖区',
  details: { kind: 'return', reasonCode: 'other_area', expectedUnitId: 'township-150525101', legalBasis: '权责清单第 12 项' },
  summary: '不在本单位辖区；应由八仙筒镇人民政府承办；依据：权责清单第 12 项', attachmentIds: [], askedAt: '2026-11-22T09:00:00.000Z', askedBy: '王秀兰',
  rulingDueAt: '2026-11-22T11:00:00.000Z', ruledAt: null, ruling: null, ...change,
})
const queued = (n: number): RequestQueueItem => {
  const { id, kind, kindZh, status, unit, reason, summary, askedAt, askedBy, rulingDueAt, ruledAt, ruling } = asked(n)
  return {
    id, kind, kindZh, status, statusZh: '待裁定', unit, reason, summary, askedAt, askedBy, rulingDueAt, ruledAt, ruling,
    case: { id: ids(n), number: `2026112200000${n}`, title: `第 ${n} 件`, version: 4, status: 'in_progress', round: 1, placeText: '西街', urgency: 'general', promiseDueAt: null },
  }
}
const requested = (n: number, change: Partial<CaseView> = {}): CaseView =>
  caseView({
    id: ids(n), number: `2026112200000${n}`, title: `第 ${n} 件`, version: 4, procedures: procedures({ requests: [asked(n)] }),
    allowedActions: [allowed('rule_request', { assignmentId: null })], ...change,
  })

let api: FakeApi
function show({ change = {}, session = dispatcher, refused = false }: { change?: Partial<CaseView>; session?: typeof dispatcher; refused?: boolean } = {}): void {
  let open = [1, 2]
  const ruling = COMMAND_ENDPOINTS.find(({ command }) => command.name === 'rule_request')?.endpoint
  if (ruling === undefined) throw new Error('no rule_request')
  api = fakeApi([
    { endpoint: readRequests, answer: () => ({ items: open.map(queued), nextCursor: null }) },
    { endpoint: readCase, answer: ({ params }) => requested(params.caseId === ids(1) ? 1 : 2, change) },
    {
      endpoint: ruling,
      answer: ({ params }) => {
        if (refused) return refusal({ code: 'CASE_VERSION_STALE', status: 409, detail: '工单已被更新' })
        open = open.filter((n) => ids(n) !== params.caseId)
        return { caseId: params.caseId, number: '20261122000001', version: 5, status: 'in_progress', round: 1 }
      },
    },
  ])
  render(
    <UiTestBed session={session} at="/requests" now={() => NOW}>
      <RequestQueuePage />
    </UiTestBed>,
  )
}
const rulings = (): unknown[] => api.requests.filter((request) => request.name === 'rule_requestCase').map(({ params, body }) => ({ ...params, body }))

afterEach(() => {
  cleanup()
  api.restore()
})

describe('the queue of requests', () => {
  it('shows what is asked, why and what each answer will do', async () => {
    show()
    const form = await screen.findByRole('form', { name: '裁定申请' })
    expect(within(form).getByText('不在本单位辖区；应由八仙筒镇人民政府承办；依据：权责清单第 12 项')).toBeTruthy()
    expect(within(form).getByText('事发地在相邻镇辖区')).toBeTruthy()
    expect(within(form).getByText(/不同意：该任务不得再退/)).toBeTruthy()
  })

  it('approves with Ctrl+Enter, without a new promise, and brings the next one by itself', async () => {
    show()
    await screen.findByRole('heading', { name: '第 1 件' })
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByRole('heading', { name: '第 2 件' })
    expect(rulings()).toEqual([{ caseId: ids(1), body: { version: 4, requestId: ids(71), verdict: 'approve', remarks: '', leadUnitId: null, newPromiseReason: null } }])
    expect(screen.getByText('20261122000001 已同意')).toBeTruthy()
    await waitFor(() => expect(screen.queryByRole('button', { name: /第 1 件/ })).toBeNull())
  })

  it('does not reject without a reason', async () => {
    show()
    await userEvent.click(await screen.findByRole('button', { name: /^不同意/ }))
    expect((await screen.findByRole('alert')).textContent).toBe('不同意的理由至少 4 个字')
    await userEvent.type(screen.getByLabelText('裁定意见'), '属本镇职责')
    await userEvent.click(screen.getByRole('button', { name: /^不同意/ }))
    await screen.findByRole('heading', { name: '第 2 件' })
    expect(rulings()).toEqual([{ caseId: ids(1), body: { version: 4, requestId: ids(71), verdict: 'reject', remarks: '属本镇职责' } }])
  })

  it('asks why when it gives a new promise', async () => {
    show()
    await userEvent.click(await screen.findByRole('checkbox', { name: '重新承诺时限' }))
    await userEvent.click(screen.getByRole('button', { name: /^同意/ }))
    expect((await screen.findByRole('alert')).textContent).toContain('重新承诺时限的理由')
    expect(rulings()).toEqual([])
  })

  it('keeps what was written when somebody else was faster, and shows the way to the present state', async () => {
    show({ refused: true })
    await userEvent.type(await screen.findByLabelText('裁定意见'), '属相邻镇')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByRole('button', { name: '看最新情况' })).toBeTruthy()
    expect((screen.getByLabelText('裁定意见') as HTMLTextAreaElement).value).toBe('属相邻镇')
  })

  it('says why this one is not for this person', async () => {
    show({ change: { allowedActions: [allowed('rule_request', { assignmentId: null, enabled: false, code: 'OWN_UNIT_FORBIDDEN', why: '不能裁定申请本单位承办的工单' })] } })
    expect(await screen.findByText('不能裁定申请本单位承办的工单')).toBeTruthy()
    expect(screen.queryByRole('form', { name: '裁定申请' })).toBeNull()
  })

  it('gives each person the tabs that are theirs', async () => {
    show({ session: { ...dispatcher, permissions: ['case.read', 'request.ask', 'request.endorse'] } })
    await screen.findByRole('heading', { name: '第 1 件' })
    expect(screen.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent)).toEqual(['待我审签', '本单位的'])
  })
})
