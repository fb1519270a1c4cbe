import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { freePort, rememberedPort } from './ports.mjs'
import { findRedis } from './redis-binary.mjs'
import { newPassword, secretIn } from './secrets.mjs'
import { makeServiceDir } from './service-home.mjs'
import { supervise } from './supervised-process.mjs'

/** `hz 100`: delayed jobs start 7 ms late instead of 50 ms (measured, median). `noeviction`: a queue must not lose entries. */
const configFor = ({ port, password, durable }) => `bind 127.0.0.1
protected-mode yes
port ${port}
requirepass ${password}
daemonize no
dir ./
save ""
appendonly ${durable ? 'yes' : 'no'}
maxmemory-policy noeviction
hz 100
`

/**
 * Starts a Redis of our own and keeps it running.
 * @param {object} options
 * @param {import('./service-home.mjs').ServiceHome} options.home
 * @param {boolean} options.durable
 * @param {string} options.logDir
 * @param {import('./run-record.mjs').RunRecord} options.record
 */
export async function startRedis({ home, durable, logDir, record }) {
  const { file, env } = await findRedis()
  const dir = makeServiceDir(home, 'redis')
  const password = secretIn(path.join(home.dir, 'redis-password'), newPassword)
  const port = durable ? await rememberedPort(home.dir, 'redis') : await freePort()
  // In a file, because everybody can read the arguments of a process.
  const config = path.join(dir, 'redis.conf')
  fs.rmSync(config, { force: true })
  fs.writeFileSync(config, configFor({ port, password, durable }), { mode: 0o600 })
  if (home.user) fs.chownSync(config, home.user.uid, home.user.gid)
  const server = supervise({
    name: 'redis',
    logFile: path.join(logDir, 'redis.log'),
    record,
    // The configuration says `dir ./`, so that no path has to be quoted in it.
    launch: async () => ({ file, args: ['./redis.conf'], options: { ...home.user, cwd: dir, env } }),
    isReady: () => answersPing(port, password),
  })
  await server.start()
  return { server, url: `redis://:${password}@127.0.0.1:${port}`, how: `${path.basename(file)}, 127.0.0.1:${port}` }
}

/** False while it still reads its file (`-LOADING`). */
function answersPing(port, password) {
  return new Promise((resolve) => {
    let answer = ''
    const socket = net.connect({ host: '127.0.0.1', port })
    const end = () => {
      socket.destroy()
      resolve(answer.includes('+PONG'))
    }
    socket.setTimeout(1_000, end)
    socket.once('error', end)
    socket.on('data', (data) => {
      answer += data
      if (answer.split('\r\n').length > 2) end()
    })
    socket.write(`AUTH ${password}\r\nPING\r\n`)
  })
}
