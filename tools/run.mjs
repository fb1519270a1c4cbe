/**
 * Runs a script of ours, or with `--exec` a command of an installed package, under the product's Node.
 * Installs the packages first if needed.
 *   node tools/run.mjs <script.mjs> [args…]
 *   node tools/run.mjs --exec <command> [args…]
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import path from 'node:path'
import { ensureInstalled } from './lib/install.mjs'
import { main } from './lib/lifecycle.mjs'
import { productEnv, productNode } from './lib/node-runtime.mjs'
import { BIN } from './lib/paths.mjs'
import { PlainError } from './lib/plain-error.mjs'

const [first, ...rest] = process.argv.slice(2)

await main(async () => {
  if (!first || (first === '--exec' && rest.length === 0)) throw new PlainError('usage: run.mjs <script> [args…] | --exec <bin> [args…]')
  await ensureInstalled()
  // From here on signals are the command's business: it ends in its own time, and we with its exit code.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal)
  const [file, args] = first === '--exec' ? [path.join(BIN, rest[0]), rest.slice(1)] : [productNode(), [path.resolve(first), ...rest]]
  return handOver(file, args)
})

/** @returns {Promise<number>} its exit code, 128+n when it was ended by a signal */
function handOver(file, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', env: productEnv() })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.once('error', (error) => reject(new PlainError(`${file}: ${error.message}`)))
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  })
}
