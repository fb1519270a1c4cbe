import { Inject, Injectable } from '@nestjs/common'
import { Freshness, LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { OrgDirectoryProvider } from './persistence/org-directory-provider.js'

/** Divisions change with a decree, units with a reform: nobody waits for it by the second. */
const LOOK_EVERY_MS = 5_000

/** Divisions and units: when they are others than those known here, all of them are read anew. */
@Injectable()
export class OrgFreshness extends Freshness {
  constructor(
    @Inject(OrgDirectoryProvider) private readonly directory: OrgDirectoryProvider,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, LOOK_EVERY_MS, 'divisions and units could not be read again; those known before stay')
  }

  override look(): Promise<void> {
    return this.directory.freshen()
  }
}
