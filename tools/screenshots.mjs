/**
 * `node tools/run.mjs tools/screenshots.mjs [--url ADDRESS] [--data-dir DIR] [--out DIR] [--only NAME]`: the README's pictures, of a running
 * system with the demo data. Nothing is filed or decided; one callback is claimed, and is free again after a quarter of an hour.
 */
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { DemoPerson } from './demo/demo-person.mjs'
import { ensureChromium } from './lib/chromium.mjs'
import { main } from './lib/lifecycle.mjs'
import { ROOT } from './lib/paths.mjs'
import { PlainError } from './lib/plain-error.mjs'

const MOST_BYTES = 400_000
const DESK = { viewport: { width: 1440, height: 900 } }
/** A smaller desk, for pages that are dense with words. */
const SMALL_DESK = { viewport: { width: 1280, height: 720 } }
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    'data-dir': { type: 'string', default: '.tongban' },
    out: { type: 'string', default: path.join(ROOT, 'docs/images') },
    only: { type: 'string' },
  },
})

/** Answers of the API to the person whose page it is. */
const ask = (page, address) => page.evaluate(async (to) => (await fetch(`/api/v1${to}`)).json(), address)
const rest = async (page) => {
  await page.waitForLoadState('networkidle')
  // the page has its data; its Chinese font comes in pieces
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.waitForTimeout(800)
}

const PICTURES = {
  async intake(people) {
    const page = await people.at('operator1', '/intake', DESK)
    await page.getByRole('textbox', { name: /发生了什么/ }).fill('邻居把我家的地边子占了两垄，量过几回，村里调解不下来，请镇里来人丈量。')
    await page.getByRole('textbox', { name: /来电/ }).fill('13947500321')
    await page.getByRole('textbox', { name: '姓名' }).fill('包女士')
    await page.getByRole('textbox', { name: /地点/ }).fill('奈曼旗大沁他拉镇昂乃')
    // the list of categories follows what was understood
    await page.getByText('地界与田间道纠纷').first().waitFor()
    await page.getByRole('radio', { name: /地界与田间道纠纷/ }).check({ force: true })
    await page.getByText('提交即派单').waitFor()
    await page.getByRole('textbox', { name: '地块在哪个嘎查村、多少亩？' }).fill('昂乃村，十二亩')
    await page.getByRole('textbox', { name: '承包合同或确权证在谁名下？' }).fill('来电人的父亲')
    return page
  },

  /** The township whose day looks fullest: as many groups as possible, then as many cards. */
  async inbox(people) {
    let best = { userName: 'township1', score: -1 }
    for (const { userName } of people.accounts.filter((account) => account.userName.startsWith('township'))) {
      const page = await people.at(userName, '/inbox', PHONE)
      const { items, counts } = await ask(page, '/inbox?tab=todo&limit=50')
      const score = 100 * Object.values(counts ?? {}).filter((count) => count > 0).length + items.length
      if (score > best.score) best = { userName, score }
      await page.context().close()
    }
    return people.at(best.userName, '/inbox', PHONE)
  },

  /** A closed case that was worked on twice, with a photograph, told by people rather than by clocks. */
  async case(people) {
    const page = await people.at('supervisor1', '/cases', DESK)
    const { items } = await ask(page, '/cases?status=closed&limit=100')
    const twice = items.filter((item) => !item.sealed && item.round === 2)
    let best = { id: items[0]?.id, noise: Infinity }
    for (const { id } of twice) {
      const { timeline, attachments } = await ask(page, `/cases/${id}`)
      const noise = timeline.filter((entry) => entry.actor.name === '系统').length + (attachments.length === 0 ? 10 : 0)
      if (noise < best.noise) best = { id, noise }
    }
    if (best.id === undefined) throw new PlainError('演示数据里没有已办结的工单 · no closed case in the demo data')
    await page.goto(`${people.address}/cases/${best.id}`)
    return page
  },

  /** A case out of the ordinary: the one with most to tell. Null while the demo data has none. */
  async problem(people) {
    const page = await people.at('supervisor1', '/problem-cases', DESK)
    const { items } = await ask(page, '/cases?flag=problem&limit=100')
    const weight = ({ marks, round, status }) => (status === 'in_progress' ? 8 : 0) + (marks.disputed ? 4 : 0) + (marks.shelvedUntil === null ? 0 : 2) + marks.urges + round
    const best = items.filter((item) => !item.sealed).sort((a, b) => weight(b) - weight(a))[0]
    if (best === undefined) return null
    await page.goto(`${people.address}/cases/${best.id}`)
    return page
  },

  async disputes(people) {
    const page = await people.at('supervisor1', '/disputes', DESK)
    const { items } = await ask(page, '/cases?flag=disputed&limit=1')
    return items.length === 0 ? null : page
  },

  async shelving(people) {
    const page = await people.at('supervisor1', '/shelving', DESK)
    const { items } = await ask(page, '/cases?flag=shelved&limit=1')
    return items.length === 0 ? null : page
  },

  board: (people) => people.at('leader1', '/board', DESK),

  /** A reply with photographs. */
  async review(people) {
    const page = await people.at('reviewer1', '/review', DESK)
    const { items } = await ask(page, '/review-queue?limit=50')
    for (const { id } of items) {
      const view = await ask(page, `/cases/${id}`)
      if (!view.attachments?.some((file) => file.mediaType.startsWith('image/'))) continue
      await page.goto(`${people.address}/review?case=${id}`)
      break
    }
    return page
  },

  async callback(people) {
    const page = await people.at('callback1', '/callback', DESK)
    await page.keyboard.press('Enter')
    // reached, contacted, resolved: the question that counts is open
    for (const question of ['电话接通了吗', '承办单位与您联系过吗', '问题解决了吗']) {
      await page.getByText(new RegExp(`^${question}`)).first().waitFor()
      await page.keyboard.press('1')
    }
    return page
  },

  /** A dispatcher at the queue, the return that waits for a ruling open. */
  async requests(people) {
    const page = await people.at('dispatcher1', '/requests', DESK)
    const { items } = await ask(page, '/requests?tab=to_rule&limit=20')
    const wanted = items.find((item) => item.kind === 'return') ?? items[0]
    if (wanted !== undefined) await page.goto(`${people.address}/requests?request=${wanted.case.id}.${wanted.id}`)
    return page
  },

  precedents: (people) => people.at('inspector1', '/precedents', DESK),

  /** The township's own lead before the same return, on a phone. */
  async 'return-pending'(people) {
    const page = await people.at('lead1', '/requests', PHONE)
    const { items } = await ask(page, '/requests?tab=to_endorse&limit=20')
    if (items[0] !== undefined) await page.goto(`${people.address}/cases/${items[0].case.id}`)
    return page
  },

  /** What a supervisor sees first: late, unsigned, lapsed, by when it is due. */
  risk: (people) => people.at('supervisor1', '/risk', SMALL_DESK),
  supervision: (people) => people.at('supervisor1', '/supervision', SMALL_DESK),
  /** The order with most to tell: an interview held, or an opinion of another party. */
  order: (people) => orderPage(people, 'supervisor1', 'interview', SMALL_DESK),
  /** A township's own order, waiting for its answer. */
  'order-phone': (people) => orderPage(people, 'township1', null, PHONE),
  incident: (people) => incidentPage(people, 'dispatcher1', SMALL_DESK),
  'incident-phone': (people) => incidentPage(people, 'township1', PHONE),
  async duty(people) {
    const page = await people.at('county1', '/duty', SMALL_DESK)
    return page
  },
  calendar: (people) => people.at('sysadmin1', '/calendar', SMALL_DESK),
  policies: (people) => people.at('sysadmin1', '/policies', SMALL_DESK),
  async ladder(people) {
    const page = await people.at('sysadmin1', '/policies', SMALL_DESK)
    await page.getByText('升级阶梯', { exact: true }).first().click()
    return page
  },
  'notices-phone': (people) => people.at('township1', '/notifications', PHONE),
  notices: (people) => people.at('supervisor1', '/notifications', SMALL_DESK),
  'notice-rules': (people) => people.at('sysadmin1', '/notification-rules', SMALL_DESK),
  /** A case whose promise ran out, its clock explaining itself. */
  async clock(people) {
    const page = await people.at('supervisor1', '/supervision', SMALL_DESK)
    const { items } = await ask(page, '/supervision/orders?kind=interview&limit=10')
    const order = items[0] === undefined ? null : await ask(page, `/supervision/orders/${items[0].id}`)
    if (order?.cases?.[0] === undefined) return null
    await page.goto(`${people.address}/cases/${order.cases[0].id}`)
    await page.getByRole('button', { name: '时限怎么算出来的' }).click()
    await page.getByRole('button', { name: /办结.*：逐日说明与升级阶梯/ }).first().click()
    return page
  },
  async more(people) {
    const page = await people.at('supervisor1', '/risk', SMALL_DESK)
    await page.getByRole('navigation').getByRole('button', { name: '更多' }).click()
    return page
  },
  async 'more-phone'(people) {
    const page = await people.at('township1', '/inbox', PHONE)
    await page.getByRole('navigation').getByRole('button', { name: '更多' }).click()
    return page
  },

  /** A category with more than one row, in a draft while one is open. */
  catalogue: (people) => people.at('dispatcher1', '/catalogue?category=0405', SMALL_DESK),
  'catalogue-coverage': (people) => people.at('dispatcher1', '/pool?tab=coverage&level=2', SMALL_DESK),
  proposals: (people) => people.at('dispatcher1', '/catalogue-proposals', SMALL_DESK),
  /** The newest dry run that came to its end. */
  async 'dry-run'(people) {
    const page = await people.at('dispatcher1', '/catalogue-dry-runs', SMALL_DESK)
    const { items } = await ask(page, '/dispatch/dry-runs?limit=20')
    const done = items.find(({ status }) => status === 'done')
    if (done === undefined) return null
    await page.goto(`${people.address}/catalogue-dry-runs?run=${done.id}`)
    return page
  },
  'dispatch-quality': (people) => people.at('supervisor1', '/dispatch-quality', SMALL_DESK),

  pool: (people) => people.at('dispatcher1', '/pool', SMALL_DESK),
  topics: (people) => people.at('dispatcher1', '/topics', DESK),
  /** The topic with most cases. */
  async topic(people) {
    const page = await people.at('dispatcher1', '/topics', DESK)
    const { items } = await ask(page, '/topics?days=30&limit=1')
    if (items[0] === undefined) return null
    await page.goto(`${people.address}/topics/${items[0].id}`)
    return page
  },
  gazetteer: (people) => people.at('dispatcher1', '/gazetteer', SMALL_DESK),

  'case-return': (people) => caseWhere(people, 'dispatcher1', ({ status, requests }) => status === 'in_progress' && requests.some((item) => item.kind === 'return' && item.status === 'pending')),
  'case-dispute': (people) => caseWhere(people, 'supervisor1', ({ disputes }) => disputes.some((item) => item.ruling === null && item.mootAt === null)),
  'case-shelved': (people) => caseWhere(people, 'supervisor1', ({ shelving }) => shelving !== null && shelving.endedAt === null && shelving.milestones.some((item) => item.doneAt !== null)),
  'case-merged': (people) => caseWhere(people, 'supervisor1', ({ status, children }) => status === 'in_progress' && children.length > 0),
}

/** An order of a kind that is not over, the fullest first; of a unit, the one it has to answer. */
async function orderPage(people, userName, kind, device) {
  const page = await people.at(userName, '/supervision', device)
  const { items } = await ask(page, `/supervision/orders?limit=50${kind === null ? '&state=issued,signed' : `&kind=${kind}`}`)
  let best = { id: undefined, told: -1 }
  for (const { id } of items.slice(0, 20)) {
    const { replies, interviews, opinions, history } = await ask(page, `/supervision/orders/${id}`)
    const told = history.length + 5 * (replies.length + interviews.length + opinions.length)
    if (told > best.told) best = { id, told }
  }
  if (best.id === undefined) return null
  await page.goto(`${people.address}/supervision/${best.id}`)
  return page
}

/** The incident that runs, else the last that ended. */
async function incidentPage(people, userName, device) {
  const page = await people.at(userName, '/incidents', device)
  const { items } = await ask(page, '/incidents?state=all&limit=10')
  const incident = items.find((item) => item.endedAt === null) ?? items[0]
  if (incident === undefined) return null
  await page.goto(`${people.address}/incidents/${incident.id}`)
  return page
}

/** A case in progress whose procedures are as wanted, the newest filed of them; marks in the list say where to look. */
async function caseWhere(people, userName, isWanted) {
  const page = await people.at(userName, '/cases', DESK)
  for (let cursor = ''; cursor !== null;) {
    const { items, nextCursor } = await ask(page, `/cases?status=in_progress&limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
    for (const { id, sealed } of items) {
      if (sealed) continue
      const view = await ask(page, `/cases/${id}`)
      if (!isWanted({ status: view.status, ...view.procedures })) continue
      await page.goto(`${people.address}/cases/${id}`)
      return page
    }
    cursor = nextCursor ?? null
  }
  throw new PlainError('演示数据里没有这样的工单 · no such case in the demo data')
}

/** People at browsers of their own, signed in through the page as anybody. */
class People {
  constructor(browser, address, accounts) {
    this.browser = browser
    this.address = address
    this.accounts = accounts
  }

  async at(userName, place, device) {
    const account = this.accounts.find((one) => one.userName === userName)
    if (account === undefined) throw new PlainError(`没有账号 ${userName} · no account ${userName} in accounts.json`)
    const context = await this.browser.newContext({ ...device, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    const page = await context.newPage()
    await page.goto(`${this.address}/sign-in`)
    await page.getByLabel('用户名').fill(userName)
    await page.getByLabel('密码').fill(account.password)
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    await page.goto(`${this.address}${place}`)
    await rest(page)
    return page
  }
}

function readDataDir() {
  const read = (name) => JSON.parse(fs.readFileSync(path.resolve(values['data-dir'], name), 'utf8'))
  try {
    return { accounts: read('accounts.json').accounts, address: values.url ?? read('run.json').address }
  } catch {
    throw new PlainError('没有找到正在运行的演示系统：请先 npm start · no running demo system was found: start it first with `npm start`')
  }
}

await main(async () => {
  const { accounts, address } = readDataDir()
  const wanted = Object.keys(PICTURES).filter((name) => values.only === undefined || name === values.only)
  if (wanted.length === 0) throw new PlainError(`--only 应为 ${Object.keys(PICTURES).join('、')} 之一 · --only must be one of them`)
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
  let tooLarge = 0
  try {
    const people = new People(browser, address.replace(/\/$/, ''), accounts)
    fs.mkdirSync(values.out, { recursive: true })
    for (const name of wanted) {
      const page = await PICTURES[name](people)
      if (page === null) {
        console.log(`– ${name}: 演示数据里没有这样的工单 · the demo data has none of these`)
        continue
      }
      await rest(page)
      const file = path.join(values.out, `${name}.png`)
      await page.screenshot({ path: file })
      await page.context().close()
      const { size } = fs.statSync(file)
      if (size > MOST_BYTES) tooLarge += 1
      console.log(`${size > MOST_BYTES ? '✗' : '✓'} ${path.relative(process.cwd(), file)} ${Math.round(size / 1000)} kB`)
    }
  } finally {
    await browser.close()
  }
  return tooLarge === 0 ? 0 : 1
})
