import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { readCaller } from '../../contract/intake-endpoints.js'
import { CallerPanel } from './caller-panel.js'

const CASE = '00000000-0000-4000-8000-000000000001'
let api: FakeApi

const show = (answer: unknown): void => {
  api = fakeApi([{ endpoint: readCaller, answer: () => answer }])
  render(
    <UiTestBed session={{ userId: 'u1', displayName: '王丽', permissions: ['case.read', 'caller.reveal'] }}>
      <CallerPanel caseId={CASE} />
    </UiTestBed>,
  )
}

afterEach(() => {
  cleanup()
  api.restore()
})

describe('who called', () => {
  it('is covered, with the way to uncover it', async () => {
    show({ phoneMasked: '139••••0321', nameMasked: '张••', sealed: false, wantsCallback: true, mayReveal: true })
    expect(await screen.findByText('139••••0321')).toBeTruthy()
    expect(screen.getAllByRole('button', { name: '查看' })).toHaveLength(2)
  })

  it('is sealed, which is not the same as not recorded', async () => {
    show({ phoneMasked: null, nameMasked: null, sealed: true, wantsCallback: true, mayReveal: false })
    expect((await screen.findAllByRole('definition')).map(({ textContent }) => textContent)).toEqual(['保密', '保密'])
    expect(screen.queryByText('未登记')).toBeNull()
  })

  it('is nobody when the case has none: no failure, no retry', async () => {
    show(refusal({ status: 404, code: 'CALLER_UNKNOWN', detail: '这件工单没有登记诉求人' }))
    expect(await screen.findByText('没有登记诉求人')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })
})
