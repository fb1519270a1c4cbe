import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { readSession, signOut, type SessionView } from '@tongban/access/contract'
import { apiConnection, call, fakeApi, newQueryClient, QueryProvider, refusal, ThemeScope, type FakeApi } from '@tongban/ui/web'
import { SessionGate, type Gate } from './session-gate.js'

const session: SessionView = {
  userId: 'u1',
  userName: 'operator1',
  displayName: '王丽',
  unit: { id: 'hotline', name: '热线中心', countyCode: null },
  roles: [{ id: 'operator', zh: '话务员' }],
  permissions: ['case.file'],
  scope: { kind: 'city' },
  outsourced: false,
  csrfToken: 'token-1',
  expiresAt: '2026-11-21T12:00:00.000Z',
}
const nobody = (): Response => refusal({ status: 401, code: 'NOT_SIGNED_IN', detail: '请先登录' })

let api: FakeApi
const show = (read: () => unknown): void => {
  api = fakeApi([
    { endpoint: readSession, answer: read },
    { endpoint: signOut, answer: () => ({ signedOut: true }) },
  ])
  const seen = ({ session: who, absence, leave }: Gate) => (
    <>
      <p>{who === null ? absence : who.displayName}</p>
      <button onClick={() => void leave()}>leave</button>
      <button onClick={() => void call(readSession, {}).catch(() => undefined)}>work</button>
    </>
  )
  render(
    <ThemeScope>
      <QueryProvider client={newQueryClient()}>
        <SessionGate>{seen}</SessionGate>
      </QueryProvider>
    </ThemeScope>,
  )
}

afterEach(() => {
  cleanup()
  api.restore()
  apiConnection.setCsrfToken(null)
})

describe('session gate', () => {
  it('knows who is signed in, and sends the token of that session from then on', async () => {
    show(() => session)
    expect(await screen.findByText('王丽')).toBeTruthy()
    expect(apiConnection.csrfToken()).toBe('token-1')
  })

  it('knows that nobody is', async () => {
    show(nobody)
    expect(await screen.findByText('nobody_yet')).toBeTruthy()
  })

  it('notices when the session ends in the middle of work', async () => {
    const answers: unknown[] = [session, nobody()]
    show(() => answers.shift())
    await screen.findByText('王丽')
    await userEvent.click(screen.getByText('work'))
    expect(await screen.findByText('expired')).toBeTruthy()
    expect(apiConnection.csrfToken()).toBeNull()
  })

  it('signs out on wish, which is not an expiry', async () => {
    show(() => session)
    await screen.findByText('王丽')
    await userEvent.click(screen.getByText('leave'))
    expect(await screen.findByText('left')).toBeTruthy()
    expect(api.requests.map(({ name }) => name)).toContain('signOut')
  })

  it('says so and can try again when the server cannot tell', async () => {
    const answers: unknown[] = [refusal({ status: 503, code: 'STORE_UNAVAILABLE', detail: '系统暂时无法保存' }), session]
    show(() => answers.shift())
    expect((await screen.findByRole('alert')).textContent).toContain('系统暂时无法保存')
    await userEvent.click(screen.getByText('再试一次'))
    expect(await screen.findByText('王丽')).toBeTruthy()
  })
})
