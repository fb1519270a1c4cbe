import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { PlainError } from './plain-error.mjs'

/** A port from text. Throws a plain sentence for anything but 1…65535. */
export function readPort(text) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) throw new PlainError(`端口无效 · not a port: ${text} (expected 1…65535)`)
  return port
}

/** Listens for a moment. @returns {Promise<number | null>} the port, null when it is taken */
function tryPort(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(null))
    server.listen(port, host, () => {
      const { port: got } = server.address()
      server.close(() => resolve(got))
    })
  })
}

/** True when a server could listen here on this host (all addresses by default). */
export const isPortFree = async (port, host = '0.0.0.0') => (await tryPort(port, host)) !== null

/** A port nobody uses on the loopback address. */
export async function freePort() {
  const port = await tryPort(0, '127.0.0.1')
  if (port === null) throw new PlainError('找不到空闲端口 · no free port on 127.0.0.1')
  return port
}

/** The first free port from `first` on, at most `tries` of them. `isFree` is a parameter for the tests. */
export async function nextFreePort(first, isFree = isPortFree, tries = 50) {
  for (let port = first; port < Math.min(first + tries, 65_536); port++) if (await isFree(port)) return port
  throw new PlainError(`端口 ${first} 起均被占用 · ports ${first} to ${first + tries - 1} are all in use; pass --port`)
}

/** The loopback port this service had last time if it is still free, else a new one; remembered in `ports.json`. */
export async function rememberedPort(dir, service) {
  const file = path.join(dir, 'ports.json')
  let known = {}
  try {
    known = JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    // first start
  }
  if (known[service] && (await isPortFree(known[service], '127.0.0.1'))) return known[service]
  const port = await freePort()
  fs.writeFileSync(file, JSON.stringify({ ...known, [service]: port }), { mode: 0o600 })
  return port
}

/** Whether something answers at an address within `ms`. */
export function canConnect(host, port, ms = 3_000) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port })
    const end = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(ms, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
