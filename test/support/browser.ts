import { chromium, type Browser, type Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../apps/worker/demo/demo-accounts.js'

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
]

export type Person = { readonly page: Page; readonly faults: string[] }

export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS })

/**
 * Somebody at a browser of their own, signed in through the page. `faults` gathers errors of the page and of its console;
 * a 401 before signing in is how the page learns that it has to ask.
 */
export async function atBrowser(browser: Browser, address: string, userName: string, options: { path: string; phone?: boolean; width?: number; height?: number }): Promise<Person> {
  const viewport = options.phone ? { width: 390, height: 844 } : { width: options.width ?? 1440, height: options.height ?? 900 }
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', isMobile: options.phone ?? false, hasTouch: options.phone ?? false })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) faults.push(message.text())
  })
  await page.goto(`${address}/sign-in`)
  await page.getByLabel('用户名').fill(userName)
  await page.getByLabel('密码').fill(DEMO_PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await page.goto(`${address}${options.path}`)
  return { page, faults }
}
