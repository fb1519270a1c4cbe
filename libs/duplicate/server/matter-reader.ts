import { Inject, Injectable } from '@nestjs/common'
import type { CorpusCase } from '@tongban/case/contract'
import { DAY_MS, plus, type Instant } from '@tongban/kernel/core'
import { PlatformConfig } from '@tongban/platform/server'
import { z } from 'zod'
import { CallerHashes } from '../contract/index.js'
import { gramsOf, heardPlace, keysToStore, plainMatter, trigramsOf } from '../domain/index.js'
import { FrequencyStore } from './persistence/frequency.store.js'
import { SettingsStore } from './persistence/settings.store.js'
import type { Signature } from './persistence/signature.store.js'

/** What of a case is said, for comparing and for counting. */
export function matterOfCase({ title, description, placeText }: Pick<CorpusCase, 'title' | 'description' | 'placeText'>): string {
  return plainMatter([title, description, placeText])
}

/** What a filing keeps of how sure its place was; trails of before that was kept, and cases nobody planned, have none. */
const trailSchema = z.object({
  divisionCode: z.string().nullable(),
  basis: z.object({ placeChosen: z.boolean(), countyConfidence: z.number(), townshipConfidence: z.number() }),
})
const COUNTY_DIGITS = 6
const TOWNSHIP_DIGITS = 9

/** Where a case is, as far as that is certain: chosen by a person, then or since, or understood well enough. A guess speaks against no later call. */
function knownPlaceOf({ divisionCode, dispatchTrail }: Pick<CorpusCase, 'divisionCode' | 'dispatchTrail'>): string | null {
  const trail = trailSchema.safeParse(dispatchTrail).data
  if (divisionCode === null || trail === undefined || trail.basis.placeChosen || trail.divisionCode !== divisionCode) return divisionCode
  const { countyConfidence, townshipConfidence } = trail.basis
  const steps = [[COUNTY_DIGITS, countyConfidence], [TOWNSHIP_DIGITS, townshipConfidence], [divisionCode.length, divisionCode.length > COUNTY_DIGITS ? townshipConfidence : countyConfidence]] as const
  return heardPlace({ steps: steps.map(([digits, confidence]) => ({ code: divisionCode.slice(0, digits), confidence })), rivals: [] }).divisionCode
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
        caseId: item.id, filedAt: item.filedAt, divisionCode: knownPlaceOf(item), categoryCode: item.categoryCode, callerHash: hashes.get(item.id) ?? null,
        grams: gramsOf(matter), keys: keysToStore(trigramsOf(matter, this.config.cityCode), frequencies), lookAgainAt: windowEnd(item.filedAt, windowDays),
      }
    })
  }
}

const windowEnd = (filedAt: Instant, windowDays: number): Instant => plus(filedAt, windowDays * DAY_MS)
