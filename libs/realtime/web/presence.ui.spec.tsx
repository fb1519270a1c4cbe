import { describe, expect, it } from '@jest/globals'
import { act, render, screen } from '@testing-library/react'
import { UiTestBed, type HintSource } from '@tongban/ui/web'
import { PRESENCE, type PresentPerson } from '../contract/index.js'
import { CasePresence } from './presence-line.js'

const CASE = '0197a000-0000-7000-8000-000000000001'
const OTHER = '0197a000-0000-7000-8000-000000000002'
const SESSION = { userId: 'me', permissions: [] }

function line() {
  const said: unknown[] = []
  let on: Parameters<HintSource['open']>[0] | null = null
  const source: HintSource = {
    open: (handlers) => {
      on = handlers
      return () => undefined
    },
    say: (name, content) => void said.push([name, content]),
  }
  return {
    said,
    source,
    state: (state: 'online' | 'offline') => act(() => on?.state(state)),
    people: (caseId: string, ...people: PresentPerson[]) => act(() => on?.word?.(PRESENCE.people, { caseId, people })),
    nonsense: () => act(() => on?.word?.(PRESENCE.people, { people: 'everybody' })),
  }
}
const one = (id: string, name: string, roleZh: string | null): PresentPerson => ({ id, name, roleZh, unitName: '热线中心', since: '2026-11-21T02:00:00.000Z' })
const show = (source: HintSource, caseId = CASE) => {
  const tree = (id: string) => (
    <UiTestBed session={SESSION as never} hints={source}>
      <CasePresence caseId={id} />
    </UiTestBed>
  )
  const { rerender, unmount } = render(tree(caseId))
  return { showing: (id: string) => rerender(tree(id)), unmount }
}
const shown = (): string | null => screen.getByRole('status').textContent

describe('the line of who else is on a case', () => {
  it('names the others with their role, never oneself', () => {
    const wire = line()
    show(wire.source)
    wire.state('online')
    expect(wire.said).toEqual([[PRESENCE.open, { caseId: CASE }]])
    wire.people(CASE, one('me', '李强', '承办人'))
    expect(shown()).toBe('')
    wire.people(CASE, one('me', '李强', '承办人'), one('a', '王敏', '审核员'))
    expect(shown()).toBe('王敏（审核员）也在看')
    expect(screen.getByRole('status').title).toContain('热线中心')
    wire.people(CASE, one('a', '王敏', '审核员'), one('b', '张红', null))
    expect(shown()).toBe('王敏（审核员）、张红（热线中心）也在看')
    wire.people(CASE, ...['a', 'b', 'c', 'd', 'e'].map((id) => one(id, id.toUpperCase(), '督办员')))
    expect(shown()).toBe('A（督办员）、B（督办员）、C（督办员）等 5 人也在看')
  })

  it('hears only of its own case, and of nothing it does not understand', () => {
    const wire = line()
    const { showing, unmount } = show(wire.source)
    wire.state('online')
    wire.people(OTHER, one('a', '王敏', '审核员'))
    wire.nonsense()
    expect(shown()).toBe('')
    wire.people(CASE, one('a', '王敏', '审核员'))
    showing(OTHER)
    expect([shown(), wire.said.slice(1)]).toEqual(['', [[PRESENCE.close, { caseId: CASE }], [PRESENCE.open, { caseId: OTHER }]]])
    unmount()
    expect(wire.said.at(-1)).toEqual([PRESENCE.close, { caseId: OTHER }])
  })

  it('says nothing while the line is down, and says again where it is when it is back', () => {
    const wire = line()
    show(wire.source)
    wire.state('online')
    wire.people(CASE, one('a', '王敏', '审核员'))
    wire.state('offline')
    expect(shown()).toBe('')
    wire.state('online')
    expect(shown()).toBe('')
    expect(wire.said.at(-1)).toEqual([PRESENCE.open, { caseId: CASE }])
  })

  it('is nobody’s presence while the page is in the background', () => {
    const wire = line()
    show(wire.source)
    wire.state('online')
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    expect(wire.said.at(-1)).toEqual([PRESENCE.close, { caseId: CASE }])
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true })
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    expect(wire.said.at(-1)).toEqual([PRESENCE.open, { caseId: CASE }])
  })
})
