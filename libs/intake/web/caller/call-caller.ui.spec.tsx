import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { readCaller, revealCaller } from '../../contract/intake-endpoints.js'
import { CallCaller } from './call-caller.js'

const CASE = '00000000-0000-4000-8000-000000000001'
const known = { phoneMasked: '139••••0321', nameMasked: '张••', sealed: false, wantsCallback: true, mayReveal: true }
let api: FakeApi

const show = (caller: unknown, reveal: () => unknown = () => ({ phone: '13947500321', name: null })): void => {
  api = fakeApi([
    { endpoint: readCaller, answer: () => caller },
    { endpoint: revealCaller, answer: reveal },
  ])
  render(
    <UiTestBed session={{ userId: 'u1', displayName: '承办人', permissions: ['case.read', 'caller.reveal'] }}>
      <CallCaller caseId={CASE} />
    </UiTestBed>,
  )
}

afterEach(() => {
  cleanup()
  api.restore()
})

describe('calling who reported', () => {
  it('keeps the number covered until it is dialled, and has each use recorded', async () => {
    show(known)
    await screen.findByText('139••••0321')
    expect(api.requests.map(({ name }) => name)).toEqual(['readCaller'])
    await userEvent.click(screen.getByRole('button', { name: /拨打/ }))
    expect((await screen.findByRole('link')).getAttribute('href')).toBe('tel:13947500321')
    expect(api.requests.at(-1)).toMatchObject({ name: 'revealCaller', body: { reason: '联系诉求人拨号' } })
  })

  it.each([
    ['who reported under seal', { ...known, phoneMasked: null, nameMasked: null, sealed: true, mayReveal: false }],
    ['who left no number', { ...known, phoneMasked: null }],
  ])('offers nothing to press for %s', async (_who, caller) => {
    show(caller)
    await waitFor(() => expect(api.requests).toHaveLength(1))
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('says why it was refused, in its place', async () => {
    show(known, () => refusal({ status: 403, code: 'CALLER_SEALED', detail: '这件工单保密' }))
    await userEvent.click(await screen.findByRole('button', { name: /拨打/ }))
    expect((await screen.findByRole('alert')).textContent).toContain('这件工单保密')
  })
})
