import { connect, createServer, type Server, type Socket } from 'node:net'

type Pair = { readonly near: Socket; readonly far: Socket }

/** A wire between the product and a real server, which a test can cut, or let fall silent, without touching the server others use. */
export class TcpProxy {
  private readonly pairs = new Set<Pair>()
  private server: Server | null = null
  private port = 0
  private isSilent = false

  private constructor(private readonly target: URL) {}

  /** In front of the server that a `postgres:` or `redis:` address names. */
  static async inFrontOf(url: string, defaultPort: number): Promise<TcpProxy> {
    const target = new URL(url)
    if (target.port === '') target.port = String(defaultPort)
    const proxy = new TcpProxy(target)
    await proxy.listen()
    return proxy
  }

  /** The server's address by way of this wire. */
  get url(): string {
    const url = new URL(this.target)
    url.hostname = '127.0.0.1'
    url.port = String(this.port)
    return url.href
  }

  /** The server is gone: what was connected breaks, what connects is refused. */
  async cut(): Promise<void> {
    const { server } = this
    this.server = null
    this.isSilent = false
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
    for (const { near, far } of this.pairs) {
      near.destroy()
      far.destroy()
    }
    await closed
  }

  /** The network swallows everything: connections stand, new ones are taken, and no byte comes through either way. */
  silence(): void {
    if (this.isSilent) return
    this.isSilent = true
    for (const { near, far } of this.pairs) {
      near.unpipe().pause()
      far.unpipe().pause()
    }
  }

  /** As before. What had been swallowed into a standing connection arrives late, as it does after a real partition. */
  async restore(): Promise<void> {
    if (this.isSilent) for (const pair of this.pairs) join(pair)
    this.isSilent = false
    if (this.server === null) await this.listen()
  }

  private async listen(): Promise<void> {
    const server = createServer((near) => this.accept(near))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.port, '127.0.0.1', resolve)
    })
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('No port')
    this.port = address.port
    this.server = server
  }

  private accept(near: Socket): void {
    const far = connect(Number(this.target.port), this.target.hostname.replace(/^\[|\]$/g, ''))
    const pair = { near, far }
    this.pairs.add(pair)
    const end = (): void => {
      near.destroy()
      far.destroy()
      this.pairs.delete(pair)
    }
    for (const socket of [near, far]) socket.on('error', end).on('close', end).setNoDelay(true)
    if (this.isSilent) near.pause()
    else join(pair)
  }
}

function join({ near, far }: Pair): void {
  near.pipe(far)
  far.pipe(near)
}
