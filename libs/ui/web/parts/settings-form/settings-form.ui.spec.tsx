import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { z } from 'zod'
import { defineEndpoint, textField } from '@tongban/kernel/contract'
import { fakeApi, refusal, type FakeApi } from '../../testing/fake-api.js'
import { UiTestBed } from '../../testing/ui-test-bed.js'
import { boundsIn, flatOf, nestedOf, rebased, type SettingSection } from './setting-field.js'
import { SettingsForm } from './settings-form.js'

/** The settings of a street's lamps: numbers with and without a unit, one in percent, a list, and one behind a fold. */
const lampSchema = z.strictObject({
  hours: z.int({ error: '亮灯时长应为整数' }).min(1, { error: '亮灯时长至少 1' }).max(24, { error: '亮灯时长最多 24' }),
  dimmed: z.number({ error: '夜里亮度应为数字' }).min(0, { error: '夜里亮度至少 0' }).max(1, { error: '夜里亮度最多 1' }),
  streets: z.array(z.string()).max(2, { error: '最多两条街' }),
  sensor: z.strictObject({ slack: z.number({ error: '容差应为数字' }).min(0.1, { error: '容差至少 0.1' }).max(5, { error: '容差最多 5' }) }),
})
type Lamps = z.output<typeof lampSchema>
const version = { version: z.int(), settings: lampSchema, reason: z.string().nullable(), changedBy: z.object({ name: z.string() }).nullable(), changedAt: z.string().nullable() }
const lampViewSchema = z.object({ ...version, history: z.array(z.object(version)) })
type LampsView = z.output<typeof lampViewSchema>
const readLamps = defineEndpoint({ name: 'readLamps', method: 'GET', path: '/lamps', permission: 'lamps.read', tag: 'lamps', summary: '', response: lampViewSchema })
const changeLamps = defineEndpoint({
  name: 'changeLamps', method: 'PUT', path: '/lamps', permission: 'lamps.configure', tag: 'lamps', summary: '', response: lampViewSchema,
  body: z.strictObject({ version: z.int(), settings: lampSchema, reason: textField('修改理由', { min: 2, max: 40 }) }),
})
/** One of them by itself, under names of its own. */
const dimLamps = defineEndpoint({
  name: 'dimLamps', method: 'PUT', path: '/lamps/dimmed', permission: 'lamps.configure', tag: 'lamps', summary: '', response: lampViewSchema,
  body: z.strictObject({ revision: z.int(), dimmed: lampSchema.shape.dimmed, reason: textField('修改理由', { min: 2, max: 40 }) }),
})

const SHIPPED: Lamps = { hours: 10, dimmed: 0.5, streets: ['S1'], sensor: { slack: 1 } }
const BY = { changedBy: { name: '包晓峰' }, changedAt: '2026-11-20T02:00:00.000Z' }
/** The newest first; none: as shipped. */
function viewOf(...changes: readonly Partial<Lamps>[]): LampsView {
  const history = changes.map((one, at) => ({ version: changes.length - at, settings: { ...SHIPPED, ...one }, reason: `第 ${changes.length - at} 回的理由`, ...BY }))
  return { ...(history[0] ?? { version: 0, settings: SHIPPED, reason: null, changedBy: null, changedAt: null }), history }
}
const NAMES: Readonly<Record<string, string>> = { S1: '东大街', S2: '西大街' }
const number = (key: string, label: string, rest: object) => ({ key, label, step: 1, ...boundsIn(lampSchema, key), ...rest })
const SECTIONS: readonly SettingSection[] = [
  { fields: [number('hours', '亮灯时长', { unit: '小时', help: '天黑以后亮多久' }), number('dimmed', '夜里亮度', { unit: '%', times: 100 })] },
  { own: <p>去年坏了 12 盏</p> },
  {
    title: '街道', hint: '哪些街有灯',
    fields: [{
      key: 'streets', label: '有灯的街', words: (codes: readonly string[]) => codes.map((code) => NAMES[code] ?? code).join('、'),
      input: ({ id, value, onChange }) => <input id={id} value={value.join()} onChange={({ target }) => onChange(target.value.split(','))} />,
    }],
  },
  { title: '更多', hint: '没有把握不要改', folded: [{ title: '感应', fields: [number('sensor.slack', '容差', {})] }] },
]

let api: FakeApi
type Scene = { view?: LampsView; permissions?: string[]; answer?: (world: { view: LampsView }) => unknown; read?: () => unknown }
function show({ view = viewOf(), permissions = ['lamps.read', 'lamps.configure'], answer = () => viewOf(), read }: Scene = {}): { view: LampsView } {
  const world = { view }
  api = fakeApi([
    { endpoint: readLamps, answer: () => (read ?? (() => world.view))() },
    { endpoint: changeLamps, answer: () => answer(world) },
  ])
  render(
    <UiTestBed session={{ userId: 'u1', displayName: '乌日娜', permissions }}>
      <SettingsForm<LampsView>
        title="路灯" hint="天黑起生效" reads={readLamps} change={changeLamps} under="settings" shipped={flatOf(SHIPPED)} sections={() => SECTIONS}
        versionOf={({ settings, ...rest }) => ({ ...rest, values: flatOf(settings) })}
      />
    </UiTestBed>,
  )
  return world
}
const sent = (): unknown[] => api.requests.filter(({ name }) => name === 'changeLamps').map(({ body }) => body)
async function put(name: string, value: string): Promise<void> {
  const field = await screen.findByRole('spinbutton', { name })
  await userEvent.clear(field)
  if (value !== '') await userEvent.type(field, value)
}
const why = (reason: string): Promise<void> => userEvent.type(screen.getByRole('textbox', { name: '修改理由' }), reason)
const save = (): Promise<void> => userEvent.click(screen.getByRole('button', { name: '保存' }))
const valueOf = (name: string): string => screen.getByRole<HTMLInputElement>('spinbutton', { name }).value
const late = (): Response => refusal({ status: 409, code: 'CONFLICT', detail: '别人刚刚处理过，请看最新情况后再操作' })

afterEach(() => {
  cleanup()
  api.restore()
})

describe('a form of settings', () => {
  it('says of each field what it means, its bounds with the unit, and what it was shipped as', async () => {
    show()
    expect(await screen.findByText('天黑以后亮多久')).toBeTruthy()
    expect(screen.getByText('可填 1 到 24 小时 · 随系统提供 10 小时')).toBeTruthy()
    expect(screen.getByText('可填 0% 到 100% · 随系统提供 50%')).toBeTruthy()
    expect(screen.getByText('随系统提供 东大街')).toBeTruthy()
    expect([valueOf('亮灯时长'), valueOf('夜里亮度')]).toEqual(['10', '50'])
    expect([screen.getByText('天黑起生效'), screen.getByText('没有改过，都是随系统提供的值'), screen.getByText('去年坏了 12 盏')]).toHaveLength(3)
    expect(screen.queryByText(/修改记录/)).toBeNull()
  })

  it('sends everything together, nested as the contract has it, on top of the version that was seen', async () => {
    show({ view: viewOf({}) })
    await put('夜里亮度', '29')
    expect(screen.getByText('现在 50% · 可填 0% 到 100% · 随系统提供 50%')).toBeTruthy()
    await userEvent.type(screen.getByRole('textbox', { name: '有灯的街' }), ',S2')
    expect(screen.getByText('现在 东大街 · 随系统提供 东大街')).toBeTruthy()
    await why('  太亮了 ')
    await save()
    await waitFor(() => expect(sent()).toEqual([{ version: 1, settings: { ...SHIPPED, dimmed: 0.29, streets: ['S1', 'S2'] }, reason: '太亮了' }]))
    expect(await screen.findByText('已保存')).toBeTruthy()
  })

  it('says why the button is off while nothing is changed, also after a change was taken back', async () => {
    show()
    await put('亮灯时长', '12')
    expect(screen.getByRole('button', { name: '保存' }).getAttribute('aria-disabled')).toBeNull()
    await put('亮灯时长', '10')
    const button = screen.getByRole('button', { name: '保存' })
    expect([button.getAttribute('aria-disabled'), button.title]).toEqual(['true', '没有改动'])
    await save()
    expect(sent()).toEqual([])
  })

  it.each([
    ['亮灯时长', '25', '亮灯时长最多 24'],
    ['亮灯时长', '', '亮灯时长应为整数'],
    ['夜里亮度', '101', '夜里亮度最多 1'],
  ])('refuses %s %s by the contract, beside the field and beside the button, before anything is sent', async (name, value, message) => {
    show()
    await put(name, value)
    await why('试试看')
    await save()
    expect(screen.getAllByText(message)).toHaveLength(2)
    expect(screen.getByRole('spinbutton', { name }).getAttribute('aria-invalid')).toBe('true')
    expect(sent()).toEqual([])
    await put(name, '9')
    expect(screen.queryByText(message)).toBeNull()
  })

  it('names what is wrong in the order of the fields, and asks for a reason', async () => {
    show()
    await put('夜里亮度', '101')
    await put('亮灯时长', '0')
    await save()
    expect(screen.getByText('亮灯时长至少 1；夜里亮度最多 1；修改理由至少 2 个字')).toBeTruthy()
    expect(screen.getByRole('textbox', { name: '修改理由' }).getAttribute('aria-invalid')).toBe('true')
  })

  it('takes no more letters of a reason than the contract', async () => {
    show()
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: '修改理由' })).maxLength).toBe(40)
  })

  it('opens the fold where a field is refused', async () => {
    show()
    const fold = async (): Promise<HTMLDetailsElement | null> => (await screen.findByText('更多')).closest('details')
    const turn = async (open: boolean): Promise<void> => {
      const details = await fold()
      if (details !== null) details.open = open
    }
    await turn(true)
    await put('容差', '9')
    await turn(false)
    await waitFor(() => expect(screen.queryByRole('spinbutton', { name: '容差', hidden: true })).toBeNull())
    await why('试试')
    await save()
    await waitFor(() => expect(screen.getAllByText('容差最多 5')).toHaveLength(2))
    expect((await fold())?.open).toBe(true)
  })

  it('shows what only the server refuses: the sentence, and the field with its rule', async () => {
    const errors = [{ field: '/settings/hours', rule: 'too_big', message: '冬天最多 16 小时' }]
    show({ answer: () => refusal({ status: 400, code: 'VALIDATION_FAILED', detail: '有 1 处填写不对', errors }) })
    await put('亮灯时长', '20')
    await why('天黑得早')
    await save()
    const note = (await screen.findByText('有 1 处填写不对')).parentElement
    expect(note?.textContent).toContain('亮灯时长：冬天最多 16 小时')
    expect(screen.getAllByText('冬天最多 16 小时')).toHaveLength(2)
    expect(screen.getByRole('spinbutton', { name: '亮灯时长' }).getAttribute('aria-invalid')).toBe('true')
    expect(valueOf('亮灯时长')).toBe('20')
  })

  it('tells who changed what, when and why, the newest first', async () => {
    show({ view: viewOf({ hours: 12, streets: ['S1', 'S2'] }, { dimmed: 0.4 }) })
    expect(await screen.findAllByText('第 2 次修改，包晓峰 2026-11-20 10:00：第 2 回的理由')).toHaveLength(2)
    const history = within(screen.getByRole('list', { name: '修改记录（2）', hidden: true }))
    expect(history.getAllByRole('listitem', { hidden: true }).map(({ textContent }) => textContent)).toEqual([
      '第 2 次修改，包晓峰 2026-11-20 10:00：第 2 回的理由亮灯时长 10 小时 → 12 小时；夜里亮度 40% → 50%；有灯的街 东大街 → 东大街、西大街',
      '第 1 次修改，包晓峰 2026-11-20 10:00：第 1 回的理由夜里亮度 50% → 40%',
    ])
  })

  it('tells of a change by nobody in particular and without a reason as far as it is known', async () => {
    const one = { version: 1, settings: { ...SHIPPED, hours: 12 }, reason: null, changedBy: null, changedAt: BY.changedAt }
    show({ view: { ...one, history: [one] } })
    expect(await screen.findAllByText('第 1 次修改，2026-11-20 10:00')).toHaveLength(2)
  })

  it('tells who was slower what has changed meanwhile, keeps what was written, sends nothing unseen and turns nothing of the other back', async () => {
    show({
      answer: (world) => {
        if (world.view.version === 1) return viewOf({ hours: 12, dimmed: 0.4 }, { dimmed: 0.4 })
        world.view = viewOf({ dimmed: 0.4 })
        return late()
      },
    })
    await put('亮灯时长', '12')
    await why('天黑得早')
    await save()
    expect(await screen.findByText('您填写的时候，包晓峰改过这些值（11-20 10:00，第 1 回的理由）：夜里亮度 50% → 40%。您填的还在，看过之后可以再保存。')).toBeTruthy()
    expect(screen.queryByText('别人刚刚处理过，请看最新情况后再操作')).toBeNull()
    await save()
    expect([sent().length, screen.getByRole('button', { name: '保存' }).title]).toEqual([1, '别人刚刚改过，请先看过'])
    await userEvent.click(screen.getByRole('button', { name: '看过了，保留我改的几项' }))
    expect([valueOf('亮灯时长'), valueOf('夜里亮度')]).toEqual(['12', '40'])
    await save()
    await waitFor(() => expect(sent()[1]).toEqual({ version: 1, settings: { ...SHIPPED, hours: 12, dimmed: 0.4 }, reason: '天黑得早' }))
  })

  it('compares nothing once what was in force is no longer told of, and keeps what was written whole', async () => {
    const third = viewOf({ dimmed: 0.4 }, {}, {})
    show({
      view: viewOf({}),
      answer: (world) => {
        world.view = { ...third, history: third.history.slice(0, 1) }
        return late()
      },
    })
    await put('亮灯时长', '12')
    await why('天黑得早')
    await save()
    expect(await screen.findByText('您填写的时候，包晓峰改过这些值（11-20 10:00，第 3 回的理由）。您填的还在，看过之后可以再保存。')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '看过了，保留我改的几项' }))
    expect([valueOf('亮灯时长'), valueOf('夜里亮度')]).toEqual(['12', '50'])
  })

  it('holds what was just saved before it is read again, and tells nobody of a change of their own', async () => {
    let release = (): void => undefined
    const again = new Promise<void>((resolve) => (release = resolve))
    const saved = viewOf({ hours: 12 })
    let reads = 0
    show({ answer: () => saved, read: async () => (reads++ === 0 ? viewOf() : again.then(() => saved)) })
    await put('亮灯时长', '12')
    await why('天黑得早')
    await save()
    expect(await screen.findByText('已保存')).toBeTruthy()
    expect(valueOf('亮灯时长')).toBe('12')
    await put('亮灯时长', '13')
    expect(screen.queryByText(/您填写的时候/)).toBeNull()
    release()
    await waitFor(() => expect(screen.getByText('现在 12 小时 · 可填 1 到 24 小时 · 随系统提供 10 小时')).toBeTruthy())
    expect([screen.queryByText(/您填写的时候/), valueOf('亮灯时长')]).toEqual([null, '13'])
  })

  it('is only read by who may not change it, and not at all without the right to read', async () => {
    show({ permissions: ['lamps.read'], view: viewOf({ hours: 12 }) })
    expect(await screen.findByText('您的岗位只能看，不能改。')).toBeTruthy()
    expect([screen.getByText('12 小时'), screen.getByText('东大街'), screen.getByText('修改记录（1）')]).toHaveLength(3)
    expect([screen.queryByRole('spinbutton'), screen.queryByRole('textbox'), screen.queryByRole('button', { name: '保存' })]).toEqual([null, null, null])
    cleanup()
    api.restore()
    show({ permissions: ['lamps.configure'] })
    expect(screen.getByText(/需要“lamps.read”权限/)).toBeTruthy()
    expect(api.requests).toEqual([])
  })

  it('says that it is loading, and that it could not be read', async () => {
    show({ read: () => refusal({ status: 403, code: 'PERMISSION_MISSING', detail: '您的岗位没有这项权限' }) })
    expect(screen.getByRole('status').textContent).toBe('正在读取…')
    expect(await screen.findByText('您的岗位没有这项权限')).toBeTruthy()
  })
})

describe('a form of one number', () => {
  const DIMMED = { key: 'dimmed', label: '夜里亮度', help: '后半夜多亮', step: 0.05, ...boundsIn(lampSchema, 'dimmed') }
  const one = (version: number, dimmed: number, reason: string) => ({ version, settings: { ...SHIPPED, dimmed }, reason, ...BY })
  function showOne({ now = one(1, 0.4, '省电'), answer }: { now?: LampsView['history'][number]; answer?: (world: { view: LampsView }) => unknown } = {}): void {
    const world = { view: { ...now, history: [now] } as LampsView }
    api = fakeApi([
      { endpoint: readLamps, answer: () => world.view },
      { endpoint: dimLamps, answer: () => (answer ?? (() => world.view))(world) },
    ])
    render(
      <UiTestBed session={{ userId: 'u1', displayName: '乌日娜', permissions: ['lamps.read', 'lamps.configure'] }}>
        <SettingsForm<LampsView>
          title="夜里亮度" hint="天黑起生效" reads={readLamps} change={dimLamps} versionName="revision" shipped={{ dimmed: SHIPPED.dimmed }} sections={() => [{ own: <a href="/try">先试一晚</a> }, { fields: [DIMMED] }]}
          versionOf={({ settings: { dimmed }, ...rest }) => ({ ...rest, values: { dimmed } })}
        />
      </UiTestBed>,
    )
  }

  it('says in large what holds, since when and why, and needs no name in its history', async () => {
    showOne()
    const part = within(await screen.findByRole('region', { name: '夜里亮度' }))
    expect([part.getByText('0.4').tagName, part.getByText('后半夜多亮'), part.getByText('可填 0 到 1 · 随系统提供 0.5 · 天黑起生效'), part.getByRole('link', { name: '先试一晚' })]).toMatchObject(['STRONG', {}, {}, {}])
    expect(part.getAllByText('第 1 次修改，包晓峰 2026-11-20 10:00：省电')).toHaveLength(2)
    expect(part.getByText('0.5 → 0.4')).toBeTruthy()
  })

  it('says a complaint once, where number, reason and button stand beside each other', async () => {
    showOne()
    await put('改为', '1.5')
    await save()
    expect(screen.getByText('夜里亮度最多 1；修改理由至少 2 个字')).toBeTruthy()
    expect(screen.queryByText('夜里亮度最多 1')).toBeNull()
  })

  it('tells who was slower what it is by now; who had only begun to explain does not turn it back', async () => {
    showOne({
      answer: (world) => {
        const now = one(2, 0.3, '再省一点')
        world.view = { ...now, history: [now, ...world.view.history] }
        return late()
      },
    })
    await put('改为', '0.6')
    await why('看不清路')
    await save()
    expect(await screen.findByText('您填写的时候，包晓峰把它改成了 0.3（11-20 10:00，再省一点）。您填的还在，看过之后可以再保存。')).toBeTruthy()
    expect(api.requests.filter(({ name }) => name === 'dimLamps').map(({ body }) => body)).toEqual([{ revision: 1, dimmed: 0.6, reason: '看不清路' }])
    expect(valueOf('改为')).toBe('0.6')
    await put('改为', '0.4')
    await userEvent.click(screen.getByRole('button', { name: '看过了，按我填的改' }))
    expect(valueOf('改为')).toBe('0.3')
    expect(screen.getByRole('button', { name: '保存' }).title).toBe('没有改动')
  })
})

describe('the values of settings', () => {
  it('lie flat while they are edited and nested in the contract', () => {
    expect(flatOf(SHIPPED)).toEqual({ hours: 10, dimmed: 0.5, streets: ['S1'], 'sensor.slack': 1 })
    expect(nestedOf(flatOf(SHIPPED))).toEqual(SHIPPED)
  })

  it('have the bounds of the contract, and a page that asks for others is a bug', () => {
    expect([boundsIn(lampSchema, 'sensor.slack'), boundsIn(changeLamps.body, 'settings.hours')]).toEqual([{ least: 0.1, most: 5 }, { least: 1, most: 24 }])
    expect(() => boundsIn(lampSchema, 'sensor.sleck')).toThrow('sensor.sleck')
    expect(() => boundsIn(lampSchema, 'streets')).toThrow('streets')
  })

  it('keep what the person has changed, lists too, and take over the rest', () => {
    const begun = { a: 1, b: 2, list: ['x'] }
    expect(rebased({ a: 1, b: 5, list: ['x'] }, begun, { a: 3, b: 4, list: ['y'] })).toEqual({ a: 3, b: 5, list: ['y'] })
    expect(rebased({ a: null, b: 2, list: ['x', 'z'] }, begun, { a: 3, b: 4, list: ['y'] })).toEqual({ a: null, b: 4, list: ['x', 'z'] })
  })
})
