import type { INestApplicationContext } from '@nestjs/common'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { PlatformConfig } from '@tongban/platform/server'
import { SOCKET_PATH } from '@tongban/realtime/contract'
import { Server } from 'socket.io'
import { SocketDoor } from './socket-door.js'
import { socketRedis, type SocketRedis } from './socket-redis.js'

/** Nothing is ever said to the server: a client that sends more than this is shut out. */
const MAX_MESSAGE_BYTES = 1_024

/** The adapter's package carries a copy of socket.io of its own, one patch older: the same server under another type. */
type NestServer = Parameters<IoAdapter['close']>[0]

/** One socket server on the API's own port, joined to the other processes' by Redis. */
export class RealtimeIoAdapter extends IoAdapter {
  private redis: SocketRedis | null = null

  constructor(private readonly app: INestApplicationContext) {
    super(app)
  }

  override createIOServer(port: number): NestServer {
    if (port !== 0) throw new Error('Sockets share the port of the API')
    const config = this.app.get(PlatformConfig)
    const door = this.app.get(SocketDoor, { strict: false })
    this.redis = socketRedis(config.redisUrl, config.redisPrefix)
    const server = new Server(this.httpServer, {
      path: SOCKET_PATH,
      serveClient: false,
      // Long polling would need every request of a client to reach the same process.
      transports: ['websocket'],
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      connectTimeout: 5_000,
      adapter: this.redis.adapter,
      allowRequest: (request, answer) => {
        door.admit(request).then(
          (admitted) => answer(admitted ? null : 'forbidden', admitted),
          () => answer('forbidden', false),
        )
      },
    })
    return server as unknown as NestServer
  }

  override async close(server: NestServer): Promise<void> {
    await super.close(server)
    this.redis?.close()
  }
}
