import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { isoOf, type Clock } from '@tongban/kernel/core'
import { DeliveryChannel, type Outgoing } from './delivery-channel.js'

/** For an installation without a provider: writes what would have been sent, one line each, to a file only its owner reads. */
export class FileChannel extends DeliveryChannel {
  override readonly description: string
  private readonly file: string

  constructor(
    override readonly channel: 'sms' | 'wechat' | 'email',
    private readonly dataDir: string,
    private readonly clock: Clock,
  ) {
    super()
    this.file = join(dataDir, 'messages.log')
    this.description = `no provider is configured for ${channel}: what would have been sent is written to ${this.file}, and reaches nobody`
  }

  /** Lines of an SMS keep the shape they had when only citizens were written to: {at, id, phone, text}. */
  override async send({ id, address, text }: Outgoing): Promise<string> {
    const line = { at: isoOf(this.clock.now()), id, ...(this.channel === 'sms' ? { phone: address } : { channel: this.channel, address }), text }
    await mkdir(this.dataDir, { recursive: true, mode: 0o700 })
    const file = await open(this.file, 'a', 0o600)
    try {
      await file.appendFile(`${JSON.stringify(line)}\n`)
    } finally {
      await file.close()
    }
    return 'written to a file'
  }
}
