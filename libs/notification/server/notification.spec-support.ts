import { StaffDirectory, SystemPrincipal, UserNames, type Principal, type RoleId, type StaffMember } from '@tongban/access/contract'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { DutyContacts, dutyPostKey, type DutyContact, type DutyPost } from '@tongban/duty/contract'
import { idOf, instantFromIso, type Instant } from '@tongban/kernel/core'
import { OrgDirectory, type Unit } from '@tongban/org/contract'
import {
  ConsumerRunner, createLogger, EventConsumers, FieldCipher, Metrics, TimeOrderedIdGen, type Database, type DeliveredEvent, type PlatformConfig,
} from '@tongban/platform/server'
import { FakeClock, openStore, PEOPLE, testConfig, UNITS, type OpenStore } from '@tongban/testing/server'
import type { OuterChannel } from '../contract/index.js'
import { Channels } from './channels/channels.js'
import { DeliveryChannel, type Outgoing } from './channels/delivery-channel.js'
import { ChannelStore } from './persistence/channel.store.js'
import { ContactStore } from './persistence/contact.store.js'
import { DeliveryStore } from './persistence/delivery.store.js'
import { DigestStore } from './persistence/digest.store.js'
import { InboxStore } from './persistence/inbox.store.js'
import { RuleStore } from './persistence/rule.store.js'
import { ChannelWatch } from './sending/channel-watch.js'
import { DailyDigest, DigestReading, DigestStores } from './sending/daily-digest.js'
import { DeliverySender } from './sending/delivery-sender.js'
import { NoticeReader } from './telling/notice-reader.js'
import { NoticesEdge, NoticesListener } from './telling/notices.listener.js'
import { Recipients } from './telling/recipients.js'
import { TellingStores, TellPeople } from './telling/tell-people.js'

/** What other contexts say, at its simplest: people, cases and a roster a test puts there. */
export class Staff extends StaffDirectory {
  readonly members: StaffMember[] = []
  add(userId: string, unitId: string, ...roles: RoleId[]): void {
    this.members.push({ userId, displayName: userId, unitId, roles })
  }
  override staffOf({ unitIds, roles }: { unitIds: readonly string[] | null; roles: readonly RoleId[] }): Promise<readonly StaffMember[]> {
    const found = this.members.filter((one) => (unitIds === null || unitIds.includes(one.unitId)) && one.roles.some((role) => roles.includes(role)))
    return Promise.resolve(found.map((one) => ({ ...one, roles: one.roles.filter((role) => roles.includes(role)) })))
  }
}

export class Cases extends CaseLookup {
  readonly all = new Map<string, CaseSnapshot>()
  override snapshots(ids: readonly string[]): Promise<CaseSnapshot[]> {
    return Promise.resolve(ids.flatMap((id) => this.all.get(id) ?? []))
  }
  override visibleTo(_: Principal, id: string): Promise<CaseSnapshot | null> {
    return Promise.resolve(this.all.get(id) ?? null)
  }
  override visibleAmong(_: Principal, ids: readonly string[]): Promise<CaseSnapshot[]> {
    return this.snapshots(ids)
  }
  override waiting({ scope }: Principal): Promise<CaseSnapshot[]> {
    const unitId = scope.kind === 'own_unit' ? scope.unitId : ''
    return Promise.resolve([...this.all.values()].filter((one) => one.assignments.some((duty) => duty.unitId === unitId)))
  }
}

export class Roster extends DutyContacts {
  readonly contacts = new Map<string, DutyContact[]>()
  readonly phones = new Map<string, string>()
  override onDuty(posts: readonly DutyPost[]): Promise<ReadonlyMap<string, readonly DutyContact[]>> {
    return Promise.resolve(new Map(posts.map((post) => [dutyPostKey(post), this.contacts.get(dutyPostKey(post)) ?? []])))
  }
  override phoneOf(contactId: string): Promise<string | null> {
    return Promise.resolve(this.phones.get(contactId) ?? null)
  }
}

const unit = (id: string, kind: Unit['kind'], name: string): Unit => ({
  id: idOf(id), name, shortName: name, kind, level: 'city', divisionCode: idOf('150500'), functionCode: null, parentId: null, peerClass: null,
})
const HOUSE_UNITS: readonly Unit[] = [
  unit(UNITS.township, 'township', '明仁街道'), unit(UNITS.otherTownship, 'township', '清河镇'), unit(UNITS.department, 'county_department', '住建局'),
  unit(UNITS.coordinator, 'county_coordinator', '旗统筹'), unit(UNITS.hotline, 'hotline_centre', '热线中心'), unit('discipline', 'discipline_inspection', '纪委监委'),
]

const unitOf = (id: string): Unit | null => HOUSE_UNITS.find((one) => one.id === id) ?? null
/** The three questions that are asked of it here. */
const org = { unit: unitOf, allUnits: () => HOUSE_UNITS, coordinatorOf: () => unitOf(UNITS.coordinator) } as unknown as OrgDirectory

class Machine extends SystemPrincipal {
  override principal(): Principal {
    return PEOPLE.system
  }
}

export class NoNames extends UserNames {
  override namesOf(): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map())
  }
}

/** A way out that notes what it was given, and can be made to fail. */
export class Gateway extends DeliveryChannel {
  override readonly description = 'a gateway of the test'
  readonly out: Outgoing[] = []
  fails: Error | null = null
  hold: Promise<void> | null = null
  constructor(override readonly channel: OuterChannel) {
    super()
  }
  override async send(message: Outgoing): Promise<string> {
    if (this.hold !== null) await this.hold
    if (this.fails !== null) throw this.fails
    this.out.push(message)
    return 'taken'
  }
}

class TestChannels extends Channels {
  constructor(
    config: PlatformConfig,
    clock: FakeClock,
    private readonly gateways: ReadonlyMap<OuterChannel, DeliveryChannel>,
  ) {
    super(config, clock, createLogger('test', 'silent'))
  }
  override get available(): readonly OuterChannel[] {
    return [...this.gateways.keys()]
  }
  override way(channel: OuterChannel): DeliveryChannel | null {
    return this.gateways.get(channel) ?? null
  }
}

/** One process of notification over a store: real tables, real consumer runner; what other contexts would say is the test's. */
export class NotificationProcess {
  readonly staff: Staff
  readonly cases: Cases
  readonly roster: Roster
  readonly inbox: InboxStore
  readonly deliveries: DeliveryStore
  readonly contacts: ContactStore
  readonly rules: RuleStore
  readonly channelStates: ChannelStore
  readonly sender: DeliverySender
  readonly digest: DailyDigest
  readonly listener: NoticesListener
  readonly sms = new Gateway('sms')
  readonly email = new Gateway('email')
  readonly wechat = new Gateway('wechat')
  readonly webhook = new Gateway('webhook')
  private readonly runner: ConsumerRunner

  constructor(
    readonly database: Database,
    readonly config: PlatformConfig,
    readonly clock: FakeClock,
    shared?: { staff: Staff; cases: Cases; roster: Roster },
  ) {
    this.staff = shared?.staff ?? new Staff()
    this.cases = shared?.cases ?? new Cases()
    this.roster = shared?.roster ?? new Roster()
    const logger = createLogger('test', 'silent')
    const metrics = new Metrics()
    const ids = new TimeOrderedIdGen(clock)
    const cipher = new FieldCipher(config.dataKey)
    const gateways = [this.sms, this.email, this.wechat, this.webhook]
    const channels = new TestChannels(config, clock, new Map(gateways.map((gateway) => [gateway.channel, gateway])))
    this.inbox = new InboxStore(database, config)
    this.deliveries = new DeliveryStore(database, cipher, config)
    this.contacts = new ContactStore(database, cipher, config)
    this.rules = new RuleStore(database, config)
    this.channelStates = new ChannelStore(database, config)
    const telling = new TellingStores(this.inbox, this.deliveries, this.contacts)
    const reader = new NoticeReader(this.cases, org)
    const recipients = new Recipients(this.staff, this.roster)
    const people = new TellPeople(telling, channels, this.roster, config, ids, clock)
    this.sender = new DeliverySender(this.deliveries, channels, new ChannelWatch(this.channelStates, logger, metrics), config, clock, logger)
    // Nothing is sent by itself in a test: it says when.
    const asleep = { wake: () => undefined } as unknown as DeliverySender
    this.listener = new NoticesListener(new EventConsumers(), reader, recipients, people, asleep, new NoticesEdge(this.rules, clock))
    const stores = new DigestStores(new DigestStore(database, config), this.rules, telling, database, config, ids)
    this.digest = new DailyDigest(stores, new DigestReading(this.cases, org, new Machine()), reader, recipients, people, clock)
    this.runner = new ConsumerRunner(database, metrics, logger, config.cityCode)
  }

  /** As the worker does: once in effect, with the record of it. */
  hear(...events: readonly DeliveredEvent[]): Promise<void> {
    return this.runner.run(this.listener, events)
  }
}

export type NotificationBed = { readonly store: OpenStore; readonly config: PlatformConfig; readonly clock: FakeClock; readonly start: () => NotificationProcess; readonly close: () => Promise<void> }

export async function notificationBed(settings: Record<string, string> = {}): Promise<NotificationBed> {
  const store = await openStore()
  const config = await testConfig(store.url, settings)
  const clock = new FakeClock()
  return { store, config, clock, start: () => new NotificationProcess(store.database, config, clock), close: () => store.close() }
}

let nextEvent = 1_000
/** A case's event as it leaves the outbox. */
export function told(type: string, subjectId: string, data: Record<string, unknown>, at: Instant): DeliveredEvent {
  return { id: (nextEvent += 1), type, subjectId, at, data, traceId: 'test' }
}

export const CASE_ID = '0199a000-0000-7000-8000-0000000000c1'
const AT = instantFromIso('2026-11-16T09:00:00+08:00')

export const snapshotOf = (changes: Partial<CaseSnapshot> = {}): CaseSnapshot =>
  ({
    id: CASE_ID, number: '20261116000001', version: 2, status: 'in_progress', round: 1, title: '路灯不亮', urgency: 'general', countyCode: '150523', sealed: false, filedAt: AT,
    promiseDueAt: instantFromIso('2026-11-21T09:00:00+08:00'), statusSince: AT, subjectUnitIds: [],
    assignments: [{ role: 'lead', unitId: UNITS.township, round: 1, status: 'signed', dispatchedAt: AT, repliedAt: null, promiseDueAt: instantFromIso('2026-11-21T09:00:00+08:00') }],
    ...changes,
  }) as unknown as CaseSnapshot

/** A dispatch to the township, with a department to assist and the coordinator copied. */
export const dispatched = (at: Instant, changes: Record<string, unknown> = {}): DeliveredEvent =>
  told('case.dispatched.v1', CASE_ID, {
    caseId: CASE_ID, number: '20261116000001', version: 2, status: 'in_progress', round: 1, countyCode: '150523', leadUnitId: UNITS.township, unitIds: [UNITS.township], urgency: 'general',
    facts: {
      round: 1, dispatchedBy: 'dispatcher-1', due: { promiseDueAt: instantFromIso('2026-11-21T09:00:00+08:00') },
      assignments: [{ role: 'lead', unitId: UNITS.township }, { role: 'assist', unitId: UNITS.department }, { role: 'cc', unitId: UNITS.coordinator }],
    },
    ...changes,
  }, at)
