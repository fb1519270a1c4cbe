import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import { ApiProblem } from '../api/api-problem.js'
import { ActionButton } from '../parts/action-button.js'
import { UiTestBed } from '../testing/ui-test-bed.js'
import type { ReadLike } from './data-state.js'
import { PageScaffold } from './page-scaffold.js'

const clerk = { userId: 'u1', displayName: '李一', permissions: ['case.read'] }
const read = (change: Partial<ReadLike<readonly string[]>>): ReadLike<readonly string[]> => ({
  data: undefined,
  error: null,
  isPending: false,
  refetch: async () => undefined,
  ...change,
})
const refused = new ApiProblem({
  code: 'STORE_UNAVAILABLE',
  status: 503,
  detail: '系统暂时无法保存',
  traceId: 'trace-9',
  errors: [{ field: 'q', rule: 'too_small', message: '至少 2 个字' }],
})

const show = (props: { permission?: string; read: ReadLike<readonly string[]> }): void => {
  render(
    <UiTestBed session={clerk}>
      <PageScaffold<readonly string[]>
        title="工单"
        action={<button>新建</button>}
        empty={{ title: '没有工单', hint: '受理后出现在这里' }}
        {...props}
      >
        {(items) => (
          <ul>
            {items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        )}
      </PageScaffold>
    </UiTestBed>,
  )
}

afterEach(cleanup)

describe('page scaffold', () => {
  it('shows who may not see the page why, and nothing of the page', () => {
    show({ permission: 'case.dispatch', read: read({ data: ['secret'] }) })
    expect(screen.getByRole('alert').textContent).toContain('需要“case.dispatch”权限')
    expect(screen.queryByText('secret')).toBeNull()
    expect(screen.queryByText('新建')).toBeNull()
  })

  it('says that it is loading', () => {
    show({ permission: 'case.read', read: read({ isPending: true }) })
    expect(screen.getByRole('status').textContent).toBe('正在读取…')
  })

  it('says what would fill an empty list', () => {
    show({ read: read({ data: [] }) })
    expect(screen.getByText('受理后出现在这里')).toBeTruthy()
  })

  it('shows a failure with its sentence, its fields and the number to quote', () => {
    show({ read: read({ error: refused }) })
    expect(screen.getByRole('alert').textContent).toBe('系统暂时无法保存至少 2 个字再试一次编号 trace-9')
  })

  it('does not offer to ask again what was answered with no', () => {
    show({ read: read({ error: new ApiProblem({ code: 'CASE_NOT_FOUND', status: 404, detail: '没有这件工单', traceId: 'trace-10' }) }) })
    expect(screen.getByRole('alert').textContent).toBe('没有这件工单编号 trace-10')
  })

  it('keeps what was read before when a later read fails, and says so', () => {
    show({ read: read({ data: ['工单甲'], error: refused }) })
    expect(screen.getByText('工单甲')).toBeTruthy()
    expect(screen.getByText('下面是上一次读到的内容')).toBeTruthy()
  })
})

describe('action button', () => {
  it('says why it is off and does nothing', () => {
    let pressed = 0
    render(
      <ActionButton disabledReason="知识库还没有开通" onClick={() => pressed++}>
        知识库
      </ActionButton>,
    )
    const button = screen.getByRole('button')
    button.click()
    expect(pressed).toBe(0)
    expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toBe('知识库还没有开通')
  })
})
