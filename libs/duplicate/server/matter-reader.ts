import { Inject, Injectable } from '@nestjs/common'
import type { CorpusCase } from '@tongban/case/contract'
import { DAY_MS, plus, type Instant } from '@tongban/kernel/core'
import { PlatformConfig } from '@tongban/platform/server'
import { CallerHashes } from '../contract/index.js'
import { gramsOf, keysToStore, plainMatter, trigramsOf } from '../domain/index.js'
import { FrequencyStore } from './persistence/frequency.store.js'
import { SettingsStore } from './persistence/settings.store.js'
import type { Signature } from './persistence/signature.store.js'

/** What of a case is said, for comparing and for counting. */
export function matterOfCase({ title, description, placeText }: Pick<CorpusCase, 'title' | 'description' | 'placeText'>): string {
  return plainMatter([title, description, placeText])
}

/** Turns cases into their signatures; hashes of callers in one query for all of them. */
@Injectable()
export class MatterReader {
  constructor(
    @Inject(CallerHashes) private readonly callers: CallerHashes,
    @Inject(FrequencyStore) private readonly frequencies: FrequencyStore,
    @Inject(SettingsStore) private readonly settings: SettingsStore,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async signaturesOf(cases: readonly CorpusCase[]): Promise<Signature[]> {
    if (cases.length === 0) return []
    const { frequencies } = this.frequencies.current()
    const { windowDays } = this.settings.current()
    const hashes = await this.callers.hashesOf(cases.filter(({ sealed }) => !sealed).map(({ id }) => id))
    return cases.map((item) => {
      const matter = matterOfCase(item)
      return {
        caseId: item.id, filedAt: item.filedAt, divisionCode: item.divisionCode, categoryCode: item.categoryCode, callerHash: hashes.get(item.id) ?? null,
        grams: gramsOf(matter), keys: keysToStore(trigramsOf(matter, this.config.cityCode), frequencies), lookAgainAt: windowEnd(item.filedAt, windowDays),
      }
    })
  }
}

const windowEnd = (filedAt: Instant, windowDays: number): Instant => plus(filedAt, windowDays * DAY_MS)
