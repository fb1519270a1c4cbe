import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { signIn, type SessionView } from '@tongban/access/contract'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import SignInPage from './sign-in-page.js'

// no pause between keys: a page must keep up with any hand
const person = userEvent.setup({ delay: null })
const nobody = { userId: '', displayName: '', permissions: [] }
const now = instantFromIso('2026-11-21T06:00:00Z')
let api: FakeApi
let entered: SessionView[]

const show = (answer: () => unknown): void => {
  entered = []
  api = fakeApi([{ endpoint: signIn, answer }])
  render(
    <UiTestBed session={nobody} now={() => now}>
      <SignInPage onSignedIn={(session) => entered.push(session)} />
    </UiTestBed>,
  )
}
afterEach(() => {
  cleanup()
  api.restore()
})

describe('sign-in page', () => {
  it('begins in the user name and lets in by keyboard alone', async () => {
    show(() => ({ userId: 'u1' }))
    await person.keyboard('operator1{Tab}secret{Enter}')
    await waitFor(() => expect(entered).toEqual([{ userId: 'u1' }]))
    expect(api.requests[0]?.body).toEqual({ userName: 'operator1', password: 'secret' })
  })

  it('says what is missing without asking the server', async () => {
    show(() => ({}))
    await person.keyboard('{Enter}')
    expect(screen.getByText('请填写用户名')).toBeTruthy()
    await person.keyboard('operator1{Enter}')
    expect(screen.getByText('请填写密码')).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByLabelText('密码'))
    expect(api.requests).toEqual([])
  })

  it('asks for the password anew after a wrong one', async () => {
    show(() => refusal({ status: 401, code: 'CREDENTIALS_WRONG', detail: '用户名或密码不对' }))
    await person.keyboard('operator1{Tab}wrong{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('用户名或密码不对')
    expect(screen.getByLabelText<HTMLInputElement>('密码').value).toBe('')
    expect(screen.getByLabelText<HTMLInputElement>('用户名').value).toBe('operator1')
  })

  it('says for how many minutes an account is locked and until when', async () => {
    show(() => refusal({ status: 429, code: 'ACCOUNT_LOCKED', detail: '', params: { minutes: 14 } }))
    await person.keyboard('operator1{Tab}wrong{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('请 14 分钟后再试（14:14）')
  })
})
