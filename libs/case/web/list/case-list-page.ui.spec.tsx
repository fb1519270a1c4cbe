import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, within } from '@testing-library/react'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRoute } from '@tongban/ui/web'
import { listCases, type CaseFlag } from '../../contract/index.js'
import { ids, listItem, noMarks } from '../testing/case-view.builder.js'
import CaseListPage from './case-list-page.js'

const NOW = instantFromIso('2026-11-22T02:00:00.000Z')
const supervisor = { userId: 's1', displayName: '白音娜', permissions: ['case.read'] }

let api: FakeApi

function show(at: string, answer: FakeRoute['answer'], preset?: CaseFlag): void {
  api = fakeApi([{ endpoint: listCases, answer }])
  render(
    <UiTestBed session={supervisor} at={at} now={() => NOW}>
      <CaseListPage {...(preset === undefined ? {} : { preset })} />
    </UiTestBed>,
  )
}

const page = (...items: ReturnType<typeof listItem>[]) => (): unknown => ({ items, nextCursor: null })

afterEach(() => {
  cleanup()
  api.restore()
})

describe('the list of cases', () => {
  it('marks what is out of the ordinary, and nothing else', async () => {
    show(
      '/cases',
      page(
        listItem({
          id: ids(1),
          number: '20261122000001',
          marks: { problem: true, shelvedUntil: '2027-05-01T09:30:00.000Z', disputed: true, urges: 3, parentId: null, children: 2 },
        }),
        listItem({ id: ids(2), number: '20261122000002', marks: noMarks }),
        listItem({ id: ids(3), number: '20261122000003', status: 'merged', marks: { ...noMarks, parentId: ids(1) } }),
      ),
    )
    const row = async (number: string): Promise<HTMLElement> => (await screen.findByText(number)).closest('tr') as HTMLElement
    const marked = within(await row('20261122000001'))
    for (const mark of ['问题', '挂账 05-01', '会商', '催办 3 次', '并案 2 件']) expect(marked.getByText(mark)).toBeTruthy()
    expect((await row('20261122000001')).querySelector('[data-tone]')?.getAttribute('data-tone')).toBe('paused')
    expect(within(await row('20261122000002')).queryByText(/问题|挂账|会商|催办|并案|并入/)).toBeNull()
    const merged = await row('20261122000003')
    // said once, by its status
    expect(within(merged).getByText('已并案')).toBeTruthy()
    expect(within(merged).queryByText('已并入')).toBeNull()
    expect(merged.querySelector('[data-tone]')).toBeNull()
  })

  it('asks for the flags that stand in the address', async () => {
    show('/cases?flag=urged,nonsense', page(listItem()))
    await screen.findByText('20261122000100')
    expect(api.requests[0]?.query).toEqual({ limit: '50', flag: 'urged' })
  })

  it('of problem cases asks for nothing else, offers no flags, and says what would fill it', async () => {
    show('/problem-cases?flag=urged', page(), 'problem')
    expect(await screen.findByRole('heading', { level: 1, name: '问题工单' })).toBeTruthy()
    expect(api.requests[0]?.query).toEqual({ limit: '50', flag: 'problem' })
    expect(screen.queryByRole('combobox', { name: '特殊情形' })).toBeNull()
  })

  it('says at the list that a period is turned round', async () => {
    show('/cases?from=2026-11-20&to=2026-11-10', () =>
      refusal({
        status: 400,
        code: 'INPUT_INVALID',
        detail: '填写的内容有 1 处不符合要求',
        errors: [{ field: 'query.filedTo', rule: 'custom', message: '结束时间应晚于开始时间' }],
      }),
    )
    expect(await screen.findByText(/结束时间应晚于开始时间/)).toBeTruthy()
  })
})
