import { Inject, Injectable } from '@nestjs/common'
import { Freshness, LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { GazetteerBook } from './gazetteer/gazetteer-book.js'
import { InMemoryPlaceResolver } from './in-memory-place-resolver.js'

const LOOK_EVERY_MS = 2_000

/** The gazetteer's revision; the index is ready before the next question needs it. */
@Injectable()
export class PlaceFreshness extends Freshness {
  constructor(
    @Inject(GazetteerBook) private readonly book: GazetteerBook,
    @Inject(InMemoryPlaceResolver) private readonly resolver: InMemoryPlaceResolver,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, LOOK_EVERY_MS, 'the gazetteer could not be read again; the names known before stay')
  }

  override async look(): Promise<void> {
    await this.book.freshen()
    this.resolver.prepare()
  }
}
