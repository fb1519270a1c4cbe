import { describe, expect, it } from '@jest/globals'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState, type ReactNode } from 'react'
import { instant } from '@tongban/kernel/core'
import { ApiProblem, UiTestBed } from '@tongban/ui/web'
import { CommandProblem } from './command-problem.js'

const NOW = instant(Date.parse('2026-11-21T02:30:00Z'))
const stale = (changes: ApiProblem['changes']): ApiProblem =>
  new ApiProblem({ code: 'CASE_VERSION_STALE', status: 409, detail: '工单已被更新，请看最新情况后再操作', params: { seen: 2, current: 4 }, changes })
const CHANGES: ApiProblem['changes'] = [
  { at: '2026-11-21T02:10:00.000Z', sentence: '签收', actor: { name: '李强', unitName: '大沁他拉镇' } },
  { at: '2026-11-21T02:20:00.000Z', sentence: '首次联系即将到期', actor: { name: '系统', unitName: null } },
]

function Form({ problem, onReload }: { readonly problem: ApiProblem; readonly onReload: () => void }): ReactNode {
  const [written, setWritten] = useState('')
  return (
    <>
      <textarea aria-label="办理情况" value={written} onChange={(event) => setWritten(event.target.value)} />
      <CommandProblem problem={problem} onReload={onReload} />
    </>
  )
}
function show(problem: ApiProblem): { reloads: () => number } {
  let reloads = 0
  render(
    <UiTestBed session={{ userId: 'me', permissions: [] } as never} now={() => NOW}>
      <Form problem={problem} onReload={() => (reloads += 1)} />
    </UiTestBed>,
  )
  return { reloads: () => reloads }
}

describe('a command that was overtaken', () => {
  it('shows what others did since, the newest last, and by whom', () => {
    show(stale(CHANGES))
    const items = within(screen.getByRole('list')).getAllByRole('listitem')
    expect(items.map((item) => item.textContent)).toEqual([expect.stringMatching(/签收.*李强（大沁他拉镇）$/), expect.stringMatching(/首次联系即将到期.*系统$/)])
    expect(items[0]?.querySelector('time')?.dateTime).toBe('2026-11-21T02:10:00.000Z')
  })

  it('offers the present state and keeps what was written', async () => {
    const user = userEvent.setup()
    const { reloads } = show(stale(CHANGES))
    await user.type(screen.getByLabelText('办理情况'), '已经修好')
    await user.click(screen.getByRole('button', { name: '看最新情况' }))
    expect([reloads(), screen.getByLabelText<HTMLTextAreaElement>('办理情况').value]).toEqual([1, '已经修好'])
  })

  it('shows no empty list when nothing is known, and no button for another refusal', () => {
    show(stale([]))
    expect([screen.queryByRole('list'), screen.queryByRole('button', { name: '看最新情况' })]).toEqual([null, expect.anything()])
    show(new ApiProblem({ code: 'REPLY_NEEDS_CONTACT', status: 409, detail: '回复前要先登记与群众的联系' }))
    expect(screen.getAllByRole('button')).toHaveLength(1)
  })
})
