import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { PlatformConfig } from '@tongban/platform/server'
import { HINT_EVENT, type Hint } from '@tongban/realtime/contract'
import { Server } from 'socket.io'
import { RoomThrottle } from './room-throttle.js'
import { socketRedis, type SocketRedis } from './socket-redis.js'

/** Speaks into rooms from a process that holds no socket: the Redis adapter carries it to those that do. */
@Injectable()
export class HintEmitter implements OnApplicationShutdown {
  private readonly redis: SocketRedis
  private readonly server: Server
  private readonly throttle: RoomThrottle

  constructor(@Inject(PlatformConfig) config: PlatformConfig) {
    this.redis = socketRedis(config.redisUrl, config.redisPrefix)
    this.server = new Server({ adapter: this.redis.adapter, serveClient: false })
    this.throttle = new RoomThrottle((room, hint, except) => void this.server.to(room).except([...except]).emit(HINT_EVENT, hint))
  }

  /** To everybody in these rooms but those who are also in one of `except`. */
  push(rooms: readonly string[], hint: Hint, except: readonly string[] = []): void {
    for (const room of rooms) this.throttle.offer(room, hint, except)
  }

  onApplicationShutdown(): void {
    this.throttle.stop()
    this.redis.close()
  }
}
