import { Inject, Injectable } from '@nestjs/common'
import { SystemPrincipal, type Principal } from '@tongban/access/contract'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { addDays, Clock, HOUR_MS, idOf, IdGen, MINUTE_MS, plainDateOf, plus, startOfDay, type Instant, type PlainDate } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Database, PlatformConfig, type Tx } from '@tongban/platform/server'
import { mutableChannelSchema } from '../../contract/index.js'
import { digestNotice, dueBy, type Notice } from '../../domain/index.js'
import type { NewDelivery } from '../persistence/delivery.store.js'
import { DigestStore, type Gathered } from '../persistence/digest.store.js'
import { RuleStore } from '../persistence/rule.store.js'
import { NoticeReader } from '../telling/notice-reader.js'
import { Recipients } from '../telling/recipients.js'
import { TellingStores, TellPeople } from '../telling/tell-people.js'

/** After this a morning's list is of no use: a worker that starts in the evening sends none. */
const USEFUL_MS = 4 * HOUR_MS
const PAGE = 100
const MOST_PAGES = 10

@Injectable()
export class DigestReading {
  constructor(
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
  ) {}

  /** What each unit has due before a moment, a question for each unit and hundred cases. */
  async notices(day: PlainDate, now: Instant): Promise<Notice[]> {
    const until = startOfDay(addDays(day, 1))
    const notices: Notice[] = []
    for (const { id } of this.org.allUnits()) notices.push(...[digestNotice(id, dueBy(id, await this.inProgress(id), until), day, now)].flatMap((notice) => notice ?? []))
    return notices
  }

  /** Seen as the unit sees it: what is about it, it does not. */
  private async inProgress(unitId: string): Promise<CaseSnapshot[]> {
    const principal: Principal = { ...this.system.principal(), scope: { kind: 'own_unit', unitId: idOf(unitId) } }
    const found: CaseSnapshot[] = []
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const last = found.at(-1)
      const some = await this.cases.waiting(principal, ['in_progress'], { limit: PAGE, after: last === undefined ? null : { since: last.statusSince, id: last.id } })
      found.push(...some)
      if (some.length < PAGE) break
    }
    return found
  }
}

@Injectable()
export class DigestStores {
  constructor(
    @Inject(DigestStore) readonly digests: DigestStore,
    @Inject(RuleStore) readonly rules: RuleStore,
    @Inject(TellingStores) readonly telling: TellingStores,
    @Inject(Database) readonly database: Database,
    @Inject(PlatformConfig) readonly config: PlatformConfig,
    @Inject(IdGen) readonly ids: IdGen,
  ) {}
}

/** Once a morning: to the leads what their units have due today, to everybody else in one message what the matrix gathers. Once, however many workers there are. */
@Injectable()
export class DailyDigest {
  constructor(
    @Inject(DigestStores) private readonly stores: DigestStores,
    @Inject(DigestReading) private readonly reading: DigestReading,
    @Inject(NoticeReader) private readonly reader: NoticeReader,
    @Inject(Recipients) private readonly recipients: Recipients,
    @Inject(TellPeople) private readonly people: TellPeople,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** True when this call made it. */
  async makeIfDue(): Promise<boolean> {
    const now = this.clock.now()
    const day = plainDateOf(now)
    const { digests, rules, database, config } = this.stores
    const [hours = '8', minutes = '0'] = config.channels.digestAt.split(':')
    const from = plus(startOfDay(day), (Number(hours) * 60 + Number(minutes)) * MINUTE_MS)
    if (now < from || now >= plus(from, USEFUL_MS) || (await digests.isMade(day))) return false
    // Read before the transaction, which is then short; whoever is second there throws its reading away.
    const notices = await this.reading.notices(day, now)
    const addressed = await this.recipients.of(notices, (await rules.inForce()).rules, this.reader.house(), now)
    return database.transaction(async (tx) => {
      if (!(await digests.make(tx, day, addressed.reduce((sum, { recipients }) => sum + recipients.length, 0), now))) return false
      await this.people.tell(tx, addressed)
      await this.sendGathered(tx, day, now)
      return true
    })
  }

  /** It stands in their inboxes already: only the ways out of the house are told again. */
  private async sendGathered(tx: Tx, day: PlainDate, now: Instant): Promise<void> {
    const { digests, telling, ids } = this.stores
    const byPerson = new Map<string, Gathered[]>()
    for (let round = 0; round < MOST_PAGES; round += 1) {
      const some = await digests.takeGathered(tx, now)
      for (const one of some) byPerson.set(one.userId, [...(byPerson.get(one.userId) ?? []), one])
      if (some.length === 0) break
    }
    const contacts = await telling.contacts.of([...byPerson.keys()], tx)
    const drafts = [...byPerson].map(([userId, gathered]) => ({ userId, gathered, id: ids.next() }))
    await telling.inbox.add(tx, drafts.map(({ userId, gathered, id }) => messageOf(id, userId, gathered, day)), now)
    const deliveries = drafts.flatMap(({ userId, gathered, id }) =>
      [...new Set(gathered.map(({ channel }) => channel))].flatMap((channel): NewDelivery[] => {
        const found = channel === 'webhook' ? undefined : contacts.get(userId)?.addresses[mutableChannelSchema.parse(channel)]
        if (found === undefined) return []
        return [{
          id: ids.next(), messageId: id, userId, caseId: null, eventType: 'notification.daily_digest', channel, address: found.address, addressMasked: found.masked,
          state: 'waiting', mayWait: false, nextAt: now, answer: null,
        }]
      }),
    )
    await telling.deliveries.add(tx, deliveries, now)
  }
}

const MOST_LINES = 20

function messageOf(id: string, userId: string, gathered: readonly Gathered[], day: PlainDate) {
  const titles = [...new Set(gathered.map(({ title }) => title))]
  const rest = titles.length - MOST_LINES
  return {
    id, userId: `@digest:${userId}`, sourceKey: `digest:${day}`, eventType: 'notification.daily_digest', kind: 'digest', severity: 'info', title: `${titles.length} 条通知`,
    body: [...titles.slice(0, MOST_LINES), ...(rest > 0 ? [`另有 ${rest} 条，请到系统中查看`] : [])].join('\n'), link: '/notifications', caseId: null, dueAt: null,
  } as const
}
