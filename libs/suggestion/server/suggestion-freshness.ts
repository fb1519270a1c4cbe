import { Inject, Injectable } from '@nestjs/common'
import { Freshness, LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { SuggestionBook } from './suggestion-book.js'

const LOOK_EVERY_MS = 2_000

/** Switches, wordings and the active model. */
@Injectable()
export class SuggestionFreshness extends Freshness {
  constructor(
    @Inject(SuggestionBook) private readonly book: SuggestionBook,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, LOOK_EVERY_MS, 'suggestions could not be read again; what was known before stays')
  }

  override look(): Promise<void> {
    return this.book.freshen()
  }
}
