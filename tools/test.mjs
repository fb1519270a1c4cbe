/** `npm test`: sets up what the tests need, runs the static checks and Jest, and ends with `N passed, N failed`. */
import fs from 'node:fs'
import path from 'node:path'
import { ensureChromium } from './lib/chromium.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { main, stopAll } from './lib/lifecycle.mjs'
import { productEnv, productNode } from './lib/node-runtime.mjs'
import { TEST_HELP, readTestOptions } from './lib/options.mjs'
import { DEFAULT_DATA_DIR, ROOT } from './lib/paths.mjs'
import { PlainError } from './lib/plain-error.mjs'
import { endLeftovers, readRun, recordFileOf } from './lib/run-record.mjs'
import { isRunning } from './lib/process-identity.mjs'
import * as say from './lib/say.mjs'
import { makeDataDir } from './lib/service-home.mjs'
import { startServices } from './lib/services.mjs'
import { runTask } from './lib/task.mjs'
import { closingLine, countJest, sumOf, tierOf } from './lib/test-results.mjs'

const RUNS = path.join(DEFAULT_DATA_DIR, 'test')
const JEST = path.join(ROOT, 'node_modules/jest/bin/jest.js')

async function test(options) {
  await ensureInstalled()
  if (options.browserLeftOut) say.warn('不跑浏览器用例 · the end-to-end tests in the browser are left out')
  const runDir = await makeRunDir()
  const files = await listTests(options, runDir)
  const tiers = new Set(files.map(tierOf))
  say.note(`${files.length} 个测试文件 · test files (${[...tiers].join(', ')})`)

  const chromium = tiers.has('e2e') ? await ensureChromium() : undefined
  const services = tiers.has('int') || tiers.has('e2e') ? await startServices({ dataDir: runDir, durable: false }) : undefined
  if (tiers.has('e2e')) await require(await check('构建 · build', productNode(), ['tools/build.mjs'], services))

  const counts = []
  if (options.isWhole) {
    counts.push(await check('类型检查 · type check', productNode(), ['tools/typecheck.mjs'], services))
    if (exists('eslint.config.mjs')) counts.push(await check('代码规范 · lint', path.join(ROOT, 'node_modules/.bin/eslint'), ['.'], services))
    if (exists('tools/generate/main.mjs')) {
      counts.push(await check('生成的文档 · generated docs', productNode(), ['tools/generate/main.mjs', '--check'], services))
    }
  }
  counts.push(await runJest(options, runDir, services, chromium))
  return sumOf(counts)
}

const exists = (file) => fs.existsSync(path.join(ROOT, file))

/** A directory of this run's own, so that two runs in one checkout do not meet; those of dead runs are removed. */
async function makeRunDir() {
  makeDataDir(DEFAULT_DATA_DIR)
  fs.mkdirSync(RUNS, { recursive: true })
  for (const name of fs.readdirSync(RUNS)) {
    const dir = path.join(RUNS, name)
    const run = readRun(recordFileOf(dir))
    if (run ? isRunning(run.owner) : fs.existsSync(`/proc/${name}`)) continue
    if (run) await endLeftovers(run)
    fs.rmSync(dir, { recursive: true, force: true })
  }
  const dir = path.join(RUNS, String(process.pid))
  fs.mkdirSync(dir, { recursive: true })
  return dir
}

const NODE_FLAGS = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning']

const jestArgs = (options) => [
  ...NODE_FLAGS, JEST, '--selectProjects', ...options.tiers,
  ...(options.name === null ? [] : ['--testNamePattern', options.name]),
]

/** The files Jest would run: they tell what has to be set up. No file at all is a failure: a mistyped pattern must not pass. */
async function listTests(options, runDir) {
  const found = []
  const args = [...jestArgs(options), '--listTests', '--passWithNoTests', '--', ...options.patterns]
  const onLine = (text) => found.push(text)
  const { code, tail } = await runTask(productNode(), args, { env: jestEnv(), logFile: path.join(runDir, 'jest-list.log'), onLine })
  if (code !== 0) throw new PlainError(`Jest 无法列出测试 · Jest could not list the tests:\n${tail}`)
  const files = found.filter((file) => tierOf(file) !== null)
  if (files.length === 0) throw new PlainError(`没有测试 · no test file in ${options.tiers.join(', ')} ${options.patterns.join(' ')}`)
  return files
}

// Its workers inherit NODE_OPTIONS, not arguments.
const jestEnv = (extra) => productEnv({ NODE_OPTIONS: [process.env.NODE_OPTIONS, ...NODE_FLAGS].filter(Boolean).join(' '), ...extra })

async function runJest(options, runDir, services, chromium) {
  const report = path.join(runDir, 'jest.json')
  const env = jestEnv({
    ...(services && { DATABASE_URL: services.databaseUrl, REDIS_URL: services.redisUrl }),
    ...(chromium && { CHROMIUM_PATH: chromium }),
  })
  const ci = process.env.CI === 'true' ? ['--ci', '--maxWorkers=2'] : []
  const args = [...jestArgs(options), ...ci, '--json', `--outputFile=${report}`, '--', ...options.patterns]
  const { code } = await runTask(productNode(), args, { env, record: services?.record })
  if (!fs.existsSync(report)) return { passed: 0, failed: 1 }
  const count = countJest(JSON.parse(fs.readFileSync(report, 'utf8')))
  if (count.passed + count.failed === 0) {
    say.line('✗ 没有运行任何用例 · no test was run')
    return { passed: 0, failed: 1 }
  }
  // Jest also fails for reasons no test stands for, such as a global tear-down.
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}

/** A static check counts as one test. */
async function check(name, file, args, services) {
  const begin = performance.now()
  const { code } = await runTask(file, args, { env: productEnv(), record: services?.record })
  say.line(`${code === 0 ? '✓' : '✗'} ${name} (${say.duration(performance.now() - begin)})`)
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
}

function require({ failed }) {
  if (failed > 0) throw new PlainError('构建失败 · the build failed, see above')
}

await main(async () => {
  let count = { passed: 0, failed: 1 }
  try {
    const options = readTestOptions(process.argv.slice(2))
    if (options.help) {
      console.log(TEST_HELP)
      return 0
    }
    count = await test(options)
  } catch (error) {
    say.line(error instanceof PlainError ? `✗ ${error.message}` : `✗ ${error.stack}`)
  }
  await stopAll()
  console.log(closingLine(count))
  return count.failed > 0 ? 1 : 0
})
