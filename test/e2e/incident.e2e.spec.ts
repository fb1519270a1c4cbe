import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { file } from '../api/support/calls.js'
import { atBrowser, launchBrowser } from '../support/browser.js'
import { startSystem, type System } from '../support/system.js'

const CONSOLE = join(import.meta.dirname, '../../apps/console/dist')
const WAIT = { timeout: 20_000 }

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

describe('an incident, in the browsers of those it calls', () => {
  it('is opened from a case after a look at whom it calls, answered on a phone, and ended with a word to the callers', async () => {
    const { caseId } = await file(await system.signIn('operator1'), { placeText: '奈曼旗大沁他拉镇', categoryCode: '040201', description: '大沁他拉镇主管道爆裂，水淌了半条街，家家停水。' })
    const dispatcher = await atBrowser(browser, system.address, 'dispatcher1', { path: `/cases/${caseId}` })
    // nobody is on a roster: whoever leads the unit is the first in line
    const township = await atBrowser(browser, system.address, 'lead1', { path: '/notifications', phone: true })
    const desk = dispatcher.page

    await desk.getByRole('link', { name: '从这件工单登记突发事件' }).click(WAIT)
    await describeIncident(desk)
    await desk.getByRole('button', { name: '预览会呼叫谁' }).click(WAIT)
    const preview = desk.getByRole('region', { name: '将立即呼叫' })
    await preview.getByText('大沁他拉镇').first().waitFor(WAIT)
    await preview.getByText(/处无人值班/).first().waitFor(WAIT)
    await desk.getByRole('button', { name: '登记并立即呼叫' }).click(WAIT)
    await desk.getByRole('heading', { name: '大沁他拉镇主管网爆裂' }).waitFor(WAIT)

    // Somebody else looks on; the township's phone rings without being touched.
    const supervisor = await atBrowser(browser, system.address, 'supervisor1', { path: new URL(desk.url()).pathname })
    const node = supervisor.page.getByRole('listitem').filter({ has: supervisor.page.locator('strong', { hasText: /^大沁他拉镇$/ }) }).last()
    await node.getByText('等待确认').first().waitFor(WAIT)
    await township.page.getByRole('link', { name: /大沁他拉镇主管网爆裂/ }).first().click(WAIT)
    await township.page.getByRole('button', { name: '确认收到' }).click(WAIT)
    await township.page.getByText('已确认', { exact: true }).first().waitFor(WAIT)
    await node.getByText('已确认').first().waitFor(WAIT)

    await act(desk, '已控制', '控制情况', '阀门已关闭，抢修队到场。')
    await act(desk, '结束', /给群众的情况说明/, '主管道已修复，今天下午四点前全部恢复供水。')
    await supervisor.page.getByText('已结束').first().waitFor(WAIT)
    await township.page.getByText('主管道已修复，今天下午四点前全部恢复供水。').first().waitFor(WAIT)
    for (const person of [dispatcher, township, supervisor]) expect(person.faults).toEqual([])
  }, 120_000)
})

async function describeIncident(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: '登记突发事件' })
  // the list opens at 其他, its last; one further is its first
  const kind = form.getByRole('combobox', { name: '类型' })
  await kind.click(WAIT)
  await page.locator('.ant-select-item-option-active').filter({ hasText: '其他' }).waitFor(WAIT)
  await kind.press('ArrowDown')
  await kind.press('Enter')
  await form.getByRole('textbox', { name: '标题' }).fill('大沁他拉镇主管网爆裂')
  await form.getByRole('textbox', { name: '原因和现状' }).fill('镇区北侧主管冻裂，路面积水。')
}

async function act(page: Page, button: string, label: string | RegExp, words: string): Promise<void> {
  await page.getByRole('region', { name: '处置', exact: true }).getByRole('button', { name: button, exact: true }).and(page.locator(':enabled')).click(WAIT)
  await page.getByRole('textbox', { name: label }).fill(words)
  const confirm = page.getByRole('button', { name: '确定' })
  await confirm.click()
  await confirm.waitFor({ state: 'detached', ...WAIT })
}
