/**
 * `npm run fault -- <name> [--json] [options]`: breaks a running system on purpose and proves what must hold (quality.md §2). Progress goes
 * to stderr; stdout holds the result: a table, or with `--json` one line. Ends with 1 when something did not hold.
 */
import { main } from '../lib/lifecycle.mjs'
import { PlainError } from '../lib/plain-error.mjs'
import { tableOf } from '../lib/text-table.mjs'

const FAULTS = {
  kills: async () => {
    const { faultKills, HELP } = await import('./kills/fault-kills.mjs')
    return { run: faultKills, help: HELP }
  },
  'redis-empty': async () => {
    const { faultRedisEmpty, HELP } = await import('./redis-empty/fault-redis-empty.mjs')
    return { run: faultRedisEmpty, help: HELP }
  },
  'store-away': async () => {
    const { faultStoreAway, HELP } = await import('./store-away/fault-store-away.mjs')
    return { run: faultStoreAway, help: HELP }
  },
  'clock-jump': async () => {
    const { faultClockJump, HELP } = await import('./clock-faults/fault-clock-jump.mjs')
    return { run: faultClockJump, help: HELP }
  },
  paused: async () => {
    const { faultPaused, HELP } = await import('./clock-faults/fault-paused.mjs')
    return { run: faultPaused, help: HELP }
  },
}

await main(async () => {
  const [name, ...rest] = process.argv.slice(2)
  if (!Object.hasOwn(FAULTS, name ?? '')) throw new PlainError(`npm run fault -- <${Object.keys(FAULTS).join(' | ')}> [--json] [--help]`)
  const { run, help } = await FAULTS[name]()
  if (rest.includes('--help')) {
    console.log(help)
    return 0
  }
  const json = rest.includes('--json')
  const { result, table, ok } = await run(rest.filter((arg) => arg !== '--json'))
  const lines = tableOf(table)
  if (json) {
    console.log(JSON.stringify(result))
    for (const line of lines) console.error(line)
  } else for (const line of lines) console.log(line)
  return ok ? 0 : 1
})
