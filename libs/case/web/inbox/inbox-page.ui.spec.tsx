import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRoute, type HintSource } from '@tongban/ui/web'
import { COMMAND_ENDPOINTS, readCase, readInbox, type InboxItem } from '../../contract/index.js'
import { allowed, assignment, caseView, ids, inboxItem, noMarks } from '../testing/case-view.builder.js'
import InboxPage from './inbox-page.js'

const NOW = instantFromIso('2026-11-22T02:00:00.000Z')
const clerk = {
  userId: 'u1',
  displayName: '包娜仁',
  permissions: ['assignment.sign', 'assignment.contact', 'assignment.reply', 'case.read'],
}
const endpointOf = (name: string): FakeRoute['endpoint'] => {
  const found = COMMAND_ENDPOINTS.find(({ command }) => command.name === name)
  if (found === undefined) throw new Error(name)
  return found.endpoint
}

let api: FakeApi
let items: InboxItem[]

const inboxRoute: FakeRoute = {
  endpoint: readInbox,
  answer: () => ({ items, nextCursor: null, counts: { overdue: 0, withinTwoHours: 0, today: 0, later: 0 } }),
}

function show(routes: readonly FakeRoute[], { at = '/inbox', hints }: { at?: string; hints?: HintSource } = {}): void {
  api = fakeApi([inboxRoute, ...routes])
  render(
    <UiTestBed session={clerk} at={at} now={() => NOW} {...(hints === undefined ? {} : { hints })}>
      <InboxPage />
    </UiTestBed>,
  )
}

beforeEach(() => {
  localStorage.clear()
  items = []
})

afterEach(() => {
  cleanup()
  api.restore()
})

const due = (kind: NonNullable<InboxItem['nextDue']>['kind'], at: string): Pick<InboxItem, 'nextDue'> => ({ nextDue: { kind, at } })

describe('the inbox', () => {
  it('puts the cards under what is late, what is near, today and later', async () => {
    items = [
      inboxItem(1, due('sign', '2026-11-25T02:00:00.000Z')),
      inboxItem(2, due('sign', '2026-11-22T01:00:00.000Z')),
      inboxItem(3, due('contact', '2026-11-22T03:00:00.000Z')),
      inboxItem(4, due('promise', '2026-11-22T09:00:00.000Z')),
    ]
    show([])
    await screen.findByText('第 1 件')
    const under = (heading: string): string[] =>
      within(screen.getByRole('region', { name: heading }))
        .getAllByRole('article')
        .map((card) => card.getAttribute('aria-label') ?? '')
    expect(under('已超期')).toEqual(['第 2 件'])
    expect(under('2 小时内')).toEqual(['第 3 件'])
    expect(under('今天')).toEqual(['第 4 件'])
    expect(under('以后')).toEqual(['第 1 件'])
  })

  it('tells a unit that was whistled for to arrive, by when, and what is out of the ordinary about the case', async () => {
    items = [
      inboxItem(1, {
        role: 'whistle',
        status: 'signed',
        ...due('arrive', '2026-11-22T03:00:00.000Z'),
        marks: { ...noMarks, urges: 2, disputed: true },
        allowedActions: [allowed('arrive', { assignmentId: ids(101), zh: '登记到场' }), allowed('contact', { assignmentId: ids(101) })],
      }),
      inboxItem(2, { role: 'assist', marks: { ...noMarks, shelvedUntil: '2027-05-01T09:30:00.000Z' } }),
    ]
    show([])
    const whistled = within(await screen.findByRole('article', { name: '第 1 件' }))
    for (const said of ['吹哨', '催办 2 次', '会商中']) expect(whistled.getByText(said)).toBeTruthy()
    expect(whistled.getByTitle(/^到场时限 2026-11-22.*11:00:00$/)).toBeTruthy()
    expect(whistled.getByRole('button', { name: '到场' })).toBeTruthy()
    const assists = within(screen.getByRole('article', { name: '第 2 件' }))
    for (const said of ['协办', '挂账至 05-01']) expect(assists.getByText(said)).toBeTruthy()
  })

  it('claims no lateness for a copy: whether the lead has replied is not known there', async () => {
    items = [inboxItem(1, { role: 'cc', nextDue: null, allowedActions: [], promiseDueAt: '2026-11-20T00:30:00.000Z' })]
    show([], { at: '/inbox?tab=copies' })
    const card = await screen.findByRole('article', { name: '第 1 件' })
    expect(within(card).getByText('时限 11-20 08:30')).toBeTruthy()
    expect(within(card).queryByText(/超期/)).toBeNull()
    expect(document.querySelector('[data-tone]')).toBeNull()
  })

  it('offers one next action on each card: sign, then contact, then reply', async () => {
    const of = (n: number, actions: readonly ['sign' | 'contact' | 'reply', boolean][]): InboxItem =>
      inboxItem(n, {
        allowedActions: actions.map(([action, enabled]) =>
          allowed(action, { enabled, assignmentId: ids(100 + n), why: enabled ? null : '还不能' }),
        ),
      })
    items = [
      of(1, [
        ['sign', true],
        ['contact', false],
        ['reply', false],
      ]),
      of(2, [
        ['sign', false],
        ['contact', true],
        ['reply', false],
      ]),
      of(3, [
        ['sign', false],
        ['contact', true],
        ['reply', true],
      ]),
    ]
    show([])
    await screen.findByText('第 1 件')
    const buttons = (n: number): string[] =>
      within(screen.getByRole('article', { name: `第 ${n} 件` }))
        .getAllByRole('button')
        .slice(1)
        .map((button) => button.textContent ?? '')
    expect([buttons(1), buttons(2), buttons(3)]).toEqual([['签收'], ['联系'], ['回复']])
  })

  it('signs with one tap and reads the list again', async () => {
    items = [inboxItem(1)]
    show([
      {
        endpoint: endpointOf('sign'),
        answer: () => {
          items = [inboxItem(1, { status: 'signed', allowedActions: [allowed('contact', { assignmentId: ids(101) })] })]
          return { caseId: ids(201), number: '1', version: 3, status: 'in_progress', round: 1 }
        },
      },
    ])
    await userEvent.click(await screen.findByRole('button', { name: '签收' }))
    await screen.findByRole('button', { name: '联系' })
    const sign = api.requests.find((request) => request.name === 'signAssignment')
    expect(sign?.params).toEqual({ assignmentId: ids(101) })
    expect(sign?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
    expect(screen.getByText('20261122000101 已签收')).toBeTruthy()
  })

  it('says why a signing was refused, on the card', async () => {
    items = [inboxItem(1)]
    show([
      {
        endpoint: endpointOf('sign'),
        answer: () => refusal({ status: 409, code: 'ASSIGNMENT_STATE_FORBIDS', detail: '承办任务现在是“已签收”，不能签收' }),
      },
    ])
    await userEvent.click(await screen.findByRole('button', { name: '签收' }))
    expect((await screen.findByRole('alert')).textContent).toContain('承办任务现在是“已签收”，不能签收')
    expect(localStorage.getItem('tongban.unsent.u1')).toBeNull()
  })

  it('marks what the network did not carry as unsent, and sends it by itself when the network is back', async () => {
    items = [inboxItem(1)]
    let online = false
    show([
      {
        endpoint: endpointOf('sign'),
        answer: () => {
          if (!online) throw new TypeError('Failed to fetch')
          items = []
          return { caseId: ids(201), number: '1', version: 3, status: 'in_progress', round: 1 }
        },
      },
    ])
    await userEvent.click(await screen.findByRole('button', { name: '签收' }))
    await screen.findByText('未发送 1 件')
    expect(within(screen.getByRole('article')).getByText('未发送')).toBeTruthy()
    expect(within(screen.getByRole('article')).queryByRole('button', { name: '签收' })).toBeNull()
    online = true
    window.dispatchEvent(new Event('online'))
    await screen.findByText('没有待办')
    expect(screen.queryByText('未发送 1 件')).toBeNull()
    const keys = api.requests.filter((request) => request.name === 'signAssignment').map((request) => request.headers['idempotency-key'])
    expect(keys.length).toBeGreaterThan(1)
    expect(new Set(keys).size).toBe(1)
  })

  it('shows a new case without a reload when a push says so', async () => {
    let push: (hint: unknown) => void = () => undefined
    const hints: HintSource = {
      open: (on) => {
        push = on.hint
        on.state('online')
        return () => undefined
      },
    }
    show([], { hints })
    await screen.findByText('没有待办')
    items = [inboxItem(1)]
    push({ type: 'case.dispatched.v1', caseId: ids(201), version: 2, status: 'in_progress', at: 0 })
    await screen.findByText('第 1 件')
  })

  it('is walked with the arrows, and Enter takes the next step of the chosen card', async () => {
    const contactable = (n: number): InboxItem =>
      inboxItem(n, { status: 'signed', allowedActions: [allowed('contact', { assignmentId: ids(100 + n) })] })
    items = [contactable(1), contactable(2)]
    show([
      {
        endpoint: readCase,
        answer: ({ params }) =>
          caseView({
            id: params.caseId ?? '',
            title: '打开的工单',
            assignments: [assignment({ id: ids(102) })],
            allowedActions: [allowed('contact', { assignmentId: ids(102) })],
          }),
      },
    ])
    await screen.findByText('第 1 件')
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    await screen.findByRole('heading', { name: '打开的工单' })
    await userEvent.keyboard('{Enter}')
    await screen.findByRole('form', { name: '登记联系' })
    expect(api.requests.findLast((request) => request.name === 'readCase')?.params).toEqual({ caseId: ids(202) })
  })

  it('keeps a reply that was written and not sent, over a reload', async () => {
    const contacted = assignment({ id: ids(101), status: 'contacted', contactedAt: '2026-11-22T01:30:00.000Z', contactReached: true })
    items = [inboxItem(1, { status: 'contacted', allowedActions: [allowed('reply', { assignmentId: ids(101) })] })]
    const routes: FakeRoute[] = [
      {
        endpoint: readCase,
        answer: () => caseView({ id: ids(201), assignments: [contacted], allowedActions: [allowed('reply', { assignmentId: ids(101) })] }),
      },
    ]
    show(routes, { at: `/inbox?case=${ids(201)}&act=reply` })
    await userEvent.type(await screen.findByRole('textbox', { name: '办理情况' }), '已到现场，写了一半')
    cleanup()
    api.restore()
    show(routes, { at: `/inbox?case=${ids(201)}&act=reply` })
    const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: '办理情况' })
    expect(field.value).toBe('已到现场，写了一半')
    expect(screen.getByText('已恢复上次没有发出的内容')).toBeTruthy()
  })

  it('asks for what the contract asks before sending a reply, and sends nothing until it is there', async () => {
    items = [inboxItem(1, { status: 'contacted', evidenceRequired: true, allowedActions: [allowed('reply', { assignmentId: ids(101) })] })]
    show(
      [
        {
          endpoint: readCase,
          answer: () =>
            caseView({
              id: ids(201),
              evidenceRequired: true,
              assignments: [assignment({ id: ids(101), status: 'contacted' })],
              allowedActions: [allowed('reply', { assignmentId: ids(101) })],
            }),
        },
      ],
      { at: `/inbox?case=${ids(201)}&act=reply` },
    )
    await userEvent.type(await screen.findByRole('textbox', { name: '办理情况' }), '太短了')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    const alerts = (await screen.findAllByRole('alert')).map((alert) => alert.textContent)
    expect(alerts).toEqual(['办理情况至少 10 个字', '这类诉求的回复要附现场照片等佐证'])
    expect(api.requests.some((request) => request.name === 'replyAssignment')).toBe(false)
  })

  it('says what would fill it when it is empty, and that it failed when it failed', async () => {
    show([])
    await screen.findByText('新派来的工单会自己出现在这里，不用刷新。')
    cleanup()
    api.restore()
    api = fakeApi([
      { endpoint: readInbox, answer: () => refusal({ status: 403, code: 'PERMISSION_MISSING', detail: '您的岗位没有这项权限' }) },
    ])
    render(
      <UiTestBed session={clerk} at="/inbox">
        <InboxPage />
      </UiTestBed>,
    )
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('您的岗位没有这项权限'))
  })
})
