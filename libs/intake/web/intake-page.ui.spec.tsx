import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRequest } from '@tongban/ui/web'
import { searchUnits } from '@tongban/org/contract'
import { callerHistory, fileCase, suggestFiling } from '../contract/intake-endpoints.js'
import IntakePage from './intake-page.js'
import type { Suggestions } from './use-suggestions.js'

// no pause between keys: a page must keep up with any hand
const person = userEvent.setup({ delay: null })
const operator = { userId: 'op1', displayName: '王', permissions: ['case.file', 'dispatch.preview', 'attachment.upload'] }
const town = { id: 'township-150525100', name: '大沁他拉镇人民政府' }
const bureau = { id: 'county-150525-housing', name: '奈曼旗住建局' }

const suggestions: Suggestions = {
  place: {
    best: { code: '150525100', path: ['通辽市', '奈曼旗', '大沁他拉镇'], confidence: 0.97 },
    ambiguous: false,
    question: null,
    rivals: [],
    evidence: [],
    point: null,
  },
  modelId: null,
  categories: [
    { code: '040301', path: ['市政设施', '道路照明'], confidence: 0.86, words: ['路灯'] },
    { code: '040302', path: ['市政设施', '井盖'], confidence: 0.07, words: [] },
  ],
  urgency: { value: 'emergency', words: ['冒火花'], source: 'wording', proposed: 'emergency', category: null },
  dispatch: {
    outcome: 'automatic',
    catalogueRowId: null,
    catalogueVersion: null,
    lead: town,
    assists: [],
    copies: [],
    confidence: 0.92,
    reasons: [{ code: 'row_used', text: '目录：道路照明由镇街直办' }],
    alternatives: [{ unit: bureau, confidence: 0.06, reason: '城区路灯由住建局维护' }],
    requiredFacts: ['灯杆编号'],
    wouldNeed: [],
  },
  due: {
    serviceClass: 'emergency',
    dispatchDueAt: '2026-11-21T05:00:00Z',
    signDueAt: '2026-11-21T06:00:00Z',
    contactDueAt: '2026-11-22T04:00:00Z',
    promiseDueAt: '2026-11-28T09:30:00Z',
  },
}
const filed = {
  caseId: '0192f3a0-0000-7000-8000-000000000001',
  number: '20261121000123',
  version: 2,
  status: 'in_progress',
  dispatch: suggestions.dispatch,
  due: suggestions.due,
}

let api: FakeApi
const serve = (file: (request: FakeRequest) => unknown = () => filed, suggested: Suggestions = suggestions): void => {
  api = fakeApi([
    { endpoint: suggestFiling, answer: () => suggested },
    { endpoint: callerHistory, answer: () => ({ total: 0, items: [] }) },
    { endpoint: fileCase, answer: file },
  ])
}
const show = (): void => {
  render(
    <UiTestBed session={operator} at="/intake">
      <IntakePage />
    </UiTestBed>,
  )
}
const filings = (): FakeApi['requests'] => api.requests.filter(({ name }) => name === 'fileCase')
const CTRL_ENTER = '{Control>}{Enter}{/Control}'

beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  api.restore()
})

describe('operator’s page', () => {
  it('files a case by keyboard alone: what, where, who, the question asked, and on to the next call', async () => {
    serve()
    show()
    await person.keyboard('大沁他拉西街路灯不亮，还冒火花')
    await person.keyboard('{Alt>}l{/Alt}西街供销社对面')
    await person.keyboard('{Alt>}t{/Alt}13947500321')
    await person.type(await screen.findByLabelText('灯杆编号'), '12-3')
    await person.keyboard(CTRL_ENTER)
    expect(await screen.findByLabelText('工单号 20261121000123')).toBeTruthy()
    expect(screen.getByText('大沁他拉镇人民政府')).toBeTruthy()
    expect(filings()).toHaveLength(1)
    expect(filings()[0]?.body).toMatchObject({
      caller: { phone: '13947500321', wantsCallback: true },
      description: '大沁他拉西街路灯不亮，还冒火花',
      placeText: '西街供销社对面',
      requiredFacts: { 灯杆编号: '12-3' },
      categoryCode: null,
      urgency: null,
      chosenUnitId: null,
      disposition: { kind: 'dispatch' },
    })
    await person.keyboard('{Enter}')
    expect(document.activeElement).toBe(await screen.findByLabelText(/发生了什么/))
    expect(screen.getByLabelText<HTMLTextAreaElement>(/发生了什么/).value).toBe('')
  })

  it('sends one request for two quick presses, and the same key when the first try did not get through', async () => {
    const answers = [refusal({ status: 503, code: 'STORE_UNAVAILABLE', detail: '暂时无法保存' }), filed]
    serve(() => answers.shift())
    show()
    await person.keyboard('路灯不亮已经一周')
    await person.keyboard(`${CTRL_ENTER}${CTRL_ENTER}`)
    expect(await screen.findByLabelText(/工单号/, undefined, { timeout: 3_000 })).toBeTruthy()
    expect(filings()).toHaveLength(2)
    expect(new Set(filings().map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  })

  it('shows the earlier result when the answer to an earlier submission was lost and the text has been changed since', async () => {
    const seen: string[] = []
    serve(({ body }) => {
      const { description } = body as { description: string }
      seen.push(description)
      if (seen.length === 1) return refusal({ status: 422, code: 'ATTACHMENT_UNKNOWN', detail: '附件不存在' })
      return description === seen[0] ? filed : refusal({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED', detail: '已用于另一份内容' })
    })
    show()
    await person.keyboard('路灯不亮已经一周')
    await person.keyboard(CTRL_ENTER)
    await screen.findByText('附件不存在')
    await person.keyboard('了')
    await person.keyboard(CTRL_ENTER)
    expect(await screen.findByText('刚才已经提交成功，这是当时的结果')).toBeTruthy()
    expect(seen).toEqual(['路灯不亮已经一周', '路灯不亮已经一周了', '路灯不亮已经一周'])
  })

  it('tells each bad field in its place before anything is sent, and goes to the first', async () => {
    serve()
    show()
    await person.keyboard('{Alt>}t{/Alt}123')
    await person.keyboard(CTRL_ENTER)
    expect(await screen.findByText(/电话号码不对/)).toBeTruthy()
    expect(screen.getByText('发生了什么至少 4 个字')).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByLabelText(/来电/))
    expect(filings()).toEqual([])
  })

  it('takes a complaint back as soon as the field is right, and leaves the others', async () => {
    serve()
    show()
    await person.keyboard('{Alt>}t{/Alt}1394750032')
    await person.keyboard(CTRL_ENTER)
    await screen.findByText(/电话号码不对/)
    await person.keyboard('1')
    expect(screen.queryByText(/电话号码不对/)).toBeNull()
    expect(screen.getByText('发生了什么至少 4 个字')).toBeTruthy()
  })

  it('takes back what only the server could know once that field is changed', async () => {
    const errors = [{ field: '/placeText', rule: 'custom', message: '地点不在本市' }]
    serve(() => refusal({ status: 422, code: 'DIVISION_UNKNOWN', detail: '没有这个区划', errors }))
    show()
    await person.keyboard('路灯不亮已经一周')
    await person.keyboard('{Alt>}l{/Alt}长春')
    await person.keyboard(CTRL_ENTER)
    await waitFor(() => expect(document.querySelector('label + div .ant-badge, [data-field="placeText"]')?.className).toContain('error'))
    await person.keyboard('{Backspace}')
    expect(document.querySelector('[data-field="placeText"]')?.className).not.toContain('error')
  })

  it('says who starts at once in an emergency, and who may be called on otherwise', async () => {
    const assisted = { ...suggestions, dispatch: { ...suggestions.dispatch, assists: [bureau] } }
    serve(undefined, assisted)
    show()
    await person.keyboard('路灯冒火花')
    expect(await screen.findByText('协办')).toBeTruthy()
    await person.click(screen.getByLabelText('一般'))
    expect(await screen.findByText('可请协办')).toBeTruthy()
  })

  it('shows a refusal of the server with its sentence and number, and keeps the draft', async () => {
    serve(() =>
      refusal({
        status: 422,
        code: 'DIVISION_UNKNOWN',
        detail: '没有代码为 999999 的区划',
        errors: [{ field: '/placeText', rule: 'custom', message: '地点不在本市' }],
      }),
    )
    show()
    await person.keyboard('路灯不亮已经一周')
    await person.keyboard(CTRL_ENTER)
    expect((await screen.findAllByText(/没有代码为 999999 的区划/)).length).toBeGreaterThan(0)
    expect(screen.getAllByText('地点不在本市').length).toBeGreaterThan(0)
    expect(screen.getByLabelText<HTMLTextAreaElement>(/发生了什么/).value).toBe('路灯不亮已经一周')
  })

  it('picks a category with a digit outside of fields and a unit with Alt and a digit while typing', async () => {
    serve()
    show()
    await person.keyboard('路灯不亮已经一周2')
    await screen.findByText('道路照明')
    await person.keyboard('{Alt>}2{/Alt}')
    expect(await screen.findByText('您选了备选单位：由派单员确认')).toBeTruthy()
    await person.keyboard('{Escape}2')
    await person.keyboard(CTRL_ENTER)
    await waitFor(() => expect(filings()).toHaveLength(1))
    expect(filings()[0]?.body).toMatchObject({ description: '路灯不亮已经一周2', categoryCode: '040302', chosenUnitId: bureau.id })
  })

  it('rule 12: takes the unit a report is about by keyboard, tells the system while writing, and sends it with the language wished for', async () => {
    serve()
    api.restore()
    const units = [
      { id: town.id, name: town.name, shortName: '大沁他拉镇', kind: 'township', divisionCode: '150525100', parentId: null, peerClass: 'town', functionCode: null },
      { id: bureau.id, name: bureau.name, shortName: '住建局', kind: 'county_department', divisionCode: '150525', parentId: null, peerClass: 'county_department', functionCode: 'housing' },
    ]
    api = fakeApi([
      { endpoint: suggestFiling, answer: () => suggestions },
      { endpoint: callerHistory, answer: () => ({ total: 0, items: [] }) },
      { endpoint: fileCase, answer: () => filed },
      { endpoint: searchUnits, answer: () => ({ items: units }) },
    ])
    show()
    await person.keyboard('镇里办事的人不给好处不办事')
    await person.keyboard('{Alt>}u{/Alt}')
    expect(await screen.findByText('投诉、举报才要选被反映单位，请先改诉求类型')).toBeTruthy()
    await person.click(screen.getByLabelText('举报'))
    await person.click(screen.getByLabelText('蒙古语'))
    await person.keyboard('{Alt>}u{/Alt}')
    await person.keyboard('大沁{Enter}')
    expect(await screen.findByLabelText('去掉 大沁他拉镇人民政府')).toBeTruthy()
    await waitFor(() => expect(api.requests.filter(({ name }) => name === 'suggestFiling').at(-1)?.body).toMatchObject({ subjectUnitIds: [town.id] }))
    await person.keyboard(CTRL_ENTER)
    await waitFor(() => expect(filings()).toHaveLength(1))
    expect(filings()[0]?.body).toMatchObject({ caseType: 'report', subjectUnitIds: [town.id], language: 'mn' })
  })

  it('sends no unit a case is about when the type is no longer one that has any', async () => {
    localStorage.setItem('tongban.intake.op1', JSON.stringify({ current: { key: 'k1', description: '路灯不亮已经一周', caseType: 'help', subjects: [town] }, shelf: [] }))
    serve()
    show()
    await person.keyboard(CTRL_ENTER)
    await waitFor(() => expect(filings()).toHaveLength(1))
    expect(filings()[0]?.body).toMatchObject({ caseType: 'help', subjectUnitIds: [], language: 'zh' })
  })

  it('says that the caller may speak of another city', async () => {
    serve(undefined, { ...suggestions, place: { best: null, ambiguous: false, question: '说的可能是外地：赤峰市开发区', rivals: [], evidence: [], point: null } })
    show()
    await person.keyboard('赤峰市开发区停水')
    expect(await screen.findByText('⚠ 说的可能是外地：赤峰市开发区')).toBeTruthy()
  })

  it('offers the places of the same name and sends the one that was chosen', async () => {
    const rivals = [
      { code: '150525100', path: ['通辽市', '奈曼旗', '大沁他拉镇'], confidence: 0.48 },
      { code: '150522100', path: ['通辽市', '科尔沁左翼后旗', '甘旗卡镇'], confidence: 0.41 },
    ]
    serve(undefined, { ...suggestions, place: { best: null, ambiguous: true, question: '有 2 个西街，请问是哪个旗县的？', rivals, evidence: [], point: null } })
    show()
    await person.keyboard('西街路灯不亮')
    expect(await screen.findByText('⚠ 有 2 个西街，请问是哪个旗县的？')).toBeTruthy()
    await person.keyboard('{F8}')
    await person.keyboard(CTRL_ENTER)
    await waitFor(() => expect(filings()).toHaveLength(1))
    expect(filings()[0]?.body).toMatchObject({ divisionCode: '150522100', shown: { modelId: null, categories: [{ code: '040301', confidence: 0.86 }, { code: '040302', confidence: 0.07 }] } })
  })

  it('says what in the words makes it urgent', async () => {
    serve()
    show()
    await person.keyboard('路灯冒火花')
    expect(await screen.findByText(/发现“冒火花”→ 建议 紧急/)).toBeTruthy()
  })

  it.each([
    ['因分类“燃气泄漏与异味”→ 建议 紧急', []],
    ['因分类“燃气泄漏与异味”，发现“煤气味”→ 建议 紧急', ['煤气味']],
  ])('says which category makes it urgent: %s', async (said, words) => {
    serve(undefined, { ...suggestions, urgency: { value: 'emergency', words, source: 'category', proposed: 'emergency', category: '燃气泄漏与异味' } })
    show()
    await person.keyboard('厨房煤气味大')
    expect(await screen.findByText(`⚠ ${said}`)).toBeTruthy()
  })

  it('answers directly by F2 and declines by F6 with a coded reason', async () => {
    serve(() => ({ ...filed, status: 'answered', dispatch: null, due: null }))
    show()
    await person.keyboard('咨询低保怎么申请')
    await person.keyboard('{F2}带身份证到苏木便民服务中心办理。')
    await person.keyboard(CTRL_ENTER)
    expect(await screen.findByText('已直接答复，这件办结')).toBeTruthy()
    expect(filings()[0]?.body).toMatchObject({ disposition: { kind: 'answer', answer: '带身份证到苏木便民服务中心办理。' } })
    await person.keyboard('{Enter}')
    await person.keyboard('要求公开别人的家庭住址')
    await person.keyboard('{F6}')
    await person.keyboard(CTRL_ENTER)
    expect(await screen.findByText('请选择原因')).toBeTruthy()
    await person.click(screen.getByText('涉及国家秘密、商业秘密、个人隐私'))
    await person.type(screen.getByLabelText('向来电人的解释'), '住址属个人隐私')
    await person.keyboard(CTRL_ENTER)
    await waitFor(() => expect(filings()).toHaveLength(2))
    expect(filings()[1]?.body).toMatchObject({
      disposition: { kind: 'decline', reason: 'secret_or_privacy', explanation: '住址属个人隐私' },
    })
  })

  it('keeps the draft over a reload, puts it aside with F4 and takes it back', async () => {
    serve()
    show()
    await person.keyboard('电话断了，还没说完')
    cleanup()
    show()
    expect(screen.getByLabelText<HTMLTextAreaElement>(/发生了什么/).value).toBe('电话断了，还没说完')
    await person.keyboard('{F4}')
    expect(screen.getByLabelText<HTMLTextAreaElement>(/发生了什么/).value).toBe('')
    await person.keyboard('{F4}')
    expect(screen.getByLabelText<HTMLTextAreaElement>(/发生了什么/).value).toBe('电话断了，还没说完')
  })

  it('can still be submitted when no suggestion comes', async () => {
    serve()
    api.restore()
    api = fakeApi([
      { endpoint: suggestFiling, answer: () => refusal({ status: 429, code: 'TOO_MANY_REQUESTS', detail: '操作太频繁' }) },
      { endpoint: fileCase, answer: () => ({ ...filed, status: 'awaiting_dispatch' }) },
    ])
    show()
    await person.keyboard('路灯不亮已经一周')
    expect(await screen.findByText(/暂时取不到建议/)).toBeTruthy()
    await person.keyboard(CTRL_ENTER)
    expect(await screen.findByText(/已交派单员确认/)).toBeTruthy()
  })

  it('is closed to who may not file', () => {
    serve()
    render(
      <UiTestBed session={{ ...operator, permissions: [] }}>
        <IntakePage />
      </UiTestBed>,
    )
    expect(screen.getByRole('alert').textContent).toContain('case.file')
    expect(screen.queryByLabelText(/发生了什么/)).toBeNull()
  })
})
