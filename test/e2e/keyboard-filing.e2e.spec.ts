import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Locator, Page } from 'playwright-core'
import { atBrowser, launchBrowser } from '../support/browser.js'
import { startSystem, type System } from '../support/system.js'

const CONSOLE = join(import.meta.dirname, '../../apps/console/dist')
const WAIT = { timeout: 15_000 }

let system: System
let browser: Browser

beforeAll(async () => {
  system = await startSystem({ env: { TONGBAN_CONSOLE_DIR: CONSOLE } })
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const description = (page: Page) => page.getByRole('textbox', { name: /发生了什么/ })

/** How far the page would scroll, down and across. */
const overflow = (page: Page): Promise<{ down: number; across: number }> =>
  page.locator('html').evaluate(({ scrollHeight, clientHeight, scrollWidth, clientWidth }: Record<'scrollHeight' | 'clientHeight' | 'scrollWidth' | 'clientWidth', number>) => ({
    down: scrollHeight - clientHeight,
    across: scrollWidth - clientWidth,
  }))

const hasFocus = async (page: Page, field: Locator): Promise<boolean> => (await field.and(page.locator(':focus')).count()) === 1

/** Where everything that must not move under the operator's hands stands. */
const places = async (page: Page): Promise<unknown[]> =>
  Promise.all(
    [description(page), page.getByRole('textbox', { name: /地点/ }), page.getByRole('button', { name: /提交/ }), page.getByRole('heading', { name: '分类要问的' })].map(
      async (part) => {
        const box = await part.boundingBox()
        return box === null ? null : { x: Math.round(box.x), y: Math.round(box.y), height: Math.round(box.height) }
      },
    ),
  )

describe('an operator without a mouse', () => {
  it('files two calls in a row: everything asked, the answer read out, and on to the next', async () => {
    const { page, faults } = await atBrowser(browser, system.address, 'operator1', { path: '/intake' })
    const { keyboard } = page
    await description(page).waitFor(WAIT)
    expect(await hasFocus(page, description(page))).toBe(true)
    const before = await places(page)
    expect(await overflow(page)).toEqual({ down: 0, across: 0 })

    await keyboard.type('邻居把我家的地边子占了两垄，量过几回村里调解不下来，请镇里来人丈量。')
    await keyboard.press('Alt+t')
    await keyboard.type('13947500088')
    await keyboard.press('Tab')
    await keyboard.press('Alt+l')
    await keyboard.type('奈曼旗大沁他拉镇')
    await keyboard.press('Alt+k')
    await keyboard.type('地界')
    await page.getByText('地界与田间道纠纷').first().waitFor(WAIT)
    await keyboard.press('Enter')
    await page.getByText('提交即派单').waitFor(WAIT)
    // the catalogue's questions follow in the order of the Tab key
    const question = page.getByRole('textbox', { name: '地块在哪个嘎查村、多少亩？' })
    await question.waitFor(WAIT)
    for (let step = 0; step < 20 && !(await hasFocus(page, question)); step += 1) await keyboard.press('Tab')
    await keyboard.type('昂乃嘎查，十二亩')
    expect(await places(page)).toEqual(before)
    expect(await overflow(page)).toEqual({ down: 0, across: 0 })

    // an impatient hand files one case
    await keyboard.press('Control+Enter')
    await keyboard.press('Control+Enter')
    const number = page.getByLabel(/^工单号/)
    await number.waitFor(WAIT)
    const first = (await number.getAttribute('aria-label')) ?? ''
    await page.getByText('奈曼旗大沁他拉镇人民政府').waitFor(WAIT)
    expect(await overflow(page)).toEqual({ down: 0, across: 0 })

    await keyboard.press('Enter')
    await description(page).waitFor(WAIT)
    expect(await hasFocus(page, description(page))).toBe(true)
    await keyboard.type('请问身份证过期了到哪里换？')
    await keyboard.press('Alt+t')
    await keyboard.type('13947500088')
    // the earlier call is known, and there was one, not two
    await page.getByRole('heading', { name: '历史 1 件' }).waitFor(WAIT)
    await keyboard.press('F2')
    await keyboard.type('带旧证到任一派出所户籍窗口，当场受理。')
    await keyboard.press('Control+Enter')
    await page.getByText('已直接答复，这件办结').waitFor(WAIT)
    expect(await number.getAttribute('aria-label')).not.toBe(first)
    expect(faults).toEqual([])
    await page.context().close()
  }, 60_000)

  it('urges the case there is by one key while the text is under the hand, files nothing of it out of habit, and goes on', async () => {
    const { page, faults } = await atBrowser(browser, system.address, 'operator1', { path: '/intake' })
    const { keyboard } = page
    await description(page).waitFor(WAIT)
    await keyboard.type('奈曼旗大沁他拉镇幸福街十字路口的井盖丢了，夜里骑车摔了人，请赶快补上。')
    await page.getByText('奈曼旗 › 大沁他拉镇').first().waitFor(WAIT)
    await keyboard.press('Control+Enter')
    const number = page.getByLabel(/^工单号/)
    await number.waitFor(WAIT)
    const first = ((await number.getAttribute('aria-label')) ?? '').replace(/\D/g, '')
    await keyboard.press('Enter')

    await description(page).waitFor(WAIT)
    await keyboard.type('大沁他拉镇幸福街十字路口井盖丢了，夜里骑车摔了人，怎么还没补上。')
    await page.getByRole('region', { name: '可能是同一件事' }).getByRole('link', { name: first }).waitFor(WAIT)
    await keyboard.press('F8')
    await page.getByText(/已记下第 1 次催办/).waitFor(WAIT)
    await keyboard.press('Control+Enter')
    await page.getByText(/没有再登记/).waitFor(WAIT)
    await keyboard.press('F8')
    await page.getByText(/已记下第 1 次催办/).waitFor({ state: 'detached', ...WAIT })
    expect(await description(page).inputValue()).toBe('')
    expect(faults).toEqual([])
    await page.context().close()
  }, 60_000)

  it('says which field is wrong, goes there, and takes it back when it is right', async () => {
    const { page } = await atBrowser(browser, system.address, 'operator2', { path: '/intake' })
    await description(page).waitFor(WAIT)
    const { keyboard } = page
    await keyboard.type('路灯不亮已经一周')
    await keyboard.press('Alt+t')
    await keyboard.type('1394750008')
    await keyboard.press('Alt+n')
    await keyboard.press('Control+Enter')
    await page.getByText(/电话号码不对/).waitFor(WAIT)
    const phone = page.getByRole('textbox', { name: /来电/ })
    expect(await hasFocus(page, phone)).toBe(true)
    await keyboard.press('End')
    await keyboard.type('8')
    await page.getByText(/电话号码不对/).waitFor({ state: 'detached', ...WAIT })
    await page.context().close()
  })
})
