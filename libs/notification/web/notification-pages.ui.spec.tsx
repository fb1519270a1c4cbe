import { afterEach, describe, expect, it } from '@jest/globals'
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi, type HintSource } from '@tongban/ui/web'
import {
  countUnread, INBOX_CHANGED_TYPE, listDeliveries, listNotices, markAllRead, markRead, readChannels, readPreferences, readRules, sendTest, writePreferences, writeRules, type DeliveryView, type NoticeView,
  type NotificationRule,
} from '../contract/index.js'
import DeliveryLogPage from './delivery-log-page.js'
import { InboxBell } from './inbox-bell.js'
import InboxPage from './inbox-page.js'
import RulesPage from './rules-page.js'

const NOW = instantFromIso('2026-11-22T10:00:00+08:00')
const handler = { userId: 'u1', displayName: '敖日格乐', permissions: ['org.read'] }
const admin = { userId: 'u9', displayName: '管理员', permissions: ['notification.configure', 'notification.read_log'] }
const id = (n: number): string => `0199a000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`
const notice = (n: number, changes: Partial<NoticeView> = {}): NoticeView => ({
  id: id(n), kind: 'case', severity: 'info', eventType: 'case.dispatched.v1', title: `新任务：工单 ${n}`, body: '11月25日 17:30前办结', link: `/cases/${id(n)}`, dueAt: '2026-11-25T09:30:00.000Z',
  createdAt: '2026-11-22T01:30:00.000Z', readAt: null, ...changes,
})

let api: FakeApi
afterEach(() => {
  cleanup()
  api.restore()
})

describe('the bell', () => {
  it('says how many are unread, and moves when a push names this person’s inbox and no other', async () => {
    let unread = 3
    api = fakeApi([{ endpoint: countUnread, answer: () => ({ unread }) }])
    let push: (hint: unknown) => void = () => undefined
    const hints: HintSource = {
      open: (on) => {
        push = on.hint
        return () => undefined
      },
    }
    render(<UiTestBed session={handler} hints={hints}><InboxBell /></UiTestBed>)
    expect((await screen.findByRole('link', { name: '通知，3 条未读' })).getAttribute('href')).toBe('/notifications')
    unread = 120
    act(() => push({ type: INBOX_CHANGED_TYPE, caseId: '', subjectId: 'somebody', version: 0, status: '', at: 0 }))
    act(() => push({ type: INBOX_CHANGED_TYPE, caseId: '', subjectId: 'u1', version: 0, status: '', at: 0 }))
    expect(await screen.findByRole('link', { name: '通知，120 条未读' })).toBeTruthy()
    expect(screen.getByText('99+')).toBeTruthy()
    expect(api.requests).toHaveLength(2)
  })
})

describe('the inbox', () => {
  const show = (items: NoticeView[], unread = 1): void => {
    api = fakeApi([
      { endpoint: listNotices, answer: () => ({ items, nextCursor: null }) }, { endpoint: countUnread, answer: () => ({ unread }) },
      { endpoint: markAllRead, answer: () => ({ unread: 0 }) }, { endpoint: markRead, answer: () => ({ unread: 0 }) },
      { endpoint: readPreferences, answer: () => ({ phoneMasked: '139••••0001', emailMasked: null, wechatMasked: null, muted: ['email'], available: ['sms', 'email'], quietHours: { from: '21:00', to: '07:30' } }) },
      { endpoint: writePreferences, answer: ({ body }) => ((body as { email?: string }).email === 'x' ? refusal({ code: 'INPUT_INVALID', status: 400, detail: '有 1 处不符合要求' }) : { phoneMasked: null, emailMasked: null, wechatMasked: null, muted: [], available: [], quietHours: null }) },
    ])
    render(<UiTestBed session={handler} at="/notifications" now={() => NOW}><InboxPage /></UiTestBed>)
  }

  it('leads to what each is about, says what is urgent and unread, and marks what is opened', async () => {
    show([notice(1, { severity: 'urgent', title: '【紧急】新任务：工单 1' }), notice(2, { readAt: '2026-11-22T01:40:00.000Z' })])
    const first = await screen.findByRole('link', { name: /【紧急】新任务：工单 1/ })
    expect(first.getAttribute('href')).toBe(`/cases/${id(1)}`)
    expect(within(first).getByText('紧急')).toBeTruthy()
    expect(screen.getAllByRole('img', { name: '未读' })).toHaveLength(1)
    await userEvent.click(first)
    await waitFor(() => expect(api.requests.some(({ name, params }) => name === 'markNoticeRead' && params.messageId === id(1))).toBe(true))
    await userEvent.click(screen.getByRole('link', { name: /新任务：工单 2/ }))
    expect(api.requests.filter(({ name }) => name === 'markNoticeRead')).toHaveLength(1)
  })

  it('marks all read up to what is on the screen', async () => {
    show([notice(1)])
    await screen.findByText('1 条未读')
    await userEvent.click(screen.getByRole('button', { name: '全部标为已读' }))
    await waitFor(() => expect(api.requests.find(({ name }) => name === 'markAllNoticesRead')?.body).toEqual({ until: '2026-11-22T01:30:00.000Z' }))
  })

  it('says that nothing is unread, and asks for the unread only', async () => {
    show([], 0)
    await userEvent.click(await screen.findByRole('radio', { name: '未读' }))
    expect(await screen.findByText('没有未读通知')).toBeTruthy()
    expect(api.requests.findLast(({ name }) => name === 'listNotices')?.query).toMatchObject({ unread: 'true' })
  })

  it('lets a person say where they are reached; an empty field keeps what there is', async () => {
    show([notice(1)])
    await userEvent.click(await screen.findByRole('button', { name: '通知方式' }))
    const dialog = await screen.findByRole('dialog')
    expect(await within(dialog).findByText('现在是 139••••0001')).toBeTruthy()
    expect(within(dialog).getByText('21:00 至次日 07:30 不发可以等到早上的通知。')).toBeTruthy()
    await userEvent.type(within(dialog).getByLabelText('邮箱'), 'a@example.org')
    await userEvent.click(within(dialog).getByRole('checkbox', { name: '短信' }))
    await userEvent.click(within(dialog).getByRole('button', { name: /保\s*存/ }))
    await waitFor(() => expect(api.requests.find(({ name }) => name === 'writeNotificationPreferences')?.body).toEqual({ email: 'a@example.org', muted: ['sms', 'email'] }))
  })
})

describe('the delivery log', () => {
  const delivery = (n: number, changes: Partial<DeliveryView> = {}): DeliveryView => ({
    id: id(n), channel: 'sms', state: 'sent', eventType: 'case.dispatched.v1', recipient: '敖日格乐', addressMasked: '139••••0001', title: `新任务：工单 ${n}`, caseId: id(n), attempts: 1, answer: 'code=0', latencyMs: 83,
    createdAt: '2026-11-22T01:30:00.000Z', nextAt: null, sentAt: '2026-11-22T01:30:01.000Z', ...changes,
  })
  const show = (session = admin): void => {
    api = fakeApi([
      { endpoint: listDeliveries, answer: () => ({ items: [delivery(1), delivery(2, { state: 'given_up', attempts: 7, answer: 'answered 503', recipient: '诉求人', title: null })], nextCursor: null }) },
      { endpoint: readChannels, answer: () => ({ items: [
        { channel: 'sms', configured: true, description: 'SMS go to the gateway', waiting: 4, failures: 6, pausedUntil: '2026-11-22T02:02:00.000Z', lastFailure: 'answered 503', sentAt: null },
        { channel: 'webhook', configured: false, description: '没有配置', waiting: 0, failures: 0, pausedUntil: null, lastFailure: null, sentAt: null },
      ] }) },
    ])
    render(<UiTestBed session={session} at="/notification-log" now={() => NOW}><DeliveryLogPage /></UiTestBed>)
  }

  it('shows every try with its masked address and the answer, and which channel is left alone', async () => {
    show()
    expect((await screen.findAllByText('139••••0001'))[0]).toBeTruthy()
    expect(screen.getAllByText('83 毫秒')).toHaveLength(2)
    expect(screen.getByText('已放弃')).toBeTruthy()
    expect(screen.getByText('（给群众的短信，不留内容）')).toBeTruthy()
    const strip = screen.getByRole('region', { name: '各方式现在的状态' })
    expect(await within(strip).findByText('连续失败 6 次，暂停到 10:02')).toBeTruthy()
    expect(within(strip).getByText('没有配置')).toBeTruthy()
  })

  it('is not for everybody', () => {
    show(handler)
    expect(screen.getByRole('alert').textContent).toContain('notification.read_log')
  })
})

describe('the matrix', () => {
  const rules: NotificationRule[] = [
    { event: 'case.urged.v1', audience: 'unit_handlers', when: 'always', channels: ['in_app'], mayWait: true, digest: false },
    { event: 'case.urged.v1', audience: 'leaders', when: 'always', channels: ['in_app'], mayWait: true, digest: true },
  ]
  const version = { version: 2, reason: '试行', changedBy: '管理员', changedAt: '2026-11-20T01:30:00.000Z' }

  const show = (): void => {
    api = fakeApi([
      { endpoint: readRules, answer: ({ query }) => ({ ...version, version: Number(query.version ?? 2), rules, history: [version, { version: 0, reason: '随系统提供', changedBy: '系统', changedAt: null }] }) },
      { endpoint: writeRules, answer: () => ({ ...version, version: 3 }) },
      { endpoint: sendTest, answer: () => refusal({ code: 'NOTIFICATION_ADDRESS_MISSING', status: 422, detail: '您还没有填写这种方式的号码或地址' }) },
    ])
    render(<UiTestBed session={admin} at="/notification-rules" now={() => NOW}><RulesPage /></UiTestBed>)
  }

  it('is changed with a reason, upon the version that was read', async () => {
    show()
    const ways = await screen.findByRole('group', { name: '催办→承办人 怎么通知' })
    expect(within(ways).queryByRole('checkbox', { name: '外部系统' })).toBeNull()
    expect(screen.getByRole('button', { name: '保存为新版本' }).getAttribute('aria-disabled')).toBe('true')
    await userEvent.click(within(ways).getByRole('checkbox', { name: '短信' }))
    await userEvent.click(screen.getByRole('button', { name: '去掉催办→领导' }))
    await userEvent.type(screen.getByLabelText('修改理由'), '催办要发短信')
    await userEvent.click(screen.getByRole('button', { name: '保存为新版本' }))
    expect(await screen.findByText('已保存为第 3 版')).toBeTruthy()
    expect(api.requests.find(({ name }) => name === 'writeNotificationRules')?.body).toEqual({ version: 2, reason: '催办要发短信', rules: [{ ...rules[0], channels: ['in_app', 'sms'] }] })
  })

  it('takes a test to oneself, and says why it cannot', async () => {
    show()
    await userEvent.click(await screen.findByRole('button', { name: '给自己发一条测试' }))
    expect(await screen.findByText('您还没有填写这种方式的号码或地址')).toBeTruthy()
  })
})
