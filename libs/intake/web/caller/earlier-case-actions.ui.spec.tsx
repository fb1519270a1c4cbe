import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { CASE_COMMANDS, commandEndpoint, mergeCase } from '@tongban/case/contract'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRoute } from '@tongban/ui/web'
import { callerHistory } from '../../contract/intake-endpoints.js'
import { CallerHistory } from '../columns/caller-history.js'
import type { EarlierCase } from './earlier-case-actions.js'

const person = userEvent.setup({ delay: null })
const operator = { userId: 'op1', displayName: '王', permissions: ['case.file', 'case.urge', 'case.add_facts', 'case.merge'] }
const urge = commandEndpoint(CASE_COMMANDS.urge)
const addFacts = commandEndpoint(CASE_COMMANDS.add_facts)

const earlier: EarlierCase = {
  id: '0192f3a0-0000-7000-8000-000000000001', number: '20261119000321', version: 4, title: '西街路灯不亮', status: 'in_progress', statusSince: '2026-11-19T01:00:00.000Z',
  caseType: 'help', urgency: 'general', category: null, placeText: '大沁他拉西街', division: null, county: null,
  leadUnit: { id: 'township-150525100', name: '大沁他拉镇人民政府' }, round: 1, sealed: false, filedAt: '2026-11-19T01:00:00.000Z', dispatchDueAt: '2026-11-19T05:00:00.000Z',
  promiseDueAt: '2026-11-28T09:30:00.000Z', repliedAt: null, closedAt: null,
  marks: { problem: false, shelvedUntil: null, disputed: false, urges: 1, parentId: null, children: 0 }, finalAnswers: null,
}
const done = { caseId: earlier.id, number: earlier.number, version: 5, status: 'in_progress', round: 1 }

let api: FakeApi
function show(items: readonly EarlierCase[], routes: readonly FakeRoute[] = [], session = operator): void {
  api = fakeApi([{ endpoint: callerHistory, answer: () => ({ total: items.length, items }) }, ...routes])
  render(
    <UiTestBed session={session} now={() => instantFromIso('2026-11-21T02:00:00.000Z')}>
      <CallerHistory phone="13947500321" />
    </UiTestBed>,
  )
}
const sent = (name: string): FakeApi['requests'] => api.requests.filter((request) => request.name === name)

afterEach(() => {
  cleanup()
  api.restore()
})

describe('an earlier case of the caller', () => {
  it('rule 9: is urged in one press, and the progress stands there to be read out: who has it and by when', async () => {
    show([earlier], [{ endpoint: urge, answer: () => done }])
    await person.click(await screen.findByRole('button', { name: '催办' }))
    const said = await screen.findByText(/已记下第 2 次催办/)
    expect(said.textContent).toContain('您的工单 20261119000321 由大沁他拉镇人民政府办理，11-28 17:30 前办结并答复您。')
    expect(sent('urgeCase')).toHaveLength(1)
  })

  it('says so when the promise is past', async () => {
    show([{ ...earlier, promiseDueAt: '2026-11-20T09:30:00.000Z' }], [{ endpoint: urge, answer: () => done }])
    await person.click(await screen.findByRole('button', { name: '催办' }))
    expect((await screen.findByText(/已记下第 2 次催办/)).textContent).toContain('已超过承诺时限')
  })

  it('rule 9: takes what is new, in its own form, without filing the call that is being written', async () => {
    show([earlier], [{ endpoint: addFacts, answer: () => done }])
    await person.click(await screen.findByRole('button', { name: '补充情况' }))
    await person.keyboard('昨晚又有两盏灯不亮{Control>}{Enter}{/Control}')
    expect(await screen.findByText(/已补充到工单/)).toBeTruthy()
    expect(sent('add_factsCase')[0]?.body).toEqual({ text: '昨晚又有两盏灯不亮' })
  })

  it('is merged into the case of another caller by its number, and what is wrong is said in its place', async () => {
    const answers = [
      refusal({ status: 422, code: 'PARENT_UNKNOWN', detail: '没有工单号为 20261119000999 的工单' }),
      { ...done, status: 'merged' },
    ]
    show([earlier], [{ endpoint: mergeCase, answer: () => answers.shift() }])
    await person.click(await screen.findByRole('button', { name: '并入' }))
    await person.type(screen.getByLabelText('并入哪一件（工单号）'), '20261119000999')
    await person.type(screen.getByLabelText('为什么是同一件事'), '同一处路灯')
    await person.click(screen.getAllByRole('button', { name: '并入' })[1] ?? document.body)
    expect((await screen.findByRole('alert')).textContent).toContain('没有工单号为 20261119000999 的工单')
    await person.click(screen.getAllByRole('button', { name: '并入' })[1] ?? document.body)
    expect(await screen.findByText(/已并入，答复后会一并告诉您/)).toBeTruthy()
    expect(sent('mergeCase').at(-1)?.body).toEqual({ parentNumber: '20261119000999', reason: '同一处路灯' })
  })

  it('is left by Escape with nothing sent', async () => {
    show([earlier])
    await person.click(await screen.findByRole('button', { name: '补充情况' }))
    await person.keyboard('不用了{Escape}')
    expect(screen.queryByLabelText('来电人补充的情况')).toBeNull()
    expect(api.requests.map(({ name }) => name)).toEqual(['callerHistory'])
  })

  it('offers nothing for a case that is over, no merging once it is answered, and nothing to who may not', async () => {
    show([{ ...earlier, status: 'closed' }])
    await screen.findByText('西街路灯不亮')
    expect(screen.queryByRole('button')).toBeNull()
    cleanup()
    api.restore()
    show([{ ...earlier, status: 'awaiting_callback' }])
    await screen.findByRole('button', { name: '催办' })
    expect(screen.queryByRole('button', { name: '并入' })).toBeNull()
    cleanup()
    api.restore()
    show([earlier], [], { ...operator, permissions: ['case.file'] })
    await waitFor(() => expect(screen.getByText('西街路灯不亮')).toBeTruthy())
    expect(screen.queryByRole('button')).toBeNull()
  })
})
