import axe from 'axe-core'
import type { Page } from 'playwright-core'

type Found = { readonly id: string; readonly impact?: string | null; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] }

/** What the function below finds around it: it runs in the browser, whose types this side does not have. */
type InPage = { readonly document: unknown; readonly axe: { run(root: unknown, options: object): Promise<{ violations: unknown[] }> } }

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds serious or critical on the page as it stands, by WCAG 2.2 AA: one line each with the first place it is at. */
export async function findViolations(page: Page, { without = [] }: { readonly without?: readonly string[] } = {}): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(
    async ({ standard, off }) => {
      const page = globalThis as unknown as InPage
      const rules = Object.fromEntries(off.map((id) => [id, { enabled: false }]))
      return (await page.axe.run(page.document, { runOnly: { type: 'tag', values: standard }, rules })).violations
    },
    { standard: STANDARD, off: [...without] },
  )
  return (found as Found[])
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} × ${nodes.length}: ${nodes[0]?.html ?? ''} — ${nodes[0]?.failureSummary ?? ''}`)
}
