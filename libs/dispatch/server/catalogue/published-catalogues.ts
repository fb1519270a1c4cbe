import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { Clock, type Instant } from '@tongban/kernel/core'
import { Freshness, LOGGER, type Tx } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { buildCatalogue, type Catalogue } from '../../domain/index.js'
import { CatalogueVersionStore } from './catalogue-version.store.js'

/** How long a process may not know of a published version. */
const LOOK_EVERY_MS = 3_000

type Loaded = { readonly state: string; readonly versions: readonly { readonly validFrom: number; readonly catalogue: Catalogue }[] }

const NOTHING: Loaded = { state: '', versions: [] }
const EMPTY = buildCatalogue([])

/**
 * The catalogue in force and those to come, in memory, because every filing asks. Each process looks every few seconds whether there is another version.
 * A version is built whole and put in place in one step, so that a question
 * never sees half of a change; which one answers is decided by the moment of the question, so that an upcoming version takes over without a reading.
 */
@Injectable()
export class PublishedCatalogues extends Freshness implements OnModuleInit {
  private loaded: Loaded = NOTHING

  constructor(
    @Inject(CatalogueVersionStore) private readonly store: CatalogueVersionStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, LOOK_EVERY_MS, 'the dispatch catalogue could not be read again; the one known before stays')
  }

  async onModuleInit(): Promise<void> {
    await this.reload()
  }

  /** Throws on rows that make no catalogue; what was known before then stays. */
  async reload(tx?: Tx): Promise<void> {
    const state = await this.store.state(tx)
    const live = await this.store.live(this.clock.now(), tx)
    // Versions never go; what a seed has read is known here before it is committed, and an empty store is no news then.
    if (tx === undefined && live.length === 0 && this.loaded.versions.length > 0) return
    const known = new Map(this.loaded.versions.map((each) => [each.catalogue.version, each]))
    // A version never changes: what is known of it already stays the same object.
    const versions = live.map(({ head, rows }) => known.get(head.version) ?? { validFrom: head.valid_from, catalogue: buildCatalogue(rows, head.version) })
    this.loaded = { state, versions }
  }

  override async look(): Promise<void> {
    if ((await this.store.state()) !== this.loaded.state) await this.reload()
  }

  /** What dispatches go by at a moment; before the first version begins, that first one. Empty while nothing is published. */
  at(moment: Instant): Catalogue {
    const { versions } = this.loaded
    const begun = versions.filter(({ validFrom }) => validFrom <= moment).at(-1)
    return (begun ?? versions[0])?.catalogue ?? EMPTY
  }

  inForce(): Catalogue {
    return this.at(this.clock.now())
  }
}
