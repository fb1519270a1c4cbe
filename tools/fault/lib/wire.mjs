import net from 'node:net'

/** A wire between the product and a server of ours, which can be cut, or fall silent, while the server itself stands. */
export class Wire {
  #pairs = new Set()
  #server = null
  #port = 0
  #target
  #silent = false

  constructor(target) {
    this.#target = target
  }

  /** In front of the server an address names. */
  static async inFrontOf(url, defaultPort) {
    const target = new URL(url)
    if (target.port === '') target.port = String(defaultPort)
    const wire = new Wire(target)
    await wire.#listen()
    return wire
  }

  /** The server's address by way of this wire. */
  get url() {
    const url = new URL(this.#target)
    url.hostname = '127.0.0.1'
    url.port = String(this.#port)
    return url.href
  }

  /** What was connected breaks, what connects is refused. */
  async cut() {
    const server = this.#server
    this.#server = null
    const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve()))
    for (const { near, far } of this.#pairs) {
      near.destroy()
      far.destroy()
    }
    await closed
  }

  /** Connections stand, new ones are taken, and no byte comes through either way. */
  silence() {
    this.#silent = true
    for (const { near, far } of this.#pairs) {
      near.unpipe().pause()
      far.unpipe().pause()
    }
  }

  /** As before; what was swallowed into a standing connection arrives late. */
  async restore() {
    if (this.#silent) for (const pair of this.#pairs) join(pair)
    this.#silent = false
    if (this.#server === null) await this.#listen()
  }

  async #listen() {
    const server = net.createServer((near) => this.#accept(near))
    await new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port, '127.0.0.1', resolve)
    })
    this.#port = server.address().port
    this.#server = server
  }

  #accept(near) {
    const far = net.connect(Number(this.#target.port), this.#target.hostname)
    const pair = { near, far }
    this.#pairs.add(pair)
    const end = () => {
      near.destroy()
      far.destroy()
      this.#pairs.delete(pair)
    }
    for (const socket of [near, far]) socket.on('error', end).on('close', end).setNoDelay(true)
    if (this.#silent) near.pause()
    else join(pair)
  }
}

function join({ near, far }) {
  near.pipe(far)
  far.pipe(near)
}
