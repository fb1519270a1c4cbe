import 'reflect-metadata'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlatformConfig, SystemClock } from '@tongban/platform/server'
import { createWorker } from './create-worker.js'
import { buildDemoSet } from './demo-set.js'
import { loadReferenceData, provisionDemoAccounts, type Progress, type ReadyAccount } from './reference-data.js'

const CASES = 300

const say: Progress = (line) => console.log(JSON.stringify(line))
const config = new PlatformConfig(process.env)

/** Reference data always; `--accounts` the demo accounts as well; `--demo` the accounts and, on an empty database, the demo cases. */
const demo = process.argv.includes('--demo')
let accounts: ReadyAccount[] = []
const app = await createWorker(config, { autonomous: false })
try {
  await loadReferenceData(app, say)
  if (demo || process.argv.includes('--accounts')) {
    accounts = await provisionDemoAccounts(app, say)
    writeFileSync(join(config.dataDir, 'accounts.json'), JSON.stringify({ accounts: accounts.map(({ userName, password, roleZh, unitName }) => ({ userName, password, roleZh, unitName })) }, null, 2), { mode: 0o600 })
  }
} finally {
  await app.close()
}
if (demo) await buildDemoSet(config, accounts, CASES, new SystemClock().now(), say)
