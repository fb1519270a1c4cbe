/**
 * Builds everything that has to be built, through Nx: what has not changed comes from its cache.
 * Each package says by its `build` target that it is built; nx.json says how.
 */
import fs from 'node:fs'
import path from 'node:path'
import { main } from './lib/lifecycle.mjs'
import { productEnv } from './lib/node-runtime.mjs'
import { BIN, DEFAULT_DATA_DIR, ROOT } from './lib/paths.mjs'
import { PlainError } from './lib/plain-error.mjs'
import * as say from './lib/say.mjs'
import { runTask } from './lib/task.mjs'

const CONSOLE = path.join(ROOT, 'apps/console')
const NX_ENV = { NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', CI: 'true', NO_COLOR: '1', FORCE_COLOR: '0' }
const LOG = path.join(DEFAULT_DATA_DIR, 'logs/build.log')

const readJson = (file) => JSON.parse(fs.readFileSync(path.join(ROOT, file), 'utf8'))

async function run(command, args, cwd = ROOT) {
  const lines = []
  const onLine = (text) => lines.push(text)
  const { code } = await runTask(path.join(BIN, command), args, { cwd, env: productEnv(NX_ENV), logFile: LOG, onLine })
  if (code !== 0) throw new PlainError(`${command} 失败 · ${command} ${args.join(' ')} failed (code ${code}):\n${lines.join('\n')}`)
}

await main(async () => {
  const hasConsole = fs.existsSync(path.join(CONSOLE, 'vite.config.ts'))
  if (!hasConsole) say.note('apps/console/vite.config.ts 不存在，跳过 · the console has no Vite configuration yet: left out')
  if (readJson('apps/api/package.json').nx?.targets?.build) {
    const leftOut = hasConsole ? [] : [`--exclude=${readJson('apps/console/package.json').name}`]
    await say.step('构建 · Building', () => run('nx', ['run-many', '-t', 'build', '--output-style=static', ...leftOut]))
  } else {
    await say.step('构建 · Building (no Nx build targets yet: every package anew)', (update) => buildDirectly(update, hasConsole))
  }
})

async function buildDirectly(update, hasConsole) {
  const { buildPackage } = await import('./build-package.mjs')
  const inFolder = (name) => fs.readdirSync(path.join(ROOT, name)).map((child) => path.join(ROOT, name, child))
  for (const dir of [...inFolder('libs'), ...inFolder('apps'), path.join(ROOT, 'migrations')]) {
    if (dir === CONSOLE) continue
    update(path.relative(ROOT, dir))
    await buildPackage(dir)
  }
  if (!hasConsole) return
  update('apps/console')
  await run('vite', ['build'], CONSOLE)
}
