import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { UiTestBed } from '@tongban/ui/web'
import type { AssignmentView } from '../../contract/index.js'
import { assignment, caseView, ids } from '../testing/case-view.builder.js'
import { AssignmentsPanel } from './assignments-panel.js'

const MORNING = '2026-11-21T01:00:00.000Z'
const NOON = '2026-11-21T04:00:00.000Z'
const EVENING = '2026-11-21T10:00:00.000Z'
const unit = (name: string): AssignmentView['unit'] => ({ id: name, name })
const lead = (n: number, name: string, dispatchedAt: string, status: AssignmentView['status'] = 'dispatched'): AssignmentView =>
  assignment({ id: ids(n), role: 'lead', status, unit: unit(name), dispatchedAt, signedAt: null })
const copy = (n: number, name: string, dispatchedAt: string, status: AssignmentView['status'] = 'dispatched'): AssignmentView =>
  assignment({ id: ids(n), role: 'cc', status, unit: unit(name), dispatchedAt, signedAt: null })

const show = (...assignments: AssignmentView[]): void => {
  render(
    <UiTestBed session={{ userId: 'u1', displayName: '包娜仁', permissions: ['case.read'] }} now={() => instantFromIso('2026-11-21T11:00:00.000Z')}>
      <AssignmentsPanel view={caseView({ assignments })} />
    </UiTestBed>,
  )
}
const cards = (): string[] =>
  screen.getAllByRole('listitem').map((card) => [...card.querySelectorAll('span')].slice(0, 2).map(({ textContent }) => textContent).join(''))

afterEach(cleanup)

describe('copies of a case that went to another unit', () => {
  it('show those sent with the present lead and fold away those of earlier leads', async () => {
    show(lead(1, '大镇', MORNING, 'superseded'), copy(2, '奈曼旗统筹', MORNING), lead(3, '住建局', NOON), copy(4, '科尔沁统筹', NOON))
    expect(cards()).toEqual(['主办住建局', '抄送科尔沁统筹'])
    await userEvent.click(screen.getByRole('button', { name: /此前的抄送 1 项/ }))
    expect(cards()).toEqual(['主办住建局', '抄送科尔沁统筹', '抄送奈曼旗统筹'])
    expect(screen.getByRole('button', { name: /已结束的 1 项/ }).getAttribute('aria-expanded')).toBe('false')
  })

  it('stay open while the same unit leads through another round', () => {
    show(lead(1, '大镇', MORNING, 'accepted'), copy(2, '奈曼旗统筹', MORNING), lead(3, '大镇', NOON))
    expect(cards()).toEqual(['主办大镇', '抄送奈曼旗统筹'])
    expect(screen.queryByRole('button', { name: /此前的抄送/ })).toBeNull()
  })

  it('are of earlier leads also when the case comes back to a unit that had it before', () => {
    show(lead(1, '大镇', MORNING, 'superseded'), copy(2, '奈曼旗统筹', MORNING), lead(3, '住建局', NOON, 'superseded'), lead(4, '大镇', EVENING))
    expect(cards()).toEqual(['主办大镇'])
    expect(screen.getByRole('button', { name: /此前的抄送 1 项/ })).toBeTruthy()
  })

  it('taken back belong to what has ended', () => {
    show(lead(1, '大镇', MORNING), copy(2, '奈曼旗统筹', MORNING, 'recalled'))
    expect(cards()).toEqual(['主办大镇'])
    expect(screen.getByRole('button', { name: /已结束的 1 项/ })).toBeTruthy()
  })
})
