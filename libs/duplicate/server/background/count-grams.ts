import { Inject, Injectable } from '@nestjs/common'
import { CaseCorpus, type CorpusPosition } from '@tongban/case/contract'
import { Clock, DAY_MS, HOUR_MS } from '@tongban/kernel/core'
import { PlatformConfig } from '@tongban/platform/server'
import { GramFrequencies, gramsOf, trigramsOf } from '../../domain/index.js'
import { matterOfCase } from '../matter-reader.js'
import { FrequencyStore } from '../persistence/frequency.store.js'
import { SignatureStore } from '../persistence/signature.store.js'

const SAMPLE = 20_000
const PAGE = 1_000

/** Counts in how many of the city's latest cases each gram stands: daily, hourly while the city is young. */
@Injectable()
export class CountGrams {
  constructor(
    @Inject(CaseCorpus) private readonly corpus: CaseCorpus,
    @Inject(FrequencyStore) private readonly store: FrequencyStore,
    @Inject(SignatureStore) private readonly signatures: SignatureStore,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** True when it counted. */
  async run(): Promise<boolean> {
    const now = this.clock.now()
    const { countedAt, frequencies } = this.store.current()
    const age = countedAt === null ? Infinity : now - countedAt
    if (age < (frequencies.cases < SAMPLE ? HOUR_MS : DAY_MS)) return false
    const samples: Uint32Array[][] = []
    let before: CorpusPosition | null = null
    while (samples.length < SAMPLE) {
      const page: Awaited<ReturnType<CaseCorpus['page']>> = await this.corpus.page({ before, limit: PAGE })
      for (const item of page) {
        const matter = matterOfCase(item)
        samples.push([gramsOf(matter), trigramsOf(matter, this.config.cityCode)])
      }
      const last = page.at(-1)
      if (last === undefined || page.length < PAGE) break
      before = { filedAt: last.filedAt, id: last.id }
    }
    await this.store.write(GramFrequencies.counted(samples), await this.signatures.count(), now)
    return true
  }
}
