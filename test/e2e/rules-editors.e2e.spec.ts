import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readCaseClocks } from '@tongban/deadline/contract'
import { addDays, plainDateOf } from '@tongban/kernel/core'
import { SystemClock } from '@tongban/platform/server'
import { readCalendarYear } from '@tongban/worktime/contract'
import type { Browser } from 'playwright-core'
import { file } from '../api/support/calls.js'
import { atBrowser, launchBrowser } from '../support/browser.js'
import { startSystem, type System } from '../support/system.js'

const CONSOLE = join(import.meta.dirname, '../../apps/console/dist')
const WAIT = { timeout: 20_000 }
const COUNTY = '150525'
const today = plainDateOf(new SystemClock().now())

let system: System
let browser: Browser
let caseId: string

beforeAll(async () => {
  system = await startSystem({ env: { TONGBAN_CONSOLE_DIR: CONSOLE } })
  browser = await launchBrowser()
  caseId = (await file(await system.signIn('operator1'))).caseId
})
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

/** The first working day of the county from tomorrow on; it lies inside a promise of five working days given today. */
async function nextWorkingDay(): Promise<string> {
  const admin = await system.signIn('sysadmin1')
  for (const year of [today.slice(0, 4), addDays(today, 10).slice(0, 4)]) {
    const { body } = await admin.call(readCalendarYear, { query: { divisionCode: COUNTY, year } })
    const day = body.days.find(({ date, spans }) => date > today && spans.length > 0)
    if (day !== undefined) return day.date
  }
  throw new Error('No working day ahead')
}

async function promiseDueAt(): Promise<string> {
  const { body } = await (await system.signIn('supervisor1')).call(readCaseClocks, { params: { caseId } })
  return body.items.find(({ kind }) => kind === 'promise')?.dueAt ?? ''
}

describe('the editors of the rules', () => {
  it('take a county’s day off after a look at the clocks it moves', async () => {
    const [date, before] = [await nextWorkingDay(), await promiseDueAt()]
    const { page, faults } = await atBrowser(browser, system.address, 'sysadmin1', { path: `/calendar?division=${COUNTY}&year=${date.slice(0, 4)}` })
    await page.getByRole('button', { name: new RegExp(`^${date} `) }).click(WAIT)
    await page.getByRole('textbox', { name: '名称', exact: true }).fill('旗里放假')
    await page.getByRole('textbox', { name: /^依据/ }).fill('旗人民政府办公室通知')
    await page.getByRole('button', { name: '预览', exact: true }).click()
    const preview = page.getByRole('region', { name: '改了以后' })
    await preview.getByRole('list', { name: '会移动的时限' }).getByRole('listitem').first().waitFor(WAIT)
    expect(await preview.getByText(/个推后/).innerText()).toMatch(/：[1-9]\d* 个推后/)
    await page.getByRole('textbox', { name: '为什么改' }).fill('旗里统一放假一天')
    await page.getByRole('button', { name: '生效', exact: true }).click()
    await page.getByText(/已改为第 \d+ 版/).waitFor(WAIT)
    await page.getByRole('button', { name: new RegExp(`^${date} 旗里放假 `) }).waitFor(WAIT)
    await until(async () => (await promiseDueAt()) > before)
    expect(faults).toEqual([])
  }, 90_000)

  it('publish the next version of the deadline table after a check and a preview', async () => {
    const { page, faults } = await atBrowser(browser, system.address, 'sysadmin1', { path: '/policies' })
    await page.getByRole('button', { name: '起草新版本' }).click(WAIT)
    const amount = page.getByRole('spinbutton', { name: '求助、建议 办结回复的数' })
    await amount.fill('4')
    await amount.press('Tab')
    await page.getByText('检查与发布').click(WAIT)
    await page.getByRole('button', { name: /^检\s?查$/ }).click(WAIT)
    await page.getByRole('region', { name: '检查' }).or(page.getByRole('status', { name: '检查' })).first().waitFor(WAIT)
    await page.getByRole('button', { name: /^预\s?览$/ }).click()
    await page.getByRole('region', { name: '预览' }).getByText('变短').first().waitFor(WAIT)
    const form = page.getByRole('form', { name: '发布' })
    await form.getByRole('textbox', { name: '生效日' }).fill(addDays(today, 7))
    await form.getByRole('textbox', { name: '理由' }).fill('求助类诉求压缩到四个工作日')
    await form.getByRole('button', { name: /^发\s?布$/ }).click()
    await page.getByText(/第 2 版已发布/).waitFor(WAIT)
    expect(faults).toEqual([])
  }, 60_000)

  it('let a supervisor look, and no more', async () => {
    const { page } = await atBrowser(browser, system.address, 'supervisor1', { path: '/policies' })
    await page.getByRole('table').first().waitFor(WAIT)
    expect(await page.getByRole('button', { name: '起草新版本' }).count()).toBe(0)
    await page.goto(`${system.address}/calendar?division=${COUNTY}`)
    await page.getByRole('button', { name: new RegExp(`^${today} `) }).click(WAIT)
    await page.getByText('您可以查看，修改由系统管理员办理。').waitFor(WAIT)
    expect(await page.getByRole('button', { name: '导入放假通知' }).count()).toBe(0)
  }, 60_000)
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('It did not come to be')
}
