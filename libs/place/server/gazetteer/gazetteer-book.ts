import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { GazetteerEntry } from '../../domain/gazetteer.js'
import { GazetteerStore, type KnownRow } from './gazetteer.store.js'

/** The names in use, in memory. Read whole when the process starts and when their revision is another: a reader has all of one revision or all of the next. */
@Injectable()
export class GazetteerBook implements OnModuleInit {
  private known: { readonly revision: number; readonly entries: readonly GazetteerEntry[] } = { revision: 0, entries: [] }

  constructor(@Inject(GazetteerStore) private readonly store: GazetteerStore) {}

  async onModuleInit(): Promise<void> {
    await this.reload()
  }

  get entries(): readonly GazetteerEntry[] {
    return this.known.entries
  }

  /** The revision is read first: a change between the two statements is found by the next look. */
  async reload(): Promise<void> {
    const { revision } = await this.store.state()
    this.known = { revision, entries: (await this.store.known()).map(entryOf) }
  }

  /** One short statement when nothing has changed. */
  async freshen(): Promise<void> {
    if ((await this.store.state()).revision !== this.known.revision) await this.reload()
  }
}

const entryOf = ({ id, name, aliases, kind, division_code: divisionCode, weight, latitude, longitude }: KnownRow): GazetteerEntry => ({
  id, name, aliases, kind, divisionCode, weight, point: latitude === null || longitude === null ? null : { latitude, longitude },
})
