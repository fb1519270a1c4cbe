import { Inject, Injectable } from '@nestjs/common'
import { Clock } from '@tongban/kernel/core'
import { PlatformConfig } from '@tongban/platform/server'

/** The edges a claim touches, as one dependency. */
@Injectable()
export class ClaimEdge {
  constructor(
    @Inject(Clock) readonly clock: Clock,
    @Inject(PlatformConfig) readonly config: PlatformConfig,
  ) {}
}
