import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openIncident } from '@tongban/incident/contract'
import { issueOrders } from '@tongban/supervision/contract'
import type { Browser, Page } from 'playwright-core'
import { atBrowser, launchBrowser, type Person } from '../support/browser.js'
import { startSystem, type System } from '../support/system.js'
import { findViolations } from './find-violations.js'
import { claimAs, seedCases, type SeededCases } from './seed-cases.js'

const CONSOLE = join(import.meta.dirname, '../../apps/console/dist')
const WAIT = { timeout: 15_000 }
const TOWNSHIP = '150525100'

let system: System
let browser: Browser
let cases: SeededCases
const orders = { path: '', incident: '' }

beforeAll(async () => {
  system = await startSystem({ env: { TONGBAN_CONSOLE_DIR: CONSOLE } })
  browser = await launchBrowser()
  cases = await seedCases(system)
  await claimAs(system, 'callback1', cases.inCallback)
  const issued = await (await system.signIn('supervisor1')).call(issueOrders, {
    body: { kind: 'routine', caseIds: [cases.waiting], title: '路灯长期不亮', requirement: '查明原因，说明何时修复', replyWithin: { amount: 1, unit: 'work_day' } },
  })
  orders.path = `/supervision/${issued.body.orders[0]?.orderId ?? ''}`
  const opened = await (await system.signIn('dispatcher1')).call(openIncident, {
    body: { kind: 'water_main_burst', level: 'larger', title: '主管网爆裂', cause: '冻裂', placeCode: TOWNSHIP, area: [TOWNSHIP], depth: 'township' },
  })
  orders.incident = `/incidents/${opened.body.id}`
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const signedIn = new Map<string, Person>()

/** The same person at the same device goes on to the next page without signing in again. */
async function pageAt(userName: string, path: string, device: { phone?: boolean; width?: number; height?: number }): Promise<Page> {
  const key = `${userName} ${JSON.stringify(device)}`
  const known = signedIn.get(key)
  if (known !== undefined) {
    await known.page.goto(`${system.address}${path}`)
    return known.page
  }
  const person = await atBrowser(browser, system.address, userName, { path, ...device })
  signedIn.set(key, person)
  return person.page
}

type Screen = {
  readonly name: string
  readonly who: string
  readonly path: () => string
  readonly there: (page: Page) => Promise<unknown>
  /** Brings the page into the state that is judged. */
  readonly act?: (page: Page) => Promise<unknown>
  readonly phone?: boolean
  readonly wall?: boolean
}

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name }).first().waitFor(WAIT)

const SCREENS: readonly Screen[] = [
  { name: '受理, before a word', who: 'operator1', path: () => '/intake', there: (page) => page.getByRole('textbox', { name: /发生了什么/ }).waitFor(WAIT) },
  {
    name: '受理, with suggestions and a complaint',
    who: 'operator1',
    path: () => '/intake',
    there: (page) => page.getByRole('textbox', { name: /发生了什么/ }).waitFor(WAIT),
    act: async (page) => {
      await page.keyboard.type('邻居把我家的地边子占了两垄，奈曼旗大沁他拉镇')
      await page.keyboard.press('Alt+t')
      await page.keyboard.type('139475')
      await page.getByText('奈曼旗大沁他拉镇人民政府').first().waitFor(WAIT)
      await page.keyboard.press('Control+Enter')
      await page.getByText(/电话号码不对/).waitFor(WAIT)
    },
  },
  { name: '受理, F6', who: 'operator1', path: () => '/intake', there: (page) => page.getByRole('textbox', { name: /发生了什么/ }).waitFor(WAIT), act: (page) => page.keyboard.press('F6') },
  { name: '派单池', who: 'dispatcher1', path: () => '/pool', there: (page) => page.getByRole('heading', { name: '诉求内容' }).waitFor(WAIT) },
  { name: '待办', who: 'township1', path: () => '/inbox', there: (page) => page.getByRole('article').first().waitFor(WAIT) },
  { name: '待办 beside its case', who: 'township1', path: () => `/inbox?case=${cases.waiting}`, there: heading('经过') },
  { name: '待办 on a phone', who: 'township1', path: () => '/inbox', phone: true, there: (page) => page.getByRole('article').first().waitFor(WAIT) },
  { name: 'a case on a phone', who: 'township1', path: () => `/inbox?case=${cases.waiting}`, phone: true, there: heading('经过') },
  {
    name: '登记联系 on a phone',
    who: 'township1',
    path: () => '/inbox',
    phone: true,
    there: (page) => page.getByRole('button', { name: '签收' }).first().click(WAIT),
    act: async (page) => {
      await page.getByRole('button', { name: '联系', exact: true }).first().click(WAIT)
      await page.getByRole('textbox', { name: /谈了什么|补充说明/ }).waitFor(WAIT)
    },
  },
  { name: '审核', who: 'reviewer1', path: () => '/review', there: (page) => page.getByRole('textbox', { name: '审核意见' }).waitFor(WAIT) },
  { name: '回访', who: 'callback1', path: () => `/callback?case=${cases.inCallback}`, there: (page) => page.getByText(/电话接通了吗/).waitFor(WAIT) },
  { name: '工单', who: 'supervisor1', path: () => '/cases', there: (page) => page.getByRole('table').waitFor(WAIT) },
  { name: 'one 工单', who: 'supervisor1', path: () => `/cases/${cases.inReview}`, there: heading('经过') },
  { name: 'a 保密 case', who: 'supervisor1', path: () => `/cases/${cases.waiting}`, there: (page) => page.getByText(/^保密件/).waitFor(WAIT) },
  { name: '指标', who: 'assessor1', path: () => '/measures', there: (page) => page.getByRole('table').first().waitFor(WAIT) },
  { name: '大屏', who: 'leader1', path: () => '/board', wall: true, there: (page) => page.getByRole('link', { name: /^今日受理 / }).waitFor(WAIT) },
  { name: '风险', who: 'supervisor1', path: () => '/risk', there: heading('风险清单') },
  { name: '督办台账', who: 'supervisor1', path: () => '/supervision', there: heading('督办台账') },
  { name: '督办单', who: 'supervisor1', path: () => orders.path, there: heading('路灯长期不亮') },
  { name: '督办单 on a phone', who: 'lead1', path: () => orders.path, phone: true, there: heading('路灯长期不亮') },
  { name: '突发事件', who: 'dispatcher1', path: () => '/incidents', there: heading('突发事件') },
  { name: '登记突发事件', who: 'dispatcher1', path: () => '/incidents/new', there: heading('登记突发事件') },
  { name: 'one 突发事件', who: 'dispatcher1', path: () => orders.incident, there: heading('确认情况') },
  { name: 'one 突发事件 on a phone', who: 'lead1', path: () => orders.incident, phone: true, there: (page) => page.getByRole('button', { name: '确认收到' }).waitFor(WAIT) },
  { name: '值班', who: 'county1', path: () => '/duty', there: heading('值班表') },
  { name: '工作日历', who: 'sysadmin1', path: () => '/calendar', there: (page) => page.getByRole('region', { name: /1 月$/ }).first().waitFor(WAIT) },
  { name: '时限规则', who: 'sysadmin1', path: () => '/policies', there: (page) => page.getByRole('table').first().waitFor(WAIT) },
  { name: '升级阶梯', who: 'sysadmin1', path: () => '/policies?tab=ladder', there: heading('办结回复') },
  { name: '通知规则', who: 'sysadmin1', path: () => '/notification-rules', there: (page) => page.getByRole('table').first().waitFor(WAIT) },
  { name: '热点预警', who: 'dispatcher1', path: () => '/topics', there: heading(/^热点$/) },
  { name: '未诉先办任务 on a phone', who: 'township1', path: () => '/topics/tasks', phone: true, there: (page) => page.getByText('没有未办结的任务').waitFor(WAIT) },
  {
    name: '地名库, adding a name',
    who: 'dispatcher1',
    path: () => '/gazetteer',
    there: (page) => page.getByText('区划原名').first().waitFor(WAIT),
    act: async (page) => {
      await page.getByRole('button', { name: '添地名' }).click()
      await page.getByRole('textbox', { name: '在哪里' }).waitFor(WAIT)
    },
  },
  { name: '分类建议', who: 'sysadmin1', path: () => '/suggestions', there: heading('训练过的模型') },
  { name: '紧急用词 on a phone', who: 'sysadmin1', path: () => '/suggestions?tab=wordings', phone: true, there: (page) => page.getByRole('list', { name: '紧急用词' }).waitFor(WAIT) },
  { name: '派单设置', who: 'dispatcher1', path: () => '/dispatch-settings', there: heading('自动派单门槛') },
  { name: '查重设置 on a phone', who: 'sysadmin1', path: () => '/duplicate-settings', phone: true, there: (page) => page.getByRole('spinbutton').first().waitFor(WAIT) },
  { name: '预警阈值', who: 'supervisor1', path: () => '/topic-settings', there: heading('重点领域包括哪些分类') },
  { name: '发送记录', who: 'sysadmin1', path: () => '/notification-log', there: heading(/发送记录/) },
  { name: '通知 on a phone', who: 'lead1', path: () => '/notifications', phone: true, there: heading('通知') },
  { name: 'no page for the role yet', who: 'secadmin1', path: () => '/', there: heading('这一版还没有您用的页面') },
  { name: 'a page of somebody else', who: 'supervisor1', path: () => '/intake', there: heading('您的岗位看不到这一页') },
  { name: 'no such page', who: 'supervisor1', path: () => '/nowhere', there: heading('没有这个页面') },
]

/** A wall is drawn to the scale of its window and read from afar; nobody touches it. */
const OFF_THE_WALL = ['target-size']

describe('nothing serious stands in anybody’s way', () => {
  it('at 登录, empty and refused', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    const page = await context.newPage()
    await page.goto(`${system.address}/sign-in`)
    await page.getByLabel('用户名').waitFor(WAIT)
    expect(await findViolations(page)).toEqual([])
    await page.getByLabel('用户名').fill('nobody')
    await page.getByLabel('密码').fill('not-the-password')
    await page.keyboard.press('Enter')
    await page.getByText('用户名或密码不对').waitFor(WAIT)
    expect(await findViolations(page)).toEqual([])
    await context.close()
  })

  it.each(SCREENS.map((screen) => [screen.name, screen] as const))('at %s', async (_name, { who, path, there, act, phone, wall }) => {
    const size = wall === true ? { width: 1920, height: 1080 } : {}
    const page = await pageAt(who, path(), { ...size, ...(phone === true ? { phone } : {}) })
    await there(page)
    await act?.(page)
    expect(await findViolations(page, { without: wall === true ? OFF_THE_WALL : [] })).toEqual([])
  })
})
