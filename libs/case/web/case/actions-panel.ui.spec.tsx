import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState, type ReactNode } from 'react'
import { UiTestBed } from '@tongban/ui/web'
import type { CaseView } from '../../contract/index.js'
import { allowed, assignment, caseView, ids } from '../testing/case-view.builder.js'
import { WithUnsentWork } from '../work/unsent-work-provider.js'
import { ActionsPanel } from './actions-panel.js'

const dispatcher = { userId: 'u1', displayName: '包娜仁', permissions: ['case.read'] }
const onCase = (action: string, zh: string, why?: string): ReturnType<typeof allowed> =>
  allowed(action, { zh, assignmentId: null, ...(why === undefined ? {} : { enabled: false, why }) })

function Panel({ view, onOpen }: { readonly view: CaseView; readonly onOpen: (action: string | null) => void }): ReactNode {
  const [open, setOpen] = useState<string | null>(null)
  return (
    <ActionsPanel
      view={view}
      open={open}
      onOpen={(action) => {
        setOpen(action)
        onOpen(action)
      }}
      onDone={() => undefined}
    />
  )
}

let opened: (string | null)[]
function show(allowedActions: CaseView['allowedActions'], change: Partial<CaseView> = {}): void {
  opened = []
  render(
    <UiTestBed session={dispatcher} at="/">
      <WithUnsentWork>
        <Panel view={caseView({ allowedActions, ...change })} onOpen={(action) => opened.push(action)} />
      </WithUnsentWork>
    </UiTestBed>,
  )
}

const MANY = [
  allowed('contact', { zh: '登记联系' }),
  allowed('reply', { zh: '提交回复', enabled: false, why: '回复前要先登记与群众的联系' }),
  allowed('withdraw', { zh: '撤单', assignmentId: null }),
  onCase('archive', '归档', '工单还没有办结，不能归档'),
  onCase('merge', '并案', '工单已办结，不能并案'),
  onCase('split', '拆分', '工单已办结，不能拆分'),
  onCase('recall', '收回', '没有可以收回的承办任务'),
  onCase('urge', '催办'),
]

afterEach(cleanup)

describe('the actions of a case', () => {
  it('stand in their groups, the next step first and by itself', () => {
    show(MANY)
    const buttons = screen.getAllByRole('button').filter((button) => button.getAttribute('aria-disabled') !== 'true' && !button.hasAttribute('aria-expanded'))
    expect(buttons[0]?.textContent).toBe('登记联系')
    expect(screen.queryByRole('group', { name: '办理' })).toBeNull()
    expect(within(screen.getByRole('group', { name: '流转' })).getAllByRole('button').map((button) => button.textContent)).toEqual(['撤单'])
    expect(within(screen.getByRole('group', { name: '督办' })).getByRole('button').textContent).toContain('催办')
  })

  it('keep why the next step of handling is off in sight, and fold away the rest that is off', async () => {
    show(MANY)
    expect(screen.getAllByText('回复前要先登记与群众的联系').length).toBeGreaterThan(0)
    expect(screen.queryByText('工单已办结，不能并案')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: /暂时不能做的 4 项/ }))
    const off = screen.getByRole('button', { name: '并案' })
    expect(document.getElementById(off.getAttribute('aria-describedby') ?? '')?.textContent).toBe('工单已办结，不能并案')
  })

  it('take the next step at N', async () => {
    show(MANY)
    await userEvent.keyboard('n')
    expect(opened).toEqual(['contact'])
    // in the form N is a letter
    await userEvent.type(await screen.findByRole('textbox'), 'n')
    expect(opened).toEqual(['contact'])
  })

  it('are found by typing after a slash, also those that are off, and Enter takes the first', async () => {
    show(MANY)
    await userEvent.keyboard('/')
    await userEvent.keyboard('案')
    expect(screen.getByRole<HTMLInputElement>('searchbox', { name: '找一项操作' }).value).toBe('案')
    expect(screen.getByRole('button', { name: '并案' }).getAttribute('aria-disabled')).toBe('true')
    expect(screen.queryByRole('button', { name: '撤单' })).toBeNull()
    await userEvent.keyboard('{Enter}')
    expect(opened).toEqual([])
    await userEvent.keyboard('{Escape}/撤单{Enter}')
    expect(opened).toEqual(['withdraw'])
    expect(await screen.findByRole('form', { name: '登记撤单' })).toBeTruthy()
  })

  it('say when nothing is called like that', async () => {
    show(MANY)
    await userEvent.type(screen.getByRole('searchbox', { name: '找一项操作' }), '起飞')
    expect(screen.getByText('没有叫“起飞”的操作')).toBeTruthy()
  })

  it('need no search where there are few', () => {
    show(MANY.slice(0, 3))
    expect(screen.queryByRole('searchbox')).toBeNull()
  })

  it('tell apart the same step of two duties by the role', async () => {
    show([allowed('contact', { assignmentId: ids(2) }), allowed('contact', { assignmentId: ids(3) })], {
      assignments: [assignment({ id: ids(2) }), assignment({ id: ids(3), role: 'assist' })],
    })
    expect(screen.getByRole('button', { name: '登记联系 · 主办' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '登记联系 · 协办' }))
    expect(opened).toEqual([`contact@${ids(3)}`])
    expect(await screen.findByRole('form', { name: '登记联系' })).toBeTruthy()
  })

  it('lead to the page where a decision is taken', () => {
    show([onCase('dispatch', '派单'), onCase('urge', '催办')])
    expect(screen.getByRole('link', { name: '到派单池派单' }).getAttribute('href')).toBe(`/pool?case=${ids(1)}`)
  })

  it('have a person who is to arrive arrive first', () => {
    show([allowed('arrive', { zh: '登记到场' }), allowed('contact'), allowed('answer_lead', { zh: '答复主办单位' })], {
      assignments: [assignment({ role: 'whistle', arriveDueAt: '2026-11-22T04:00:00.000Z' })],
    })
    expect(screen.getAllByRole('button')[0]?.textContent).toContain('登记到场')
  })
})
