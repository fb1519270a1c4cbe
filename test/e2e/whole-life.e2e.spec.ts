import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { claimCallback, recordCallbackAttempt } from '@tongban/callback/contract'
import { readCase, type CaseView } from '@tongban/case/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { answerFor, command, file } from '../api/support/calls.js'
import { addAccount } from '../api/support/people.js'
import { atBrowser, launchBrowser, type Person } from '../support/browser.js'
import type { SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'

const CONSOLE = join(import.meta.dirname, '../../apps/console/dist')
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const WAIT = { timeout: 15_000 }

const NEXT_TOWNSHIP = 'township-150525101'
const FIRST = '奈曼旗大沁他拉镇人民政府'
const NEXT = '奈曼旗八仙筒镇人民政府'
const UNHAPPY = { contacted: true, resolved: false, satisfaction: 'dissatisfied', truthful: true } as const

let system: System
let browser: Browser

beforeAll(async () => {
  system = await startSystem({ env: { TONGBAN_CONSOLE_DIR: CONSOLE } })
  for (const [userName, role] of [['lead-of-next', 'unit_lead'], ['handler-of-next', 'handler']] as const) {
    await addAccount(system, { userName, unitId: NEXT_TOWNSHIP, role })
  }
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const sessions = new Map<string, SignedIn>()
async function by(userName: string): Promise<SignedIn> {
  const session = sessions.get(userName) ?? (await system.signIn(userName))
  sessions.set(userName, session)
  return session
}

const filed = async (): Promise<string> => (await file(await by('operator1'))).caseId

const viewOf = async (caseId: string): Promise<CaseView> => (await (await by('supervisor1')).call(readCase, { params: { caseId } })).body

/** What the screens of earlier steps have shown already: through the API, as its owner. */
async function through(userName: string, name: string, caseId: string, body: object): Promise<void> {
  const answer = await (await by(userName)).call(command(name), { params: { caseId }, body })
  if (answer.status !== 200) throw new Error(`${userName} ${name}: ${JSON.stringify(answer.body)}`)
}

describe('the whole life of a case, in the browsers of those who live it', () => {
  it('goes from a return by way of a dispute and its ruling, through rework, to a problem case; nobody reloads', async () => {
    const caseId = await filed()
    const people = {
      handler: await atBrowser(browser, system.address, 'township1', { path: '/inbox', phone: true }),
      lead: await atBrowser(browser, system.address, 'lead1', { path: `/cases/${caseId}` }),
      next: await atBrowser(browser, system.address, 'lead-of-next', { path: '/inbox' }),
      dispatcher: await atBrowser(browser, system.address, 'dispatcher1', { path: '/requests' }),
      supervisor: await atBrowser(browser, system.address, 'supervisor1', { path: '/disputes' }),
    }
    const { handler, lead, next, dispatcher, supervisor } = people

    // The township signs on its phone and asks to return the case, on the case's page.
    await handler.page.getByRole('button', { name: '签收' }).first().click(WAIT)
    await handler.page.getByRole('button', { name: '联系', exact: true }).waitFor(WAIT)
    await handler.page.goto(`${system.address}/cases/${caseId}`)
    await askReturn(handler.page, '八仙筒', NEXT, '该地块经核实在八仙筒镇辖区内，我镇无权丈量')
    await asked(handler.page).getByText('待本单位负责人同意').waitFor(WAIT)

    // Its lead, whose page has been open all the while, stands behind it.
    await lead.page.getByRole('button', { name: '审签本单位的申请' }).click(WAIT)
    await lead.page.getByRole('form', { name: '审签本单位的申请' }).waitFor(WAIT)
    await lead.page.keyboard.press('Control+Enter')
    await asked(lead.page).getByText('待裁定').waitFor(WAIT)

    // The dispatcher's queue fills by itself; a word and two keys rule on it.
    await dispatcher.page.getByRole('textbox', { name: '裁定意见' }).fill('区划资料属实，改由八仙筒镇承办', WAIT)
    await dispatcher.page.keyboard.press('Control+Enter')
    await dispatcher.page.getByText('没有待裁定的申请').waitFor(WAIT)

    // The next township has it without reloading, and says the same of the first.
    await next.page.getByRole('button', { name: '签收' }).first().click(WAIT)
    await expect(leadUnitOf(caseId)).resolves.toBe(NEXT)
    await next.page.goto(`${system.address}/cases/${caseId}`)
    await askReturn(next.page, '大沁他拉', FIRST, '地块登记权属在大沁他拉镇，应由其丈量')
    const disputed = next.page.getByRole('region', { name: '会商裁定' })
    await disputed.getByText(`先办后议：${NEXT}继续办理`).waitFor(WAIT)
    await disputed.getByText(`争议单位：${FIRST}、${NEXT}`).waitFor(WAIT)

    await convene(supervisor.page)
    await ruleFor(supervisor.page, FIRST)
    await supervisor.page.getByText('没有待裁定的争议').waitFor(WAIT)
    expect(await leadUnitOf(caseId)).toBe(FIRST)

    // Who watches opens the case's page now, and leaves it open to the end.
    await supervisor.page.goto(`${system.address}/cases/${caseId}`)
    await supervisor.page.getByText(`裁定由${FIRST}承办，不得再退`).waitFor(WAIT)

    await handler.page.goto(`${system.address}/inbox`)
    await handleOnPhone(handler)
    const reviewer = await atBrowser(browser, system.address, 'reviewer1', { path: '/review' })
    await reviewer.page.getByRole('textbox', { name: '审核意见' }).waitFor(WAIT)
    await reviewer.page.keyboard.press('Control+Enter')
    const agent = await atBrowser(browser, system.address, 'callback1', { path: '/callback' })
    await callBackUnhappy(agent.page)
    await supervisor.page.getByText('第 2 轮').first().waitFor(WAIT)

    // Rounds two and three, one level up from the third on.
    for (const userName of ['township1', 'county1']) await failedRound(caseId, userName)
    const banner = supervisor.page.getByRole('list', { name: '需要先知道的' })
    await banner.getByText('问题工单').waitFor(WAIT)
    await banner.getByText(/三轮办理仍未解决/).waitFor(WAIT)
    expect((await viewOf(caseId)).procedures.transfers).toBe(2)
    for (const person of [...Object.values(people), reviewer, agent]) expect(person.faults).toEqual([])
  }, 120_000)

  it('shows two people on one case each other, and that one has left', async () => {
    const caseId = await filed()
    const dispatcher = await atBrowser(browser, system.address, 'dispatcher1', { path: `/cases/${caseId}` })
    const supervisor = await atBrowser(browser, system.address, 'supervisor1', { path: `/cases/${caseId}` })
    await dispatcher.page.getByText('督办员1（督办员）也在看').waitFor(WAIT)
    await supervisor.page.getByText('派单员1（派单员）也在看').waitFor(WAIT)
    await supervisor.page.context().close()
    await dispatcher.page.getByText('督办员1（督办员）也在看').waitFor({ state: 'detached', ...WAIT })
    expect(dispatcher.faults).toEqual([])
  }, 60_000)

  it('tells whose page was overtaken what has changed, keeps what was typed, and takes it the second time', async () => {
    const caseId = await filed()
    const township = await by('township1')
    await township.call(command('sign'), { params: { assignmentId: (await viewOf(caseId)).assignments.find(({ role }) => role === 'lead')?.id ?? '' }, body: {} })
    const { page } = await atBrowser(browser, system.address, 'lead1', { path: `/cases/${caseId}` })
    await fillReturn(page, '八仙筒', NEXT, '该地块经核实在八仙筒镇辖区内，我镇无权丈量')

    // The way back is slow: the page does not hear of the urge before its own command arrives.
    let release = (): void => undefined
    const slow = new Promise<void>((resolve) => (release = resolve))
    await page.route(`**/api/v1/cases/${caseId}`, async (route) => {
      await slow
      await route.continue()
    })
    await through('supervisor1', 'urge', caseId, { note: '诉求人第二次来电，请今天联系' })
    await page.keyboard.press('Control+Enter')
    await page.getByText('您打开之后发生了：').waitFor(WAIT)
    await page.getByRole('form', { name: '退单' }).getByText(/诉求人第二次来电，请今天联系|催办/).first().waitFor(WAIT)
    expect(await page.getByRole('textbox', { name: '理由' }).inputValue()).toBe('该地块经核实在八仙筒镇辖区内，我镇无权丈量')

    release()
    await page.getByRole('button', { name: '看最新情况' }).click()
    await page.getByText('催办 1 次').first().waitFor(WAIT)
    await page.keyboard.press('Control+Enter')
    await asked(page).getByText('待裁定').waitFor(WAIT)
    expect((await viewOf(caseId)).procedures.requests.map(({ status }) => status)).toEqual(['pending'])
  }, 60_000)
})

/** What the case page says of requests; its badges carry a sign before their words. */
const asked = (page: Page): Locator => page.getByRole('region', { name: '申请', exact: true })

const leadUnitOf = async (caseId: string): Promise<string | undefined> => (await viewOf(caseId)).leadUnit?.name

/** The form of the case page, wherever it stands: reason by radio, unit by name, the rest written. */
async function askReturn(page: Page, typed: string, unit: string, reason: string): Promise<void> {
  await fillReturn(page, typed, unit, reason)
  const form = page.getByRole('form', { name: '退单' })
  await form.getByRole('button', { name: /提出申请/ }).click()
  await form.waitFor({ state: 'detached', ...WAIT })
}

async function fillReturn(page: Page, typed: string, unit: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: '退单、延期、挂账…' }).click(WAIT)
  const form = page.getByRole('form', { name: '退单' })
  await form.getByRole('radio', { name: '不在本单位辖区' }).check(WAIT)
  await form.getByRole('combobox', { name: '应当由哪个单位承办' }).fill(typed)
  await page.locator('.ant-select-item-option').filter({ hasText: unit }).click(WAIT)
  await form.getByRole('textbox', { name: '依据' }).fill('行政区域界线勘定协议第三条')
  await form.getByRole('textbox', { name: '理由' }).fill(reason)
}

async function convene(page: Page): Promise<void> {
  await page.getByRole('button', { name: '组织会商' }).click(WAIT)
  for (const [role, name] of [['热线中心', '白音娜'], ['编办', '孙立新'], ['司法行政', '乌兰其其格']] as const) await page.getByRole('textbox', { name: role }).fill(name)
  await page.keyboard.press('Control+Enter')
  await page.getByText('热线中心 白音娜、编办 孙立新、司法行政 乌兰其其格').waitFor(WAIT)
}

async function ruleFor(page: Page, unit: string): Promise<void> {
  await page.getByRole('button', { name: '会商裁定', exact: true }).click(WAIT)
  const form = page.getByRole('form', { name: '会商裁定' })
  await form.getByRole('radio', { name: unit, exact: true }).check(WAIT)
  await form.getByRole('textbox', { name: '裁定要旨' }).fill('跨镇地块由登记权属所在镇主办')
  await form.getByRole('textbox', { name: '裁定理由' }).fill('权属登记在大沁他拉镇，由其主办，八仙筒镇配合提供底册。')
  await form.getByRole('textbox', { name: '依据' }).fill('《行政区域界线管理条例》第八条')
  await page.keyboard.press('Control+Enter')
}

/** The card came back by the ruling: signed, contacted, answered with a photograph. */
async function handleOnPhone({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: '签收' }).first().click(WAIT)
  await page.getByRole('button', { name: '联系', exact: true }).click(WAIT)
  await page.getByRole('textbox', { name: /谈了什么/ }).fill('已电话告知裁定结果，约定次日丈量')
  await page.getByRole('button', { name: '登记联系' }).click()
  await page.getByRole('button', { name: '回复', exact: true }).click(WAIT)
  await page.getByRole('textbox', { name: /办理情况/ }).fill('已派人到地头查看，双方争议较大，将另行组织丈量，照片附后。')
  await page.locator('input[type=file]').first().setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: PNG })
  await page.getByText('已上传 1 / 1').waitFor(WAIT)
  await page.getByRole('button', { name: /提交回复/ }).click()
  await page.getByText('没有待办').waitFor(WAIT)
}

/** Five digits: reached, contacted, not resolved, dissatisfied, truthful. */
async function callBackUnhappy(page: Page): Promise<void> {
  await page.getByRole('button', { name: /领取并开始/ }).waitFor(WAIT)
  await page.keyboard.press('Enter')
  for (const [question, key] of [['电话接通了吗', '1'], ['承办单位与您联系过吗', '1'], ['问题解决了吗', '2'], ['对办理结果满意吗', '4'], ['回复说的属实吗', '1']] as const) {
    await page.getByRole('paragraph').filter({ hasText: new RegExp(`^${question}`) }).waitFor(WAIT)
    await page.keyboard.press(key)
  }
  await page.keyboard.press('Control+Enter')
}

/** A round that did not solve it; whoever was called on to help is let go, so that the lead can answer. */
async function failedRound(caseId: string, userName: string): Promise<void> {
  const helper = (await viewOf(caseId)).assignments.find(({ role, status }) => role === 'assist' && status === 'dispatched')
  if (helper !== undefined) await through('dispatcher1', 'recall', caseId, { assignmentId: helper.id, reason: '由旗县直接办理' })
  await answerFor(await by(userName), caseId)
  await through('reviewer1', 'review', caseId, { verdict: 'pass', remarks: '' })
  const agent = await by('callback1')
  await agent.call(claimCallback, { params: { caseId } })
  const answer = await agent.call(recordCallbackAttempt, { params: { caseId }, body: { result: 'answered', answers: UNHAPPY, note: '' } })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
}
