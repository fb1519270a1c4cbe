import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { EventConsumer, EventConsumers } from '@tongban/platform/server'
import { CATALOGUE_PUBLISHED } from '../../contract/catalogue-endpoints.js'
import { PublishedCatalogues } from './published-catalogues.js'

/** The worker that hears of another version reads it at once; the other processes look by themselves every few seconds. */
@Injectable()
export class CataloguePublishedListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'dispatch.catalogues'
  override readonly eventTypes = [CATALOGUE_PUBLISHED]

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(PublishedCatalogues) private readonly catalogues: PublishedCatalogues,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override handle(): Promise<void> {
    return Promise.resolve()
  }

  override afterCommit(): Promise<void> {
    return this.catalogues.reload()
  }
}
