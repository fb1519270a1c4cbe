import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { HOUR_MS } from '@tongban/kernel/core'
import type { Browser, Locator, Page } from 'playwright-core'
import { command, dutyOf, file } from '../api/support/calls.js'
import { atBrowser, launchBrowser } from '../support/browser.js'
import { ShiftedClock } from '../support/shifted-clock.js'
import { startSystem, type System } from '../support/system.js'

const CONSOLE = join(import.meta.dirname, '../../apps/console/dist')
const WAIT = { timeout: 20_000 }
const WATERLESS = { placeText: '奈曼旗大沁他拉镇昂乃村', categoryCode: '040201' } as const

let system: System
let browser: Browser
const clock = new ShiftedClock(26 * HOUR_MS)
const cases: { late: string; lateNumber: string } = { late: '', lateNumber: '' }

beforeAll(async () => {
  system = await startSystem({ clock, env: { TONGBAN_CONSOLE_DIR: CONSOLE } })
  const operator = await system.signIn('operator1')
  const late = await file(operator, { ...WATERLESS, description: '昂乃村自来水停了一天多，水泵房没人，家里牲口都没水喝。', caller: { phone: '13947500011', name: '杨女士' } })
  cases.late = late.caseId
  cases.lateNumber = late.number
  const township = await system.signIn('township1')
  const signed = await township.call(command('sign'), { params: { assignmentId: await dutyOf(township, late.caseId) }, body: {} })
  expect(signed.status).toBe(200)
  clock.setBehind(3 * HOUR_MS)
  const later = await system.signIn('operator2')
  for (const [phone, words] of [['13947500012', '家里三天没水了，井房锁着门。'], ['13947500013', '水管冻了，全屯停水，羊都渴得叫唤。']] as const) {
    await file(later, { ...WATERLESS, description: `昂乃村${words}`, caller: { phone, name: '宝先生' } })
  }
  clock.setBehind(0)
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const unread = async (bell: Locator): Promise<number> => Number(/\d+/.exec(await bell.locator('.tb-visually-hidden').textContent().catch(() => '') ?? '')?.[0] ?? 0)

describe('the supervision desk, in the browsers of those who stand on both sides of it', () => {
  it('urges what is late and unsigned, issues an order, sends it back and releases it; nobody reloads', async () => {
    const supervisor = await atBrowser(browser, system.address, 'supervisor1', { path: '/risk' })
    const township = await atBrowser(browser, system.address, 'township1', { path: '/notifications', phone: true })
    const desk = supervisor.page

    // What is late and what nobody has signed stand there in words.
    const table = desk.getByRole('table')
    await table.getByText('已超期').first().waitFor(WAIT)
    await table.getByText('超时未签收').first().waitFor(WAIT)

    await chooseAllCases(desk, 3)
    await desk.keyboard.press('u')
    await desk.getByRole('textbox', { name: '催办内容' }).fill('已经超时，请今天联系群众并说明什么时候恢复供水')
    await desk.keyboard.press('Control+Enter')
    await desk.getByText('催办 3 件，未成 0 件').waitFor(WAIT)
    await desk.keyboard.press('Escape')

    // An order on the late one, from where it was found; the bell of the township's phone moves.
    const bell = township.page.getByRole('link', { name: /^通知/ })
    const before = await unread(bell)
    await desk.getByRole('checkbox', { name: `选择 ${cases.lateNumber}` }).first().check(WAIT)
    await desk.getByRole('button', { name: '下发督办单' }).click(WAIT)
    const issue = desk.getByRole('form', { name: '下发督办单' })
    await issue.getByRole('textbox', { name: '标题' }).fill('昂乃村停水超过一天')
    await issue.getByRole('textbox', { name: '督办要求' }).fill('查明停水原因，今天内恢复供水或安排送水。')
    await desk.keyboard.press('Control+Enter')
    await desk.getByText(/^已下发 DB/).waitFor(WAIT)
    const notice = township.page.getByRole('link', { name: /昂乃村停水超过一天/ }).first()
    await notice.waitFor(WAIT)
    expect(await unread(bell)).toBeGreaterThan(before)

    await notice.click()
    await township.page.getByRole('button', { name: '签收' }).click(WAIT)
    await answer(township.page, '水泵电机烧毁，正在更换。', '先用水车送水。')

    const orderPath = new URL(township.page.url()).pathname
    await desk.goto(`${system.address}${orderPath}`)
    await desk.getByRole('button', { name: '退回重新反馈' }).click(WAIT)
    await desk.getByRole('textbox', { name: '退回意见' }).fill('没有写明什么时候恢复供水，请补充。')
    await desk.keyboard.press('Control+Enter')

    // Both pages have moved by themselves.
    await township.page.getByRole('button', { name: '签收' }).click(WAIT)
    await answer(township.page, '新电机已到货安装，今晚八点恢复供水。', '已逐户通知。')
    await desk.getByRole('button', { name: '解除督办' }).and(desk.locator(':enabled')).click(WAIT)
    await desk.getByRole('textbox', { name: '审核意见' }).fill('原因和时间清楚，予以解除。')
    await desk.keyboard.press('Control+Enter')
    await township.page.getByText('已解除').first().waitFor(WAIT)
    for (const person of [supervisor, township]) expect(person.faults).toEqual([])
  }, 120_000)

  it('shows on the case how its promise was counted and which rungs it reached; a leader instructs', async () => {
    const leader = await atBrowser(browser, system.address, 'leader1', { path: `/cases/${cases.late}` })
    const { page } = leader
    await page.getByRole('button', { name: '时限怎么算出来的' }).click(WAIT)
    await page.getByRole('button', { name: /^▾ 办结.*逐日说明与升级阶梯$/ }).first().click(WAIT)
    const explained = page.getByRole('region', { name: '时钟说明' })
    for (const rung of ['临期催办', '超期催办', '日常督办']) {
      await explained.getByRole('listitem').filter({ hasText: rung }).filter({ hasText: '已到' }).first().waitFor(WAIT)
    }
    await page.getByRole('button', { name: '作出批示' }).click(WAIT)
    await page.getByRole('textbox', { name: '批示内容' }).fill('请认真核实，三日内把处理结果报我。')
    await page.keyboard.press('Control+Enter')
    await page.getByText(/^已下发 DB/).waitFor(WAIT)
    await page.getByRole('region', { name: '督办', exact: true }).getByRole('link', { name: /^批示：请认真核实/ }).waitFor(WAIT)
    expect(leader.faults).toEqual([])
  }, 60_000)
})

/** J to the next row, X where its case is not chosen yet; a case may stand in several rows. */
async function chooseAllCases(page: Page, count: number): Promise<void> {
  const rows = await page.getByRole('table').getByRole('checkbox').count()
  for (let row = 0; row < rows; row += 1) {
    const box = page.getByRole('table').getByRole('checkbox').nth(row)
    if (!(await box.isChecked())) await page.keyboard.press('x')
    await page.keyboard.press('j')
  }
  await page.getByText(`已选 ${count} 件`).waitFor(WAIT)
}

async function answer(page: Page, said: string, measures: string): Promise<void> {
  await page.getByRole('button', { name: '反馈' }).and(page.locator(':enabled')).click(WAIT)
  await page.getByRole('textbox', { name: '反馈情况' }).fill(said)
  await page.getByRole('textbox', { name: '采取的措施' }).fill(measures)
  await page.getByRole('form', { name: '反馈' }).getByRole('button', { name: /反馈/ }).click()
  await page.getByText(/已反馈$/).first().waitFor(WAIT)
}
