import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { atBrowser, launchBrowser, type Person } from '../support/browser.js'
import { startSystem, type System } from '../support/system.js'

const CONSOLE = join(import.meta.dirname, '../../apps/console/dist')
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const WAIT = { timeout: 15_000 }

let system: System
let browser: Browser

beforeAll(async () => {
  system = await startSystem({ env: { TONGBAN_CONSOLE_DIR: CONSOLE } })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

/** The number a tile of the board shows. */
const tile = async (board: Page, name: string): Promise<number> => Number((await board.getByRole('link', { name: new RegExp(`^${name} `) }).innerText()).trim())

describe('one case, five people, nobody reloads', () => {
  it('goes from the call to the rates in real browsers', async () => {
    const board = await atBrowser(browser, system.address, 'supervisor1', { path: '/board', width: 1920, height: 1080 })
    const township = await atBrowser(browser, system.address, 'township1', { path: '/inbox', phone: true })
    const operator = await atBrowser(browser, system.address, 'operator1', { path: '/intake' })
    await board.page.getByRole('link', { name: /^今日受理 / }).waitFor(WAIT)
    const before = await tile(board.page, '今日受理')
    await township.page.getByText('没有待办').waitFor(WAIT)

    // The operator's hands stay on the keyboard; the focus begins where the caller's words go.
    await operator.page.getByRole('textbox', { name: /发生了什么/ }).waitFor(WAIT)
    const { keyboard } = operator.page
    await keyboard.type('邻居把我家的地边子占了两垄，量过几回村里调解不下来，请镇里来人丈量。')
    await keyboard.press('Alt+t')
    await keyboard.type('13947500077')
    await keyboard.press('Alt+l')
    await keyboard.type('奈曼旗大沁他拉镇')
    await keyboard.press('Alt+k')
    await keyboard.type('地界')
    await operator.page.getByText('地界与田间道纠纷').first().waitFor(WAIT)
    await keyboard.press('Enter')
    await operator.page.getByText('奈曼旗大沁他拉镇人民政府').first().waitFor(WAIT)
    await keyboard.press('Control+Enter')
    await operator.page.getByRole('heading', { name: /登记|受理/ }).waitFor(WAIT)
    expect(await operator.page.getByLabel(/^工单号/).innerText()).toMatch(/^\d/)

    // The township's phone and the board change by themselves.
    const card = township.page.getByText('邻居把我家的地边子占了两垄').first()
    await card.waitFor(WAIT)
    await expectTile(board.page, '今日受理', before + 1)

    await township.page.getByRole('button', { name: '签收' }).first().click()
    await township.page.getByRole('button', { name: /联系/ }).first().waitFor(WAIT)
    await contactAndReply(township)

    const reviewer = await atBrowser(browser, system.address, 'reviewer1', { path: '/review' })
    await reviewer.page.getByRole('textbox', { name: '审核意见' }).waitFor(WAIT)
    await reviewer.page.keyboard.press('Control+Enter')

    const agent = await atBrowser(browser, system.address, 'callback1', { path: '/callback' })
    await callBack(agent)

    await expectTile(board.page, '办结', 1)
    await board.page.getByText('有效回访 1 件').waitFor(WAIT)
    for (const person of [board, township, operator, reviewer, agent]) expect(person.faults).toEqual([])
  }, 120_000)
})

async function contactAndReply({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: '联系', exact: true }).click()
  await page.getByRole('textbox', { name: /谈了什么/ }).fill('已电话联系，约定下午到地里丈量')
  await page.getByRole('button', { name: '登记联系' }).click()
  await page.getByRole('button', { name: '回复', exact: true }).click()
  await page.getByRole('textbox', { name: /办理情况/ }).fill('丈量后退还两垄地，双方签字认可，已告知来电人，照片附后。')
  await page.locator('input[type=file]').first().setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: PNG })
  await page.getByText('已上传 1 / 1').waitFor(WAIT)
  await page.getByRole('button', { name: /提交回复/ }).click()
  await page.getByText('没有待办').waitFor(WAIT)
}

/** Five digits: reached, contacted, resolved, very satisfied, truthful. */
async function callBack({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: /领取并开始/ }).waitFor(WAIT)
  await page.keyboard.press('Enter')
  for (const question of ['电话接通了吗', '承办单位与您联系过吗', '问题解决了吗', '对办理结果满意吗', '回复说的属实吗']) {
    await page.getByRole('paragraph').filter({ hasText: new RegExp(`^${question}`) }).waitFor(WAIT)
    await page.keyboard.press('1')
  }
  await page.keyboard.press('Control+Enter')
}

async function expectTile(board: Page, name: string, value: number): Promise<void> {
  await board.getByRole('link', { name: new RegExp(`^${name} ${value}$`) }).waitFor(WAIT)
}
