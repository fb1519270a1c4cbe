/** `npm start`: from a bare checkout to a running system with one command. Without dependencies: it runs before anything is installed. */
import { ensureInstalled } from './lib/install.mjs'
import { main } from './lib/lifecycle.mjs'
import { productEnv, productNode } from './lib/node-runtime.mjs'
import { DEFAULT_PORT, START_HELP, readStartOptions } from './lib/options.mjs'
import { PlainError } from './lib/plain-error.mjs'
import { isPortFree, nextFreePort } from './lib/ports.mjs'
import { prepareDatabase, readAccounts, startProduct } from './lib/product.mjs'
import * as say from './lib/say.mjs'
import { startServices } from './lib/services.mjs'
import { runTask } from './lib/task.mjs'
import { tableOf } from './lib/text-table.mjs'

const HEADINGS = { roleZh: '岗位', userName: '账号', password: '口令', unitName: '单位' }

let running = false

await main(start, { interruptedExitCode: () => (running ? 0 : undefined) })

async function start() {
  const options = readStartOptions(process.argv.slice(2))
  if (options.help) {
    console.log(START_HELP)
    return 0
  }
  const begin = performance.now()
  say.line('通办 Tongban')
  if (options.port !== null) await requireFree(options.port)
  await ensureInstalled()
  const services = await startServices({ dataDir: options.dataDir, durable: true })
  // Only now: a killed run may have held the port until its leftovers were ended.
  const port = options.port ?? (await choosePort())
  await build(services)
  await prepareDatabase(services, { demo: options.demo })
  const { address } = await startProduct(services, { port })
  running = true
  say.line(`✓ 已启动 · Running (${say.duration(performance.now() - begin)} in all)\n`)
  announce(address, options)
  return new Promise(() => {})
}

async function requireFree(port) {
  if (!(await isPortFree(port))) throw new PlainError(`端口 ${port} 已被占用 · port ${port} is in use. Pass another --port, or none.`)
}

async function choosePort() {
  const port = await nextFreePort(DEFAULT_PORT)
  if (port !== DEFAULT_PORT) say.note(`端口 ${DEFAULT_PORT} 已被占用，改用 ${port} · port ${DEFAULT_PORT} is in use, taking ${port}`)
  return port
}

/** The build says itself how it goes. */
async function build({ record }) {
  const { code } = await runTask(productNode(), ['tools/build.mjs'], { env: productEnv(), record })
  if (code !== 0) throw new PlainError('构建失败 · the build failed, see above')
}

function announce(address, { dataDir, demo }) {
  console.log(`  打开 · Open   ${address}\n`)
  const accounts = demo ? readAccounts(dataDir) : []
  if (accounts.length > 0) {
    const columns = Object.keys(accounts[0])
    const heading = columns.map((column) => HEADINGS[column] ?? column)
    const rows = accounts.map((account) => columns.map((column) => String(account[column] ?? '')))
    for (const row of tableOf([heading, ...rows])) console.log(`  ${row}`)
    console.log()
  }
  console.log(`  数据 · Data   ${dataDir}`)
  console.log('  停止 · Stop   Ctrl-C')
}
