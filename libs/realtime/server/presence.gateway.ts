import { Inject, type OnApplicationShutdown } from '@nestjs/common'
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway, WebSocketServer } from '@nestjs/websockets'
import { Authenticator, DEFAULT_ROLES, may, type Principal } from '@tongban/access/contract'
import { CaseLookup } from '@tongban/case/contract'
import { Clock } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { LOGGER } from '@tongban/platform/server'
import { PRESENCE, presenceAskSchema, type Presence } from '@tongban/realtime/contract'
import type { Logger } from 'pino'
import type { Server, Socket } from 'socket.io'
import { PresenceBook, type Screen } from './presence-book.js'
import { presenceRoom } from './presence-room.js'
import { admissionOf } from './socket-door.js'

const BEAT_MS = 15_000
/** Every fourth beat each person's reach is asked for again. */
const BEATS_A_RECHECK = 4
/** A screen shows one case; two while it changes from one to the next. */
const MOST_CASES_A_SOCKET = 5
const WINDOW_MS = 10_000
const MOST_WORDS_A_WINDOW = 30

type Watcher = { readonly socket: Socket; readonly token: string; readonly screens: Map<string, Screen>; readonly asking: Map<string, Screen>; words: number; windowSince: number }

/**
 * Two people on one case see each other. A screen says which case it shows; whether that person may see it is asked of the case context,
 * and nobody hears of a case but those who are on it. Callback agents are no part of it: handlers must not know who will ask about their work.
 * All of this is a courtesy: while Redis is away it is silent, and nothing waits for it.
 */
@WebSocketGateway()
export class PresenceGateway implements OnGatewayInit, OnGatewayConnection, OnApplicationShutdown {
  @WebSocketServer() private readonly server: Server
  private readonly watchers = new Map<string, Watcher>()
  /** What the screens of this process were told last, by case. */
  private readonly told = new Map<string, string>()
  private timer: NodeJS.Timeout | undefined
  private beats = 0

  constructor(
    @Inject(PresenceBook) private readonly book: PresenceBook,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  afterInit(): void {
    this.timer = setInterval(() => {
      this.beats += 1
      if (this.beats % BEATS_A_RECHECK === 0) void this.quietly(() => this.recheck())
      void this.quietly(() => this.beat())
    }, BEAT_MS)
    this.timer.unref()
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  handleConnection(socket: Socket): void {
    const admission = admissionOf(socket.request)
    if (admission === undefined || may(admission.principal, 'callback.work')) return
    const watcher: Watcher = { socket, token: admission.token, screens: new Map(), asking: new Map(), words: 0, windowSince: this.clock.now() }
    this.watchers.set(socket.id, watcher)
    socket.on(PRESENCE.open, (word: unknown) => void this.quietly(() => this.heard(watcher, word, (caseId) => this.open(watcher, admission.principal, caseId))))
    socket.on(PRESENCE.close, (word: unknown) => void this.quietly(() => this.heard(watcher, word, (caseId) => this.close(watcher, caseId))))
    socket.once('disconnect', () => {
      this.watchers.delete(socket.id)
      for (const caseId of [...watcher.screens.keys()]) void this.quietly(() => this.close(watcher, caseId))
    })
  }

  /** Signs of life of every screen of this process; and whoever is gone elsewhere without a word is gone here, too. */
  async beat(): Promise<void> {
    await this.book.write([...this.watchers.values()].flatMap(({ screens }) => [...screens.values()]))
    for (const caseId of this.casesHere()) {
      const presence = await this.presenceOf(caseId)
      if (this.told.get(caseId) !== JSON.stringify(presence)) this.tell(presence, 'here')
    }
    for (const caseId of [...this.told.keys()]) if (!this.casesHere().has(caseId)) this.told.delete(caseId)
  }

  /** Reach changes while a screen stays open: units, roles, a recusal. A store that is away changes nobody's reach. */
  async recheck(): Promise<void> {
    for (const watcher of [...this.watchers.values()]) {
      if (watcher.screens.size === 0) continue
      const session = await this.authenticator.principalOf(watcher.token)
      const caseIds = [...watcher.screens.keys()]
      const visible = session === null ? [] : (await this.cases.visibleAmong(session.principal, caseIds)).map(({ id }) => id)
      for (const caseId of caseIds) if (!visible.includes(caseId)) await this.close(watcher, caseId)
    }
  }

  private async heard(watcher: Watcher, word: unknown, act: (caseId: string) => Promise<void>): Promise<void> {
    if (this.clock.now() - watcher.windowSince >= WINDOW_MS) Object.assign(watcher, { words: 0, windowSince: this.clock.now() })
    watcher.words += 1
    if (watcher.words > MOST_WORDS_A_WINDOW) {
      watcher.socket.disconnect(true)
      return
    }
    const asked = presenceAskSchema.safeParse(word)
    if (asked.success) await act(asked.data.caseId)
  }

  private async open(watcher: Watcher, principal: Principal, caseId: string): Promise<void> {
    const { screens, asking, socket } = watcher
    if (screens.has(caseId) || asking.has(caseId) || screens.size + asking.size >= MOST_CASES_A_SOCKET) return
    const screen: Screen = { caseId, screenId: socket.id, person: this.personOf(principal), since: this.clock.now() }
    asking.set(caseId, screen)
    const visible = await this.cases.visibleTo(principal, caseId).catch(() => null)
    // A close that came meanwhile has taken the question back.
    if (asking.get(caseId) !== screen) return
    asking.delete(caseId)
    if (visible === null || !socket.connected) return
    screens.set(caseId, screen)
    await socket.join(presenceRoom(caseId))
    await this.book.write([screen])
    this.tell(await this.presenceOf(caseId), 'everywhere')
  }

  private async close(watcher: Watcher, caseId: string): Promise<void> {
    watcher.asking.delete(caseId)
    if (!watcher.screens.delete(caseId)) return
    await watcher.socket.leave(presenceRoom(caseId))
    await this.book.erase(caseId, watcher.socket.id)
    this.tell(await this.presenceOf(caseId), 'everywhere')
  }

  private async presenceOf(caseId: string): Promise<Presence> {
    return { caseId, people: await this.book.people(caseId) }
  }

  private tell(presence: Presence, where: 'here' | 'everywhere'): void {
    this.told.set(presence.caseId, JSON.stringify(presence))
    const audience = where === 'here' ? this.server.local : this.server
    audience.to(presenceRoom(presence.caseId)).emit(PRESENCE.people, presence)
  }

  private casesHere(): Set<string> {
    return new Set([...this.watchers.values()].flatMap(({ screens }) => [...screens.keys()]))
  }

  private personOf({ userId, displayName, unitId, roles }: Principal): Screen['person'] {
    return { id: userId, name: displayName, unitName: this.org.unit(unitId)?.name ?? null, roleZh: DEFAULT_ROLES.find(({ id }) => id === roles[0])?.zh ?? null }
  }

  private async quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.logger.debug({ err: error }, 'presence is silent')
    }
  }
}
