import { Inject, Injectable } from '@nestjs/common'
import { plainDateOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'

// Primary key (city_code, day).
const TAKE = statement<{ last: number }>(
  'supervision.take_numbers',
  `INSERT INTO supervision_number AS n (city_code, day, last) VALUES ($1, $2, $3)
   ON CONFLICT (city_code, day) DO UPDATE SET last = n.last + excluded.last RETURNING last`,
)

/** Numbers of orders, DB20261122-0001: a sequence for each day of the city. Taken outside of any transaction, so nobody waits; gaps are normal. */
@Injectable()
export class OrderNumbers {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async take(at: Instant, count: number): Promise<string[]> {
    const day = plainDateOf(at)
    const [row] = await this.database.run(TAKE, [this.config.cityCode, day, count])
    const last = row?.last ?? count
    return Array.from({ length: count }, (_, index) => `DB${day.replaceAll('-', '')}-${String(last - count + 1 + index).padStart(4, '0')}`)
  }
}
