import { Module } from '@nestjs/common'
import { CaseHintsGateway } from './case-hints.gateway.js'
import { CaseHintsListener } from './case-hints.listener.js'
import { HintEmitter } from './hint-emitter.js'
import { SocketDoor } from './socket-door.js'
import { SubjectHintsListener } from './subject-hints.listener.js'

/** For the processes that hold sockets: give them `RealtimeIoAdapter`, too. Needs Authenticator. */
@Module({ providers: [SocketDoor, CaseHintsGateway], exports: [SocketDoor] })
export class RealtimeModule {}

/** For the processes that relay the outbox: they speak, and hold no socket. */
@Module({ providers: [HintEmitter, CaseHintsListener, SubjectHintsListener] })
export class RealtimeWorkerModule {}
