/**
 * How much JavaScript the first screen costs: `node apps/console/bundle-size.mjs [--json]`, after a build.
 * Counts, gzipped, everything a browser fetches until the page stands: the entry, the page, all they import, and what the shell loads
 * behind them. Ends with code 1 when a page is over its budget.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

const BUDGET_KB = 350
const DIST = path.join(import.meta.dirname, 'dist')
const SOCKET = /^socket$/
/** The first screens, each by the source files or names of the chunks it loads beside the entry. */
const PAGES = [
  { page: 'sign-in', loads: [/access\/web\/sign-in-page\.tsx$/] },
  { page: 'intake', loads: [/intake\/web\/intake-page\.tsx$/, SOCKET] },
]

const manifest = JSON.parse(readFileSync(path.join(DIST, 'manifest.json'), 'utf8'))
const entries = Object.entries(manifest)

/** The chunk and everything it imports statically. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key]?.imports ?? []) closure(next, seen)
  return seen
}

const sizes = new Map()
function gzipBytes(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(path.join(DIST, file)), { level: 6 }).length)
  return sizes.get(file)
}

const keysOf = (pattern) => {
  const found = entries.filter(([key, chunk]) => pattern.test(key) || pattern.test(chunk.name ?? '')).map(([key]) => key)
  if (found.length === 0) throw new Error(`no chunk for ${pattern} in ${DIST}/manifest.json: build the console first`)
  return found
}

const entryKeys = entries.filter(([, chunk]) => chunk.isEntry).map(([key]) => key)
const pages = PAGES.map(({ page, loads }) => {
  const keys = new Set([...entryKeys, ...loads.flatMap(keysOf)].flatMap((key) => [...closure(key)]))
  const files = [...new Set([...keys].map((key) => manifest[key].file))].filter((file) => file.endsWith('.js'))
  const kb = files.reduce((sum, file) => sum + gzipBytes(file), 0) / 1000
  return { page, files: files.length, kb: Math.round(kb * 10) / 10, budgetKb: BUDGET_KB, within: kb <= BUDGET_KB }
})

if (process.argv.includes('--json')) console.log(JSON.stringify({ pages }))
else
  for (const { page, files, kb, within } of pages)
    console.log(`${within ? '✓' : '✗'} ${page.padEnd(8)} ${String(kb).padStart(6)} kB gzip in ${files} files (budget ${BUDGET_KB})`)
process.exitCode = pages.every(({ within }) => within) ? 0 : 1
