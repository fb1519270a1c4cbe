import { Inject, Injectable } from '@nestjs/common'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'
import { GramFrequencies } from '../../domain/index.js'

type Row = { counted_at: number; cases: number; indexed: number; counts: Buffer }

const READ = statement<Row>('duplicate.read_frequencies', `SELECT counted_at, cases, indexed, counts FROM duplicate_frequency WHERE city_code = $1 AND counted_at > $2`)
const WRITE = statement(
  'duplicate.write_frequencies',
  `INSERT INTO duplicate_frequency (city_code, counted_at, cases, indexed, counts) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (city_code) DO UPDATE SET counted_at = excluded.counted_at, cases = excluded.cases, indexed = excluded.indexed, counts = excluded.counts
   WHERE duplicate_frequency.counted_at < excluded.counted_at`,
)

/** How rare each gram is, and of how many cases the index consists. */
export type Counted = { readonly countedAt: Instant | null; readonly indexed: number; readonly frequencies: GramFrequencies }

const NOTHING: Counted = { countedAt: null, indexed: 0, frequencies: GramFrequencies.none }

/** Kept in memory, looked after by DuplicateFreshness; one megabyte a process. */
@Injectable()
export class FrequencyStore {
  private counted = NOTHING

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  current(): Counted {
    return this.counted
  }

  /** One short statement when nothing has been counted since. */
  async freshen(): Promise<void> {
    const [row] = await this.database.run(READ, [this.config.cityCode, this.counted.countedAt === null ? '-infinity' : isoOf(this.counted.countedAt)])
    if (row !== undefined) this.counted = { countedAt: instant(row.counted_at), indexed: row.indexed, frequencies: GramFrequencies.fromBytes(row.cases, row.counts) }
  }

  async write(frequencies: GramFrequencies, indexed: number, at: Instant): Promise<void> {
    await this.database.run(WRITE, [this.config.cityCode, isoOf(at), frequencies.cases, indexed, Buffer.from(frequencies.toBytes())])
    await this.freshen()
  }
}
