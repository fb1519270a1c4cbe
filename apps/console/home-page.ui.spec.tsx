import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import { DEFAULT_ROLES, type RoleId, type SessionView } from '@tongban/access/contract'
import { UiTestBed } from '@tongban/ui/web'
import { HomePage } from './home-page.js'
import { landingPath } from './navigation.js'

const sessionOf = (id: RoleId): SessionView => {
  const role = DEFAULT_ROLES.find((one) => one.id === id)
  if (role === undefined) throw new Error(`no role ${id}`)
  return {
    userId: 'u1',
    userName: id,
    displayName: role.zh,
    unit: { id: 'hotline', name: '热线中心', countyCode: null },
    roles: [{ id, zh: role.zh }],
    permissions: [...role.permissions],
    scope: { kind: 'city' },
    outsourced: false,
    csrfToken: 'token',
    expiresAt: '2026-11-21T12:00:00.000Z',
  }
}

afterEach(cleanup)

describe('the first page', () => {
  const without = DEFAULT_ROLES.filter(({ id }) => id !== 'system' && landingPath(sessionOf(id)) === null)

  it.each(without.map(({ id, zh }) => [zh, id] as const))('tells %s that there is nothing to open yet, why, and that the account is in order', (zh, id) => {
    const session = sessionOf(id)
    render(
      <UiTestBed session={session}>
        <HomePage session={session} onSignOut={() => Promise.resolve()} />
      </UiTestBed>,
    )
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('这一版还没有您用的页面')
    expect(screen.getByText(new RegExp(`您以“${zh}”登录`))).toBeTruthy()
    expect(screen.getByText(/随后续版本提供/)).toBeTruthy()
  })
})
