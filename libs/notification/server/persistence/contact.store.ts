import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, FieldCipher, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { MutableChannel } from '../../contract/index.js'
import { maskedAddress } from '../../domain/index.js'

type ContactRow = {
  user_id: string; phone_cipher: Buffer | null; phone_masked: string | null; email_cipher: Buffer | null; email_masked: string | null; wechat_cipher: Buffer | null
  wechat_masked: string | null; muted: MutableChannel[]
}
export type Address = { readonly address: string; readonly masked: string }
export type Contact = { readonly addresses: Readonly<Partial<Record<MutableChannel, Address>>>; readonly muted: readonly MutableChannel[] }
/** Undefined leaves a field alone, null removes it. */
export type ContactChange = { readonly [Channel in MutableChannel]?: string | null | undefined } & { readonly muted?: readonly MutableChannel[] | undefined }

const READ = statement<ContactRow>('notification.read_contacts', `SELECT * FROM notification_contact WHERE city_code = $1 AND user_id = ANY ($2::text[])`)
const WRITE = statement(
  'notification.write_contact',
  `INSERT INTO notification_contact AS c (city_code, user_id, phone_cipher, phone_masked, email_cipher, email_masked, wechat_cipher, wechat_masked, muted, updated_at)
   VALUES ($1, $2, $4, $5, $7, $8, $10, $11, coalesce($12::text[], '{}'), $13)
   ON CONFLICT (city_code, user_id) DO UPDATE SET
     phone_cipher = CASE WHEN $3 THEN excluded.phone_cipher ELSE c.phone_cipher END, phone_masked = CASE WHEN $3 THEN excluded.phone_masked ELSE c.phone_masked END,
     email_cipher = CASE WHEN $6 THEN excluded.email_cipher ELSE c.email_cipher END, email_masked = CASE WHEN $6 THEN excluded.email_masked ELSE c.email_masked END,
     wechat_cipher = CASE WHEN $9 THEN excluded.wechat_cipher ELSE c.wechat_cipher END, wechat_masked = CASE WHEN $9 THEN excluded.wechat_masked ELSE c.wechat_masked END,
     muted = coalesce($12::text[], c.muted), updated_at = excluded.updated_at`,
)

const NOBODY: Contact = { addresses: {}, muted: [] }

/** Where people are reached outside the house; numbers and addresses encrypted, each bound to its person and channel. */
@Injectable()
export class ContactStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FieldCipher) private readonly cipher: FieldCipher,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async of(userIds: readonly string[], from: Tx = this.database): Promise<ReadonlyMap<string, Contact>> {
    if (userIds.length === 0) return new Map()
    const rows = await from.run(READ, [this.config.cityCode, userIds])
    return new Map(rows.map((row) => [row.user_id, this.contactOf(row)]))
  }

  async one(userId: string): Promise<Contact> {
    return (await this.of([userId])).get(userId) ?? NOBODY
  }

  async change(userId: string, change: ContactChange, now: Instant, tx: Tx = this.database): Promise<void> {
    const field = (channel: MutableChannel): [boolean, Buffer | null, string | null] => {
      const address = change[channel]
      if (address === undefined || address === null) return [address === null, null, null]
      return [true, this.cipher.encrypt(address, bind(userId, channel)), maskedAddress(channel, address)]
    }
    await tx.run(WRITE, [this.config.cityCode, userId, ...field('sms'), ...field('email'), ...field('wechat'), change.muted ?? null, isoOf(now)])
  }

  /** What cannot be read is no address: everybody told with this person hears of the matter all the same. */
  private readable(channel: MutableChannel, stored: Buffer, userId: string, masked: string | null): Partial<Record<MutableChannel, Address>> {
    try {
      return { [channel]: { address: this.cipher.decrypt(stored, bind(userId, channel)), masked: masked ?? '' } }
    } catch {
      return {}
    }
  }

  private contactOf(row: ContactRow): Contact {
    const read = (channel: MutableChannel, stored: Buffer | null, masked: string | null): Partial<Record<MutableChannel, Address>> =>
      stored === null ? {} : this.readable(channel, stored, row.user_id, masked)
    return {
      addresses: {
        ...read('sms', row.phone_cipher, row.phone_masked), ...read('email', row.email_cipher, row.email_masked), ...read('wechat', row.wechat_cipher, row.wechat_masked),
      },
      muted: row.muted,
    }
  }
}

const bind = (userId: string, channel: MutableChannel): string => `${userId}:${channel}`
