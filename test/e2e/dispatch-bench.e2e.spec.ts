import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readCase } from '@tongban/case/contract'
import type { Browser, Page } from 'playwright-core'
import { command, dutyOf, file } from '../api/support/calls.js'
import { atBrowser, launchBrowser } from '../support/browser.js'
import { startSystem, type System } from '../support/system.js'
import { findViolations } from './find-violations.js'

const CONSOLE = process.env.TONGBAN_TEST_CONSOLE_DIR ?? join(import.meta.dirname, '../../apps/console/dist')
const WAIT = { timeout: 30_000 }
/** A matter whose township is not known: it goes to the pool with the county as stand-in. */
const SOMEWHERE = { placeText: '奈曼旗', categoryCode: '010105' } as const
const PHONE = '139475002'

let system: System
let browser: Browser
let returned: { caseId: string; number: string }
beforeAll(async () => {
  system = await startSystem({ env: { TONGBAN_CONSOLE_DIR: CONSOLE } })
  const operator = await system.signIn('operator1')
  const tell = (n: number, what: string, changes: Partial<Parameters<typeof file>[1]> = {}) =>
    file(operator, { ...SOMEWHERE, ...changes, description: `${what}，请派人来看一看，村里调解了几回都没有结果。`, caller: { phone: `${PHONE}${String(n).padStart(2, '0')}`, name: '白先生' } })
  await tell(1, '东边邻居占了地边子')
  await tell(2, '西边邻居把界石挪了')
  await tell(3, '南边草场的围栏越了界')
  await tell(4, '北边的林带界线说不清')
  await tell(5, '两家为一条水渠的边界吵架')
  // One that its township says is not its own.
  returned = await file(operator, { caller: { phone: `${PHONE}99`, name: '王女士' } })
  const township = await system.signIn('township1')
  const assignmentId = await dutyOf(township, returned.caseId)
  const lead = await system.signIn('lead1')
  const details = { kind: 'return', reasonCode: 'other_area', expectedUnitId: 'township-150525101', legalBasis: '行政区划界线勘定书' }
  for (const [who, name, body] of [
    [township, 'sign', {}],
    [lead, 'request', { reason: '这块地在相邻的镇，不在我镇辖区', details, attachmentIds: [] }],
  ] as const) {
    const answer = await who.call(command(name), { params: { assignmentId }, body })
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.problem))
  }
  browser = await launchBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const numberOf = async (page: Page): Promise<string> => (await page.getByRole('article').getAttribute('aria-label', WAIT)) ?? ''
const held = (page: Page): Promise<void> => page.getByText(/^您在处理/).waitFor(WAIT)

describe('the dispatchers’ bench, by two dispatchers, without a mouse', () => {
  it('gives each another case, and shows each what the other is at', async () => {
    const [wang, li] = [await atBrowser(browser, system.address, 'dispatcher1', { path: '/pool' }), await atBrowser(browser, system.address, 'dispatcher2', { path: '/pool' })]
    for (const { page } of [wang, li]) await page.getByRole('heading', { name: '诉求内容' }).waitFor(WAIT)

    await Promise.all([wang.page.keyboard.press('n'), li.page.keyboard.press('n')])
    await Promise.all([held(wang.page), held(li.page)])
    const [first, second] = [await numberOf(wang.page), await numberOf(li.page)]
    expect(first).not.toBe(second)
    // Nobody has reloaded.
    await wang.page.getByText('派单员2处理中').waitFor(WAIT)
    await li.page.getByText('派单员1处理中').waitFor(WAIT)

    // As suggested, with one key; the next one comes by itself.
    await wang.page.keyboard.press('a')
    await wang.page.getByText(new RegExp(`${first} 已派给`)).waitFor(WAIT)
    await held(wang.page)
    const third = await numberOf(wang.page)
    expect([first, second]).not.toContain(third)

    // Within a minute it is taken back, with the reason that stands there, and is in the pool again.
    await wang.page.keyboard.press('u')
    await wang.page.getByRole('textbox', { name: '撤回理由' }).waitFor(WAIT)
    await wang.page.keyboard.press('Enter')
    await wang.page.getByRole('article', { name: first }).getByText('派出后收回').waitFor(WAIT)

    // An alternative, with the reason it takes.
    await li.page.keyboard.press('/')
    await li.page.keyboard.type('八仙筒')
    await li.page.getByRole('option', { name: /八仙筒/ }).first().waitFor({ ...WAIT, state: 'attached' })
    await li.page.keyboard.press('Enter')
    await li.page.getByRole('textbox', { name: '为什么不按建议' }).and(li.page.locator(':focus')).waitFor(WAIT)
    await li.page.keyboard.type('当事人说地在八仙筒镇')
    await li.page.keyboard.press('Control+Enter')
    await li.page.getByText(new RegExp(`${second} 已派给.*八仙筒`)).waitFor(WAIT)
    for (const person of [wang, li]) expect(person.faults).toEqual([])
    await Promise.all([wang.page.context().close(), li.page.context().close()])
  }, 240_000)

  it('takes over with a reason what another is at, and the other is told', async () => {
    const [wang, li] = [await atBrowser(browser, system.address, 'dispatcher1', { path: '/pool' }), await atBrowser(browser, system.address, 'dispatcher2', { path: '/pool' })]
    await wang.page.getByRole('heading', { name: '诉求内容' }).waitFor(WAIT)
    await wang.page.keyboard.press('n')
    await held(wang.page)
    const taken = await numberOf(wang.page)
    await li.page.getByText('派单员1处理中').waitFor(WAIT)
    for (let step = 0; step < 6 && (await numberOf(li.page)) !== taken; step += 1) await li.page.keyboard.press('j')
    expect(await numberOf(li.page)).toBe(taken)
    await li.page.keyboard.press('a')
    expect(await numberOf(li.page)).toBe(taken)
    await li.page.keyboard.press('t')
    await li.page.getByRole('textbox', { name: '接手理由' }).waitFor(WAIT)
    await li.page.keyboard.type('他去开会了')
    await li.page.keyboard.press('Enter')
    await held(li.page)
    await wang.page.getByText(/派单员2正在处理（到/).waitFor(WAIT)

    // Like cases in one act, each on its own.
    await li.page.keyboard.press('Escape')
    await li.page.keyboard.press('b')
    await li.page.getByRole('region', { name: '成批派单' }).getByRole('checkbox').first().waitFor(WAIT)
    await li.page.keyboard.press('Enter')
    await li.page.getByText(/^已派 [2-9] 件，未成 0 件/).waitFor(WAIT)
    await li.page.keyboard.press('Enter')
    await wang.page.getByText('派单池是空的').waitFor(WAIT)
    for (const person of [wang, li]) expect(person.faults.filter((fault) => !fault.includes('409'))).toEqual([])
    await Promise.all([wang.page.context().close(), li.page.context().close()])
  }, 240_000)

  it('rules on a return with one key: the unit that was named has it', async () => {
    const { page, faults } = await atBrowser(browser, system.address, 'dispatcher1', { path: '/pool' })
    await page.getByText('待裁定退单').waitFor(WAIT)
    await page.keyboard.press('Alt+2')
    await page.getByText('这块地在相邻的镇，不在我镇辖区').waitFor(WAIT)
    await page.keyboard.press('l')
    await held(page)
    await page.keyboard.press('a')
    await page.getByText(`${returned.number} 已同意退单`).waitFor(WAIT)
    const operator = await system.signIn('operator1')
    expect((await operator.call(readCase, { params: { caseId: returned.caseId } })).body.leadUnit?.id).toBe('township-150525101')
    expect(faults).toEqual([])
    await page.context().close()
  }, 180_000)

  it.each([['at a desk', false], ['on a phone', true]] as const)('has no serious barrier %s', async (_, phone) => {
    const operator = await system.signIn('operator2')
    await file(operator, { ...SOMEWHERE, description: '村东头的两块地界线不清，请派人来量一量。', caller: { phone: `${PHONE}${phone ? 71 : 72}`, name: '韩先生' } })
    const { page } = await atBrowser(browser, system.address, 'dispatcher1', { path: '/pool', phone })
    await page.getByRole('heading', { name: '诉求内容' }).waitFor(WAIT)
    expect(await findViolations(page)).toEqual([])
    await page.keyboard.press('c')
    await page.getByRole('region', { name: '改分类' }).waitFor(WAIT)
    expect(await findViolations(page)).toEqual([])
    await page.context().close()
  }, 180_000)
})
