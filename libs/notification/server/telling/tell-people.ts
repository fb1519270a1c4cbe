import { Inject, Injectable } from '@nestjs/common'
import { DutyContacts } from '@tongban/duty/contract'
import { Clock, DAY_MS, IdGen, type Instant } from '@tongban/kernel/core'
import { PlatformConfig, StoreUnavailable, type Tx } from '@tongban/platform/server'
import { mutableChannelSchema, type OuterChannel } from '../../contract/index.js'
import { awakeFrom, channelPlans, maskedAddress, quietHoursOf, type ChannelPlan, type Notice } from '../../domain/index.js'
import { Channels } from '../channels/channels.js'
import { ContactStore, type Address, type Contact } from '../persistence/contact.store.js'
import { DeliveryStore, type NewDelivery } from '../persistence/delivery.store.js'
import { InboxStore, type NewMessage } from '../persistence/inbox.store.js'
import { WEBHOOK_READER, type Addressed, type Recipient } from './recipients.js'

/** After this it is no news any more: it still stands in the inbox, but an outage, or a city loaded with its past, sends nobody yesterday's SMS. */
const NEWS_MS = DAY_MS

@Injectable()
export class TellingStores {
  constructor(
    @Inject(InboxStore) readonly inbox: InboxStore,
    @Inject(DeliveryStore) readonly deliveries: DeliveryStore,
    @Inject(ContactStore) readonly contacts: ContactStore,
  ) {}
}

type Draft = { readonly message: NewMessage; readonly notice: Notice; readonly recipient: Recipient; readonly plans: readonly ChannelPlan[] }

/** Writes what people are told: a message each, a delivery for each way out of the house, and one sign for each screen. All of it in the caller's transaction. */
@Injectable()
export class TellPeople {
  constructor(
    @Inject(TellingStores) private readonly stores: TellingStores,
    @Inject(Channels) private readonly channels: Channels,
    @Inject(DutyContacts) private readonly duty: DutyContacts,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(IdGen) private readonly ids: IdGen,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The ways that now have something to send. Who has been told of the same is not told again. */
  async tell(tx: Tx, addressed: readonly Addressed[]): Promise<ReadonlySet<OuterChannel>> {
    const now = this.clock.now()
    const drafts = addressed.flatMap(({ notice, recipients }) => recipients.map((recipient) => this.draft(notice, recipient)))
    const added = await this.stores.inbox.add(tx, drafts.map(({ message }) => message), now)
    const fresh = drafts.filter(({ message }) => added.has(message.id))
    const contacts = await this.stores.contacts.of([...new Set(fresh.map(({ recipient }) => recipient.userId))], tx)
    const deliveries: NewDelivery[] = []
    for (const draft of fresh) deliveries.push(...(await this.deliveriesOf(draft, contacts.get(draft.recipient.userId), now)))
    await this.stores.deliveries.add(tx, deliveries, now)
    await this.stores.inbox.tellChanged(tx, fresh.map(({ recipient }) => recipient.userId), now)
    return new Set(deliveries.filter(({ state }) => state === 'waiting').map(({ channel }) => channel))
  }

  private draft(notice: Notice, recipient: Recipient): Draft {
    const { sourceKey, event: eventType, kind, severity, title, body, link, caseId, dueAt } = notice
    return {
      notice, recipient, plans: channelPlans(notice, recipient.rules),
      message: { id: this.ids.next(), userId: recipient.userId, sourceKey, eventType, kind, severity, title, body, link, caseId, dueAt },
    }
  }

  private async deliveriesOf({ message, notice, recipient, plans }: Draft, contact: Contact | undefined, now: Instant): Promise<NewDelivery[]> {
    const made: NewDelivery[] = []
    if (notice.at < now - NEWS_MS) return made
    for (const { channel, mayWait, digest } of plans) {
      if (channel === 'in_app' || !this.channels.available.includes(channel)) continue
      const muted = !notice.urgent && (contact?.muted ?? []).some((one) => one === channel)
      const found = await this.addressOf(channel, recipient, contact)
      const nextAt = mayWait ? awakeFrom(now, quietHoursOf(this.config.channels.quietHours)) : now
      const base = { id: this.ids.next(), messageId: message.id, userId: recipient.userId, caseId: message.caseId, eventType: message.eventType, channel, mayWait, nextAt }
      const reason = muted ? 'switched off by the person' : 'no address'
      if (muted || found === null) made.push({ ...base, address: null, addressMasked: null, state: 'suppressed', answer: reason })
      else made.push({ ...base, address: found.address, addressMasked: found.masked, state: digest ? 'gathered' : 'waiting', answer: null })
    }
    return made
  }

  /** What the person has said themselves; for an SMS else the number on the roster. */
  private async addressOf(channel: OuterChannel, { userId, contactId }: Recipient, contact: Contact | undefined): Promise<Address | null> {
    if (channel === 'webhook') return userId === WEBHOOK_READER ? { address: WEBHOOK_READER, masked: '' } : null
    const own = contact?.addresses[mutableChannelSchema.parse(channel)]
    if (own !== undefined || channel !== 'sms' || contactId === null) return own ?? null
    // A number that cannot be read is none: nobody else's message waits for it.
    const phone = await this.duty.phoneOf(contactId).catch((error: unknown) => {
      if (error instanceof StoreUnavailable) throw error
      return null
    })
    return phone === null ? null : { address: phone, masked: maskedAddress('sms', phone) }
  }
}
