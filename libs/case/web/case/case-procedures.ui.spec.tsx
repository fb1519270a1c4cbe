import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Route, Routes } from 'react-router'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { readCase, type CaseView, type RequestView } from '../../contract/index.js'
import { assignment, CASE_ID, caseView, ids, noMarks, procedures } from '../testing/case-view.builder.js'
import { CasePageSlotsProvider } from './case-page-slots.js'
import CasePage from './case-page.js'

const NOW = instantFromIso('2026-11-22T02:00:00.000Z')
const clerk = { userId: 'u1', displayName: '包娜仁', permissions: ['case.read'] }
const town = { id: 'township-150525100', name: '大沁他拉镇人民政府' }
const bureau = { id: 'county-150525-housing', name: '奈曼旗住建局' }

let api: FakeApi

function show(view: CaseView): void {
  api = fakeApi([{ endpoint: readCase, answer: () => view }])
  render(
    <UiTestBed session={clerk} at={`/cases/${CASE_ID}`} now={() => NOW}>
      <CasePageSlotsProvider slots={{ Presence: () => <span>李雪也在看</span> }}>
        <Routes>
          <Route path="/cases/:caseId" element={<CasePage />} />
        </Routes>
      </CasePageSlotsProvider>
    </UiTestBed>,
  )
}

const section = (name: string): Promise<HTMLElement> => screen.findByRole('region', { name })

const request = (n: number, change: Partial<RequestView> = {}): RequestView => ({
  id: ids(300 + n),
  kind: 'return',
  kindZh: '退单',
  status: 'rejected',
  assignmentId: ids(2),
  unit: town,
  reason: `第 ${n} 次：灯杆由住建局管护`,
  details: { kind: 'return', reasonCode: 'not_our_duty', expectedUnitId: bureau.id, legalBasis: '三定方案第五条' },
  summary: '不属于本单位职责，应由奈曼旗住建局承办',
  attachmentIds: [],
  askedAt: `2026-11-2${n}T00:00:00.000Z`,
  askedBy: '包娜仁',
  rulingDueAt: null,
  ruledAt: null,
  ruling: null,
  ...change,
})

afterEach(() => {
  cleanup()
  api.restore()
})

describe('an ordinary case', () => {
  it('has no section, notice or mark of what it has not', async () => {
    show(caseView())
    await section('经过')
    for (const name of ['申请', '挂账', '会商裁定', '协助人员', '关联工单', '前后答复']) expect(screen.queryByRole('region', { name })).toBeNull()
    expect(screen.queryByRole('list', { name: '需要先知道的' })).toBeNull()
    expect(screen.getByText('李雪也在看')).toBeTruthy()
  })

  it('has its headings in order, with one title', async () => {
    show(caseView({ procedures: procedures({ requests: [request(1)] }) }))
    await section('申请')
    const levels = screen.getAllByRole('heading').map((heading) => Number(heading.tagName.slice(1)))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels.filter((level, index) => index > 0 && level - (levels[index - 1] ?? 0) > 1)).toEqual([])
    expect(levels[0]).toBe(1)
  })
})

describe('a problem case', () => {
  it('says across the top why it is one and who supervises it', async () => {
    show(
      caseView({
        round: 3,
        marks: { ...noMarks, problem: true, urges: 2 },
        procedures: procedures({
          problem: { causeZh: '三轮办理仍未解决', at: '2026-11-21T02:00:00.000Z', supervisorUnit: { id: 'county-150525', name: '奈曼旗政府办' } },
          transfers: 1,
          urges: 2,
          lastUrgedAt: '2026-11-22T01:30:00.000Z',
        }),
      }),
    )
    const notices = await screen.findByRole('list', { name: '需要先知道的' })
    const lines = within(notices)
      .getAllByRole('listitem')
      .map((line) => line.textContent)
    expect(lines).toEqual(['■问题工单三轮办理仍未解决 · 已流转 1 次 · 由奈曼旗政府办督办 · 昨天 10:00', '◇催办 2 次最近 09:30'])
  })

  it('shows which round is being handled in the steps', async () => {
    show(caseView({ round: 3 }))
    const step = await screen.findByText('办理', { selector: 'span' })
    expect(step.textContent).toContain('第 3 轮')
  })
})

describe('requests', () => {
  it('show what waits first, with the clock of its ruling, and fold away what was ruled long ago', async () => {
    show(
      caseView({
        procedures: procedures({
          requests: [
            request(0, { status: 'approved' }),
            request(1),
            request(2, { status: 'pending', ruling: null, rulingDueAt: '2026-11-22T01:00:00.000Z', kind: 'extension', summary: '延到 11月28日', reason: '配件未到' }),
            request(3, { ruling: '照明设施移交前由镇里管护', ruledAt: '2026-11-22T00:30:00.000Z' }),
          ],
        }),
      }),
    )
    const panel = await section('申请')
    const cards = (): (string | null)[] => within(panel).getAllByRole('listitem').map((card) => card.querySelector('strong')?.textContent ?? null)
    expect(cards()).toEqual(['延期', '退单', '退单'])
    const waiting = within(panel).getAllByRole('listitem')[0]
    expect(waiting?.textContent).toContain('待裁定')
    expect(waiting?.querySelector('[data-tone]')?.getAttribute('data-tone')).toBe('overdue')
    expect(within(panel).getByText(/裁定意见：照明设施移交前由镇里管护/)).toBeTruthy()
    await userEvent.click(within(panel).getByRole('button', { name: /更早的 1 项/ }))
    expect(cards()).toHaveLength(4)
  })
})

describe('shelving', () => {
  it('is not told a second time by the request it was granted on', async () => {
    const shelving = {
      requestId: ids(301), reason: '管网改造列入明年计划', measures: '临时排水', leader: '张副旗长', publicNote: '明年五月前完成改造', since: '2026-11-10T02:00:00.000Z',
      until: '2027-05-01T09:30:00.000Z', nextReviewAt: '2026-12-20T02:00:00.000Z', endedAt: null, milestones: [],
    }
    show(caseView({ procedures: procedures({ shelving, requests: [request(1, { status: 'approved' })] }) }))
    await section('挂账')
    expect(screen.queryByRole('region', { name: '申请' })).toBeNull()
  })

  it('tells reason, date, leader and the public note, and how far the milestones have come', async () => {
    show(
      caseView({
        marks: { ...noMarks, shelvedUntil: '2027-05-01T09:30:00.000Z' },
        procedures: procedures({
          shelving: {
            requestId: ids(9),
            reason: '管网改造列入明年计划',
            measures: '临时排水',
            leader: '张副旗长',
            publicNote: '明年五月前完成改造',
            since: '2026-11-10T02:00:00.000Z',
            until: '2027-05-01T09:30:00.000Z',
            nextReviewAt: '2026-11-20T02:00:00.000Z',
            endedAt: null,
            milestones: [
              { at: '2026-11-15T02:00:00.000Z', text: '完成立项', doneAt: '2026-11-14T02:00:00.000Z', note: '已批复' },
              { at: '2026-11-20T02:00:00.000Z', text: '完成招标', doneAt: null, note: null },
              { at: '2027-04-20T02:00:00.000Z', text: '完成施工', doneAt: null, note: null },
            ],
          },
        }),
      }),
    )
    const panel = await section('挂账')
    for (const said of ['挂账至 2027-05-01', '张副旗长', '明年五月前完成改造', '应于 2026-11-20 复核，尚未复核']) expect(within(panel).getByText(said)).toBeTruthy()
    const points = within(panel).getByRole('list', { name: '节点' })
    expect([...points.children].map((point) => point.getAttribute('data-state'))).toEqual(['done', 'late', 'waiting'])
    expect(screen.getByText('挂账至 05-01')).toBeTruthy()
    // the promise is not running while it is shelved
    expect(document.querySelector('header [data-tone]')?.getAttribute('data-tone')).toBe('paused')
  })
})

describe('a dispute', () => {
  const dispute = {
    id: ids(8), cause: 'second_return' as const, causeZh: '两个单位都认为不属于自己', units: [town, bureau], openedAt: '2026-11-21T02:00:00.000Z', dueAt: '2026-11-23T02:00:00.000Z',
    lapsedAt: null, mootAt: null, panel: [], meeting: null, positions: [], ruling: null,
  }

  it('names the parties and says that the unit which has it goes on', async () => {
    show(caseView({ procedures: procedures({ disputes: [dispute] }) }))
    const panel = await section('会商裁定')
    expect(within(panel).getByText('争议单位：大沁他拉镇人民政府、奈曼旗住建局')).toBeTruthy()
    expect(within(panel).getByText('先办后议：大沁他拉镇人民政府继续办理')).toBeTruthy()
  })

  it('tells the ruling with its reasons once there is one', async () => {
    show(
      caseView({
        procedures: procedures({
          disputes: [{ ...dispute, ruling: { unit: bureau, principle: '设施未移交的由建设单位管护', reasons: '移交手续未办结', legalBasis: '城市照明管理规定第十条', at: '2026-11-22T01:00:00.000Z' } }],
        }),
      }),
    )
    const panel = await section('会商裁定')
    expect(within(panel).getByText('裁定由奈曼旗住建局承办，不得再退')).toBeTruthy()
    expect(within(panel).queryByText(/先办后议/)).toBeNull()
  })
})

describe('what belongs together', () => {
  it('links the case it was merged into, those merged into it, and its parts', async () => {
    show(
      caseView({
        status: 'merged',
        marks: { ...noMarks, parentId: ids(50), children: 1 },
        procedures: procedures({
          parent: { caseId: ids(50), number: '20261122000050', at: '2026-11-22T01:00:00.000Z', answered: false },
          children: [{ caseId: ids(51), number: '20261122000051' }],
          splitInto: [{ caseId: ids(52), title: '路灯部分' }],
        }),
      }),
    )
    await section('关联工单')
    const links = ['20261122000050', '20261122000051', '路灯部分'].map((name) => screen.getByRole('link', { name }).getAttribute('href'))
    expect(links).toEqual([`/cases/${ids(50)}`, `/cases/${ids(51)}`, `/cases/${ids(52)}`])
    expect(screen.getByText(/主件答复后，本件一并答复、单独回访/)).toBeTruthy()
    // no promise of its own is running
    expect(screen.getByText('时限随主件')).toBeTruthy()
    expect(document.querySelector('header [data-tone]')).toBeNull()
  })

  it('tells who helps and what came of it, and which unit the case is about', async () => {
    show(
      caseView({
        subjectUnits: [bureau],
        procedures: procedures({
          helpers: [
            { id: ids(60), unit: town, kind: 'grid_worker', kindZh: '网格员', name: '乌云', task: '到现场拍照', askedAt: '2026-11-22T00:00:00.000Z', doneAt: '2026-11-22T01:00:00.000Z', result: '灯已亮' },
          ],
        }),
      }),
    )
    const panel = await section('协助人员')
    expect(within(panel).getByText('乌云')).toBeTruthy()
    expect(within(panel).getByText('灯已亮')).toBeTruthy()
    expect(screen.getByText('奈曼旗住建局 · 已回避：不接收、不查看、不承办')).toBeTruthy()
  })
})

describe('the answers of several rounds', () => {
  const answer = (round: number, text: string): CaseView['answers'][number] => ({ round, unit: town, text, at: `2026-11-2${round}T00:00:00.000Z`, late: round === 2, attachmentIds: [] })
  const said = (resolved: boolean, at: string): CaseView['finalCallback'] => ({
    outcome: 'answered',
    answers: { contacted: true, resolved, satisfaction: resolved ? 'satisfied' : 'dissatisfied', truthful: null },
    at,
  })

  it('stand side by side, the first and the last, each with what the citizen said to it', async () => {
    show(
      caseView({
        status: 'closed',
        round: 3,
        assignments: [assignment({ status: 'accepted' })],
        answers: [answer(1, '已维修'), answer(2, '已换灯'), answer(3, '已换线路')],
        firstCallback: said(false, '2026-11-21T05:00:00.000Z'),
        finalCallback: said(true, '2026-11-23T05:00:00.000Z'),
      }),
    )
    const panel = await section('前后答复')
    const [first, last] = within(panel).getAllByRole('article')
    expect(first?.textContent).toContain('首次答复 · 第 1 轮')
    expect(first?.textContent).toContain('回访时群众说：已联系 · 未解决')
    expect(last?.textContent).toContain('最终答复 · 第 3 轮')
    expect(last?.textContent).toContain('已换线路')
    expect(last?.textContent).toContain('已解决')
    expect(within(panel).getByText('中间还有 1 次答复，见经过')).toBeTruthy()
  })

  it('do not lay what was said to the first answer at the door of the last', async () => {
    const first = said(false, '2026-11-21T05:00:00.000Z')
    show(caseView({ round: 2, answers: [answer(1, '已维修'), answer(2, '已换灯')], firstCallback: first, finalCallback: first }))
    const panel = await section('前后答复')
    expect(within(panel).getAllByText(/回访时群众说/)).toHaveLength(1)
    expect(within(panel).getByText(/最近答复/)).toBeTruthy()
  })
})
