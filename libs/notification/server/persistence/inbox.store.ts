import { Inject, Injectable } from '@nestjs/common'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, writeOutbox, type Tx } from '@tongban/platform/server'
import { INBOX_CHANGED_TYPE, type NoticeKind, type Severity } from '../../contract/index.js'

export type NewMessage = {
  readonly id: string
  readonly userId: string
  readonly sourceKey: string
  readonly eventType: string
  readonly kind: NoticeKind
  readonly severity: Severity
  readonly title: string
  readonly body: string
  readonly link: string | null
  readonly caseId: string | null
  readonly dueAt: number | null
}

export type MessageRow = {
  id: string; kind: NoticeKind; severity: Severity; event_type: string; title: string; body: string; link: string | null; due_at: Instant | null; created_at: Instant; read_at: Instant | null
}

const INSERT = statement<{ id: string; user_id: string }>(
  'notification.insert_messages',
  `INSERT INTO notification_message (city_code, id, user_id, source_key, event_type, kind, severity, title, body, link, case_id, due_at, created_at)
   SELECT $2, r.id, r."userId", r."sourceKey", r."eventType", r.kind, r.severity, r.title, r.body, r.link, r."caseId", r."dueAt", $3
   FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "userId" text, "sourceKey" text, "eventType" text, kind text, severity text, title text, body text, link text, "caseId" uuid, "dueAt" timestamptz)
   ON CONFLICT ON CONSTRAINT notification_message_once DO NOTHING RETURNING id, user_id`,
)
/** Beyond it the sign says 999+; counting on would cost and tell nothing. */
const MOST_COUNTED = 1_000
// Index notification_message_unread.
const UNREAD = statement<{ user_id: string; unread: number }>(
  'notification.unread_of',
  `SELECT u.user_id, (SELECT count(*) FROM (SELECT 1 FROM notification_message m WHERE m.city_code = $1 AND m.user_id = u.user_id AND m.read_at IS NULL LIMIT ${MOST_COUNTED}) AS counted) AS unread
   FROM unnest($2::text[]) AS u(user_id)`,
)
const COLUMNS = 'id, kind, severity, event_type, title, body, link, due_at, created_at, read_at'
// Index notification_message_inbox.
const LIST = statement<MessageRow>(
  'notification.list_inbox',
  `SELECT ${COLUMNS} FROM notification_message
   WHERE city_code = $1 AND user_id = $2 AND ($3::text IS NULL OR kind = $3) AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5::uuid))
   ORDER BY created_at DESC, id DESC LIMIT $6`,
)
// Index notification_message_unread.
const LIST_UNREAD = statement<MessageRow>(
  'notification.list_unread',
  `SELECT ${COLUMNS} FROM notification_message
   WHERE city_code = $1 AND user_id = $2 AND read_at IS NULL AND ($3::text IS NULL OR kind = $3) AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5::uuid))
   ORDER BY created_at DESC, id DESC LIMIT $6`,
)
const MARK_ONE = statement<{ was_read: boolean }>(
  'notification.mark_read',
  `UPDATE notification_message m SET read_at = coalesce(m.read_at, $4) FROM (SELECT id, read_at IS NOT NULL AS was_read FROM notification_message WHERE city_code = $1 AND id = $3 AND user_id = $2) AS b
   WHERE m.city_code = $1 AND m.id = b.id RETURNING b.was_read`,
)
// Index notification_message_unread.
const MARK_ALL = statement<{ id: string }>(
  'notification.mark_all_read',
  `UPDATE notification_message SET read_at = $4 WHERE city_code = $1 AND user_id = $2 AND read_at IS NULL AND created_at <= $3::timestamptz RETURNING id`,
)
// Index notification_message_age.
const FORGET = statement<{ id: string }>(
  'notification.forget_messages',
  `WITH old AS MATERIALIZED (SELECT id FROM notification_message WHERE city_code = $1 AND created_at < $2::timestamptz ORDER BY created_at LIMIT 5000)
   DELETE FROM notification_message m USING old WHERE m.city_code = $1 AND m.id = old.id RETURNING m.id`,
)

export type InboxPage = { readonly unread: boolean; readonly kind: NoticeKind | null; readonly after: { readonly at: Instant; readonly id: string } | null; readonly limit: number }

/** The inboxes. */
@Injectable()
export class InboxStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Ids of those that are new; who has been told of the same is not told again. Two workers at once: one of them writes. */
  async add(tx: Tx, messages: readonly NewMessage[], now: Instant): Promise<ReadonlySet<string>> {
    if (messages.length === 0) return new Set()
    // In one order for everybody: two workers with the same people would wait for each other crosswise.
    const rows = [...messages]
      .sort((a, b) => (a.userId === b.userId ? compare(a.sourceKey, b.sourceKey) : compare(a.userId, b.userId)))
      .map((message) => ({ ...message, dueAt: message.dueAt === null ? null : isoOf(instant(message.dueAt)) }))
    const added = await tx.run(INSERT, [JSON.stringify(rows), this.config.cityCode, isoOf(now)])
    return new Set(added.map(({ id }) => id))
  }

  /** Tells the screens of these people how many are unread now, in the same transaction. */
  async tellChanged(tx: Tx, userIds: readonly string[], now: Instant): Promise<void> {
    const people = [...new Set(userIds)].filter((userId) => !userId.startsWith('@'))
    if (people.length === 0) return
    const counts = await tx.run(UNREAD, [this.config.cityCode, people])
    await writeOutbox(
      tx, this.config.cityCode,
      counts.map(({ user_id: userId, unread }) => ({ type: INBOX_CHANGED_TYPE, subjectId: userId, at: now, data: { userId, unread: Number(unread) } })),
    )
  }

  async unread(userId: string, from: Tx = this.database): Promise<number> {
    const [row] = await from.run(UNREAD, [this.config.cityCode, [userId]])
    return Number(row?.unread ?? 0)
  }

  async list(userId: string, { unread, kind, after, limit }: InboxPage): Promise<MessageRow[]> {
    return this.database.run(unread ? LIST_UNREAD : LIST, [this.config.cityCode, userId, kind, after === null ? null : isoOf(after.at), after?.id ?? null, limit])
  }

  /** False: there is no such message of this person. */
  async markRead(userId: string, id: string, now: Instant): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [row] = await tx.run(MARK_ONE, [this.config.cityCode, userId, id, isoOf(now)])
      if (row === undefined) return false
      if (!row.was_read) await this.tellChanged(tx, [userId], now)
      return true
    })
  }

  async markAllRead(userId: string, until: Instant, now: Instant): Promise<void> {
    await this.database.transaction(async (tx) => {
      const marked = await tx.run(MARK_ALL, [this.config.cityCode, userId, isoOf(until), isoOf(now)])
      if (marked.length > 0) await this.tellChanged(tx, [userId], now)
    })
  }

  /** Some of what is older; returns how many, so that whoever tidies comes again while there is more. */
  async forgetBefore(before: Instant): Promise<number> {
    return (await this.database.run(FORGET, [this.config.cityCode, isoOf(before)])).length
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
