/**
 * `npm run bench -- <name> [--json] [options]`: prints one figure of quality.md. Progress goes to stderr; stdout holds the result:
 * a table for people, or with `--json` one line for programs (the table then goes to stderr).
 */
import { main } from '../lib/lifecycle.mjs'
import { PlainError } from '../lib/plain-error.mjs'
import { tableOf } from '../lib/text-table.mjs'

const BENCHES = {
  clocks: async () => {
    const { benchClocks, HELP } = await import('./clocks/bench-clocks.mjs')
    return { run: benchClocks, help: HELP }
  },
  duplicates: async () => {
    const { benchDuplicates, HELP } = await import('./duplicates/bench-duplicates.mjs')
    return { run: benchDuplicates, help: HELP }
  },
  'dry-run': async () => {
    const { benchDryRun, HELP } = await import('./dry-run/bench-dry-run.mjs')
    return { run: benchDryRun, help: HELP }
  },
  filing: async () => {
    const { benchFiling, HELP } = await import('./filing/bench-filing.mjs')
    return { run: benchFiling, help: HELP }
  },
  'filing-statements': async () => {
    const { listStatements, HELP } = await import('./filing/list-statements.mjs')
    return { run: listStatements, help: HELP }
  },
}

await main(async () => {
  const [name, ...rest] = process.argv.slice(2)
  if (!Object.hasOwn(BENCHES, name ?? '')) {
    throw new PlainError(`npm run bench -- <${Object.keys(BENCHES).join(' | ')}> [--json] [--help]`)
  }
  const { run, help } = await BENCHES[name]()
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
