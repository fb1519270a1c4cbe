import { join } from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, instantFromIso } from '@tongban/kernel/core'
import { ReferenceSeed, readCsv, type Tx } from '@tongban/platform/server'
import type { CatalogueRow } from '../contract/catalogue.schema.js'
import { shippedRow } from '../domain/index.js'
import { CatalogueVersionStore } from './catalogue/catalogue-version.store.js'
import { PublishedCatalogues } from './catalogue/published-catalogues.js'

/** Before anything the platform could be asked about: every case has a catalogue it was dispatched by. */
const FROM_THE_BEGINNING = instantFromIso('2024-01-01T00:00:00+08:00')

export const SHIPPED_CATALOGUE = join(import.meta.dirname, 'data/catalogue.csv')

/** The catalogue an installation starts with, as its version 1. A city that has any version of its own keeps exactly those. */
@Injectable()
export class DispatchSeed extends ReferenceSeed {
  override readonly name = 'dispatch catalogue'
  override readonly order = 60

  constructor(
    @Inject(CatalogueVersionStore) private readonly versions: CatalogueVersionStore,
    @Inject(PublishedCatalogues) private readonly published: PublishedCatalogues,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super()
  }

  override async load(tx: Tx): Promise<number> {
    const rows: CatalogueRow[] = (await readCsv(SHIPPED_CATALOGUE)).map(shippedRow)
    const first = { version: 1, validFrom: FROM_THE_BEGINNING, rows, authorId: null, reason: '出厂样本', basedOn: null, at: this.clock.now() }
    const added = await this.versions.add(tx, first)
    await this.published.reload(tx)
    return added ? rows.length : 0
  }
}
