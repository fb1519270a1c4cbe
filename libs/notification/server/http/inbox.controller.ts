import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock, instant, instantFromIso, isoOf, isoOrNull } from '@tongban/kernel/core'
import { Caller, cursorOf, HttpEndpoint, Input, PlatformConfig, readCursor, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import {
  countUnread, listNotices, markAllRead, markRead, readPreferences, writePreferences, type NoticeView, type NotificationPreferences,
} from '../../contract/index.js'
import { clockText, quietHoursOf } from '../../domain/index.js'
import { Channels } from '../channels/channels.js'
import { ContactStore } from '../persistence/contact.store.js'
import { InboxStore, type MessageRow } from '../persistence/inbox.store.js'

type Asked = RequestContext<Principal>

/** Everybody's own inbox and own addresses; nobody else's, whatever id is named. */
@Controller()
export class InboxController {
  constructor(
    @Inject(InboxStore) private readonly inbox: InboxStore,
    @Inject(ContactStore) private readonly contacts: ContactStore,
    @Inject(Channels) private readonly channels: Channels,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @HttpEndpoint(listNotices)
  async list(@Input() { query }: InputOf<typeof listNotices>, @Caller() { principal }: Asked): Promise<z.output<(typeof listNotices)['response']>> {
    const rows = await this.inbox.list(principal.userId, {
      unread: query.unread ?? false, kind: query.kind ?? null, after: readCursor(query.cursor), limit: query.limit + 1,
    })
    const last = rows[query.limit - 1]
    return { items: rows.slice(0, query.limit).map(viewOf), nextCursor: rows.length > query.limit && last !== undefined ? cursorOf(instant(last.created_at), last.id) : null }
  }

  @HttpEndpoint(countUnread)
  async count(@Caller() { principal }: Asked): Promise<{ unread: number }> {
    return { unread: await this.inbox.unread(principal.userId) }
  }

  @HttpEndpoint(markRead)
  async read(@Input() { params }: InputOf<typeof markRead>, @Caller() { principal }: Asked): Promise<{ unread: number }> {
    if (!(await this.inbox.markRead(principal.userId, params.messageId, this.clock.now()))) throw new Refused({ code: 'NOT_FOUND', params: {} })
    return { unread: await this.inbox.unread(principal.userId) }
  }

  @HttpEndpoint(markAllRead)
  async readAll(@Input() { body }: InputOf<typeof markAllRead>, @Caller() { principal }: Asked): Promise<{ unread: number }> {
    await this.inbox.markAllRead(principal.userId, instantFromIso(body.until), this.clock.now())
    return { unread: await this.inbox.unread(principal.userId) }
  }

  @HttpEndpoint(readPreferences)
  async preferences(@Caller() { principal }: Asked): Promise<NotificationPreferences> {
    const { addresses, muted } = await this.contacts.one(principal.userId)
    const quiet = quietHoursOf(this.config.channels.quietHours)
    return {
      phoneMasked: addresses.sms?.masked ?? null, emailMasked: addresses.email?.masked ?? null, wechatMasked: addresses.wechat?.masked ?? null, muted: [...muted],
      available: [...this.channels.available], quietHours: quiet === null ? null : { from: clockText(quiet.fromMinute), to: clockText(quiet.toMinute) },
    }
  }

  @HttpEndpoint(writePreferences)
  async change(@Input() { body }: InputOf<typeof writePreferences>, @Caller() context: Asked): Promise<NotificationPreferences> {
    const { phone, email, wechat, muted } = body
    await this.contacts.change(context.principal.userId, { sms: phone, email, wechat, muted: muted === undefined ? undefined : [...new Set(muted)] }, this.clock.now())
    return this.preferences(context)
  }
}

const viewOf = (row: MessageRow): NoticeView => ({
  id: row.id, kind: row.kind, severity: row.severity, eventType: row.event_type, title: row.title, body: row.body, link: row.link,
  dueAt: isoOrNull(row.due_at), createdAt: isoOf(instant(row.created_at)), readAt: isoOrNull(row.read_at),
})
