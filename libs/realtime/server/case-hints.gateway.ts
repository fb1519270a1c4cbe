import { Inject, type OnApplicationShutdown } from '@nestjs/common'
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway, WebSocketServer } from '@nestjs/websockets'
import { Authenticator } from '@tongban/access/contract'
import { LOGGER, PlatformConfig } from '@tongban/platform/server'
import type { Logger } from 'pino'
import type { Server, Socket } from 'socket.io'
import { isPresenceRoom } from './presence-room.js'
import { roomsOfPrincipal } from './rooms.js'
import { admissionOf, SocketDoor, type Admission } from './socket-door.js'

const RECHECK_MS = 60_000

/** Puts each socket into the rooms of its person, and shuts it when the session has ended. Listens to nothing the browser says. */
@WebSocketGateway()
export class CaseHintsGateway implements OnGatewayInit, OnGatewayConnection, OnApplicationShutdown {
  @WebSocketServer() private readonly server: Server
  private timer: NodeJS.Timeout | undefined

  constructor(
    @Inject(SocketDoor) private readonly door: SocketDoor,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  afterInit(): void {
    this.timer = setInterval(() => void this.recheck(), RECHECK_MS)
    this.timer.unref()
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  async handleConnection(socket: Socket): Promise<void> {
    const admission = admissionOf(socket.request)
    if (admission === undefined) {
      socket.disconnect(true)
      return
    }
    this.door.entered(admission.principal)
    socket.once('disconnect', () => this.door.left(admission.principal))
    await socket.join(roomsOfPrincipal(admission.principal, this.config.cityCode))
  }

  /** Asks once for each session on this process. A store that is away answers for nobody: sockets stay until it is back. */
  async recheck(): Promise<void> {
    const sockets = [...this.server.sockets.sockets.values()]
    const sessions = new Map<string, Promise<Admission['principal'] | null>>()
    for (const socket of sockets) {
      const admission = admissionOf(socket.request)
      if (admission === undefined) continue
      try {
        let session = sessions.get(admission.token)
        if (session === undefined) {
          session = this.authenticator.principalOf(admission.token).then((found) => found?.principal ?? null)
          sessions.set(admission.token, session)
        }
        const principal = await session
        if (principal === null) socket.disconnect(true)
        else await this.move(socket, roomsOfPrincipal(principal, this.config.cityCode))
      } catch (error) {
        this.logger.warn({ err: error }, 'sockets not rechecked')
        return
      }
    }
  }

  /** Roles and units change while a screen stays open. */
  private async move(socket: Socket, wanted: readonly string[]): Promise<void> {
    for (const room of socket.rooms) if (room !== socket.id && !isPresenceRoom(room) && !wanted.includes(room)) await socket.leave(room)
    await socket.join(wanted.filter((room) => !socket.rooms.has(room)))
  }
}
