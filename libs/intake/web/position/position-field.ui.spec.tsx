import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { callerHistory, fileCase, suggestFiling } from '../../contract/intake-endpoints.js'
import IntakePage from '../intake-page.js'
import type { Suggestions } from '../use-suggestions.js'

const person = userEvent.setup({ delay: null })
const operator = { userId: 'op1', displayName: '王', permissions: ['case.file', 'dispatch.preview'] }
const CTRL_ENTER = '{Control>}{Enter}{/Control}'
type Finding = Suggestions['place']['point']
const NEAR = { name: '逸美华庭', metres: 80, code: '150502003', path: ['通辽市', '科尔沁区', '永清街道'] }

let api: FakeApi
let finding: Finding
const suggestions = (): Suggestions => ({
  place: { best: null, ambiguous: false, question: null, rivals: [], evidence: [], point: finding },
  modelId: null, categories: [], urgency: { value: 'general', words: [], source: 'category', proposed: 'general', category: null },
  dispatch: { outcome: 'pool', catalogueRowId: null, catalogueVersion: null, lead: null, assists: [], copies: [], confidence: 0, reasons: [], alternatives: [], requiredFacts: [], wouldNeed: [] },
  due: { serviceClass: 'general', dispatchDueAt: '2026-11-21T05:00:00Z', signDueAt: '2026-11-21T06:00:00Z', contactDueAt: '2026-11-22T04:00:00Z', promiseDueAt: '2026-11-28T09:30:00Z' },
})

function show(): void {
  api = fakeApi([
    { endpoint: suggestFiling, answer: ({ body }) => ({ ...suggestions(), place: { ...suggestions().place, point: (body as { point: unknown }).point === null ? null : finding } }) },
    { endpoint: callerHistory, answer: () => ({ total: 0, items: [] }) },
    { endpoint: fileCase, answer: () => refusal({ status: 422, code: 'DIVISION_UNKNOWN', detail: '没有这个区划' }) },
  ])
  render(
    <UiTestBed session={operator} at="/intake">
      <IntakePage />
    </UiTestBed>,
  )
}
const field = () => screen.getByLabelText<HTMLInputElement>(/位置坐标/)
const paste = async (text: string): Promise<void> => {
  await person.keyboard('{Alt>}p{/Alt}')
  expect(document.activeElement).toBe(field())
  await person.paste(text)
}
const sentTo = (name: string) => api.requests.filter((request) => request.name === name).map(({ body }) => body as { point?: { latitude: number; longitude: number } | null })
const pointSent = async () => {
  await waitFor(() => expect(sentTo('suggestFiling').at(-1)?.point ?? null).not.toBeNull())
  return sentTo('suggestFiling').at(-1)?.point
}

/** What a browser answers when it is asked where it is. */
function deviceAnswers(answer: { accuracy?: number; code?: number; silent?: boolean }, isSecure = true): void {
  Object.defineProperty(window, 'isSecureContext', { configurable: true, value: isSecure })
  Object.defineProperty(navigator, 'geolocation', {
    configurable: true,
    value: {
      getCurrentPosition: (done: (found: object) => void, failed: (fault: object) => void) => {
        if (answer.silent === true) return
        if (answer.code === undefined) done({ coords: { latitude: 43.617, longitude: 122.263, accuracy: answer.accuracy ?? 25 } })
        else failed({ code: answer.code })
      },
    },
  })
}

beforeEach(() => {
  localStorage.clear()
  finding = { nearest: NEAR, said: null, contradicts: false }
})
afterEach(() => {
  cleanup()
  api.restore()
})

describe('the position beside the place', () => {
  it('is taken from a link by keyboard, converted, and said beside the words; and it goes with the case', async () => {
    show()
    await person.keyboard('路灯不亮已经一周')
    await paste('【高德地图】https://uri.amap.com/marker?position=122.263,43.617&name=a')
    expect(await screen.findByText('科尔沁区 › 永清街道 · 在逸美华庭旁 80 米')).toBeTruthy()
    expect(screen.getByText('高德链接 · 已换算')).toBeTruthy()
    const point = await pointSent()
    expect(Math.abs((point?.longitude ?? 0) - 122.263)).toBeGreaterThan(0.003)
    await person.keyboard(CTRL_ENTER)
    await waitFor(() => expect(sentTo('fileCase')).toHaveLength(1))
    expect(sentTo('fileCase')[0]?.point).toEqual(point)
  })

  it('asks which map two bare numbers are from, and does not file what it does not know', async () => {
    show()
    await person.keyboard('路灯不亮已经一周')
    await paste('122.263，43.617')
    expect(await screen.findByText('位置坐标：请选抄自哪里')).toBeTruthy()
    await person.keyboard(CTRL_ENTER)
    expect(document.activeElement).toBe(screen.getByLabelText('手机定位'))
    expect(sentTo('fileCase')).toEqual([])
    await person.keyboard(' ')
    expect(await pointSent()).toEqual({ latitude: 43.617, longitude: 122.263 })
    await person.click(screen.getByLabelText('百度'))
    await waitFor(() => expect(sentTo('suggestFiling').at(-1)?.point?.longitude).toBeLessThan(122.26))
  })

  it('says what is wrong in its place, and takes it back with the text', async () => {
    show()
    await person.keyboard('路灯不亮已经一周')
    await paste('139.7454, 35.6586')
    expect(await screen.findByText('位置坐标不在中国范围内：北纬 3–54 度，东经 73–136 度', undefined, { timeout: 3_000 })).toBeTruthy()
    await person.keyboard(CTRL_ENTER)
    expect(document.activeElement).toBe(field())
    expect(sentTo('fileCase')).toEqual([])
    await person.clear(field())
    expect(screen.queryByText(/不在中国范围内/)).toBeNull()
    await person.keyboard(CTRL_ENTER)
    await waitFor(() => expect(sentTo('fileCase')).toHaveLength(1))
    expect(sentTo('fileCase')[0]?.point).toBeNull()
  })

  it('says plainly when words and position are of different places, and when nothing is known there', async () => {
    finding = { nearest: NEAR, said: { code: '150525100', path: ['通辽市', '奈曼旗', '大沁他拉镇'] }, contradicts: true }
    show()
    await person.keyboard('{Alt>}l{/Alt}大沁他拉镇')
    await paste('geo:43.617,122.263')
    const against = await screen.findByText('⚠ 与地点对不上：坐标在科尔沁区 › 永清街道')
    expect(against.title).toBe('坐标在逸美华庭旁 80 米，在科尔沁区 › 永清街道；地点说的是奈曼旗 › 大沁他拉镇。请核实是哪一处')
    cleanup()
    api.restore()
    localStorage.clear()
    finding = { nearest: { ...NEAR, metres: 1_300 }, said: null, contradicts: false }
    show()
    await paste('geo:43.617,122.263')
    expect(await screen.findByText('最近的已知地点逸美华庭在 1.3 公里外，说不准在哪里')).toBeTruthy()
    cleanup()
    api.restore()
    localStorage.clear()
    finding = { nearest: null, said: null, contradicts: false }
    show()
    await paste('geo:43.617,122.263')
    expect(await screen.findByText('附近 3 公里没有已知地点，坐标说明不了在哪里')).toBeTruthy()
  })

  it('is kept with the draft, over a reload and put aside', async () => {
    show()
    await paste('122.263,43.617')
    await person.click(screen.getByLabelText('高德、腾讯'))
    cleanup()
    api.restore()
    show()
    expect(field().value).toBe('122.263,43.617')
    expect(screen.getByLabelText<HTMLInputElement>('高德、腾讯').checked).toBe(true)
    await person.keyboard('{F4}')
    expect(field().value).toBe('')
    await person.keyboard('{F4}')
    expect(field().value).toBe('122.263,43.617')
  })

  it('a draft of before there was such a field is still a draft', () => {
    localStorage.setItem('tongban.intake.op1', JSON.stringify({ current: { key: 'k1', description: '路灯不亮' }, shelf: [] }))
    show()
    expect([field().value, screen.getByLabelText<HTMLTextAreaElement>(/发生了什么/).value]).toEqual(['', '路灯不亮'])
  })
})

describe('the position of this device', () => {
  const ask = () => person.click(screen.getByRole('button', { name: '取本机位置' }))

  it('is WGS 84 and goes as it is, with how far it may be off', async () => {
    deviceAnswers({ accuracy: 25 })
    show()
    await ask()
    expect(await screen.findByText('本机位置，误差约 25 米')).toBeTruthy()
    expect(field().value).toBe('122.263000,43.617000')
    expect(screen.queryByLabelText('百度')).toBeNull()
    expect(await pointSent()).toEqual({ latitude: 43.617, longitude: 122.263 })
  })

  it.each<[string, Parameters<typeof deviceAnswers>, RegExp]>([
    ['was refused', [{ code: 1 }], /浏览器不允许取位置/], ['is not known', [{ code: 2 }], /这台设备现在给不出位置/], ['takes too long', [{ code: 3 }], /10 秒没有取到位置/],
    ['is not given without https', [{}, false], /不是 https/], ['is that of half a county', [{ accuracy: 48_000 }], /误差约 48.0 公里，太大，没有采用/],
  ])('is left out, and why is said, when it %s', async (_what, device, sentence) => {
    deviceAnswers(...device)
    show()
    await ask()
    expect(await screen.findByText(sentence)).toBeTruthy()
    expect(field().value).toBe('')
  })

  it('that comes after somebody typed, or for a call that was put aside, is nobody’s', async () => {
    let answer: (found: object) => void = () => undefined
    deviceAnswers({})
    Object.defineProperty(navigator, 'geolocation', { configurable: true, value: { getCurrentPosition: (done: typeof answer) => { answer = done } } })
    const late = () => answer({ coords: { latitude: 43.7, longitude: 122.3, accuracy: 10 } })
    show()
    await person.keyboard('第一个电话')
    await ask()
    await paste('geo:43.617,122.263')
    late()
    await waitFor(() => expect(field().value).toBe('geo:43.617,122.263'))
    await person.clear(field())
    await ask()
    await person.keyboard('{F4}')
    late()
    await person.keyboard('{Alt>}n{/Alt}第二个电话')
    expect(field().value).toBe('')
  })
})
