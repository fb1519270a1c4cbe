import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, isoOf } from '@tongban/kernel/core'
import { PlatformConfig } from '@tongban/platform/server'
import { MessageChannel, type OutgoingMessage } from '../../contract/index.js'

/** For an installation without an SMS gateway: writes what would have been sent, one line each, to a file only its owner reads. */
@Injectable()
export class FileMessageChannel extends MessageChannel {
  constructor(
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super()
  }

  override get description(): string {
    return `no SMS gateway is configured: messages to citizens are written to ${this.file} and sent to nobody`
  }

  private get file(): string {
    return join(this.config.dataDir, 'messages.log')
  }

  override async send({ id, phone, text }: OutgoingMessage): Promise<void> {
    await mkdir(this.config.dataDir, { recursive: true, mode: 0o700 })
    const file = await open(this.file, 'a', 0o600)
    try {
      await file.appendFile(`${JSON.stringify({ at: isoOf(this.clock.now()), id, phone, text })}\n`)
    } finally {
      await file.close()
    }
  }
}
