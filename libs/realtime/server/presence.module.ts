import { Module } from '@nestjs/common'
import { PresenceBook } from './presence-book.js'
import { PresenceGateway } from './presence.gateway.js'

/** For the processes that hold sockets, beside `RealtimeModule`. Needs Authenticator, CaseLookup and OrgDirectory. */
@Module({ providers: [PresenceBook, PresenceGateway] })
export class PresenceModule {}
