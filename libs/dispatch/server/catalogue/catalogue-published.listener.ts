import { Inject, Injectable } from '@nestjs/common'
import { EventConsumers, ReloadingListener } from '@tongban/platform/server'
import { CATALOGUE_PUBLISHED } from '../../contract/catalogue-endpoints.js'
import { PublishedCatalogues } from './published-catalogues.js'

@Injectable()
export class CataloguePublishedListener extends ReloadingListener {
  constructor(@Inject(EventConsumers) consumers: EventConsumers, @Inject(PublishedCatalogues) catalogues: PublishedCatalogues) {
    super(consumers, 'dispatch.catalogues', CATALOGUE_PUBLISHED, catalogues)
  }
}
