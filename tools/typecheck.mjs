/** Type-checks the two halves of the code, server and browser, with the TypeScript 7 compiler. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { ROOT } from './lib/paths.mjs'
import * as say from './lib/say.mjs'

const COMPILER = path.join(ROOT, 'node_modules/typescript7/bin/tsc')

let failed = false
for (const project of ['tsconfig.server.json', 'tsconfig.web.json']) {
  const begin = performance.now()
  const { status } = spawnSync(process.execPath, [COMPILER, '-p', project], { cwd: ROOT, stdio: 'inherit' })
  say.line(`${status === 0 ? '✓' : '✗'} 类型检查 · ${project} (${say.duration(performance.now() - begin)})`)
  if (status !== 0) failed = true
}
process.exitCode = failed ? 1 : 0
