import path from 'node:path'
import fs from 'node:fs'
import { hasApt, installPackages, libraryPathOf, unpackPackage } from './debian-packages.mjs'
import { findCommand } from './find-command.mjs'
import { PlainError } from './plain-error.mjs'
import { isRoot } from './unprivileged-user.mjs'

const installed = () => findCommand('redis-server', 'valkey-server')

/**
 * The Redis server to run: the machine's own; else installed from Debian (root) or fetched from Debian into the checkout (anybody else).
 * @returns {Promise<{ file: string, env: NodeJS.ProcessEnv }>}
 */
export async function findRedis() {
  const own = installed()
  if (own) return { file: own, env: process.env }
  if (hasApt() && isRoot()) {
    await installPackages(['redis-server'])
    const file = installed()
    if (file) return { file, env: process.env }
  } else if (hasApt()) {
    const root = await unpackPackage('redis-server')
    const file = root && path.join(root, 'usr/bin/redis-server')
    if (file && fs.existsSync(file)) return { file, env: { ...process.env, LD_LIBRARY_PATH: libraryPathOf(root) } }
  }
  throw new PlainError(
    '没有可用的 Redis · No Redis was found and none could be fetched from Debian. Install it (`apt-get install redis-server`) ' +
      'or set REDIS_URL to one that runs, then start again.',
  )
}
