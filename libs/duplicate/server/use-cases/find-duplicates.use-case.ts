import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CASE_COMMANDS, CaseListViews, CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { Clock } from '@tongban/kernel/core'
import { LOGGER, PlatformConfig } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { DuplicateFinder, MOST_SHOWN, type DuplicateAnswer, type DuplicateQuestion, type LikelyDuplicate } from '../../contract/index.js'
import { FEWEST_GRAMS, gramsOf, heardPlace, keysToAsk, plainMatter, scoreMatter, trigramsOf, type Matter, type MatterScore } from '../../domain/index.js'
import { FrequencyStore } from '../persistence/frequency.store.js'
import { SettingsStore } from '../persistence/settings.store.js'
import { SignatureStore } from '../persistence/signature.store.js'

/** An operator who types is not held up: after this there is no answer, and no complaint. */
export const SEARCH_LIMIT_MS = 150
/** Read with their cases; some of them fold into one, some are not for this person. */
const READ = 15
/** What stands for the matter of a sealed case. */
const SEALED_TITLE = '保密件'
/** Nothing to say to a caller about a case its citizen has taken back. */
const NOT_SHOWN = ['draft', 'withdrawn']

type Found = MatterScore & { readonly caseId: string }

/** What comparing needs, in memory. */
@Injectable()
export class DuplicateKnowledge {
  constructor(
    @Inject(FrequencyStore) readonly frequencies: FrequencyStore,
    @Inject(SettingsStore) readonly settings: SettingsStore,
    @Inject(PlatformConfig) readonly config: PlatformConfig,
  ) {}
}

/** Candidates by the index, compared exactly here, shown as far as this person may see them. */
@Injectable()
export class FindDuplicates extends DuplicateFinder {
  constructor(
    @Inject(DuplicateKnowledge) private readonly knowledge: DuplicateKnowledge,
    @Inject(SignatureStore) private readonly signatures: SignatureStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseListViews) private readonly views: CaseListViews,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super()
  }

  override async find(question: DuplicateQuestion, principal: Principal): Promise<DuplicateAnswer> {
    const found = await this.score(question)
    if (found === null) return { items: [], gaveUp: true }
    if (found.length === 0) return { items: [], gaveUp: false }
    const { likelyAt } = this.knowledge.settings.current()
    const shown = await this.visible(found.slice(0, READ), principal)
    return { items: shown.slice(0, MOST_SHOWN).map(({ snapshot, score }) => this.item(snapshot, score, likelyAt)), gaveUp: false }
  }

  /** Those at or above the threshold, the likeliest first; null when the search took too long. */
  async score({ texts, categoryCode, callerHash, ...where }: DuplicateQuestion): Promise<Found[] | null> {
    const plain = plainMatter(texts)
    const place = where.heard == null ? { divisionCode: where.divisionCode } : heardPlace(where.heard)
    const asked: Matter = { grams: gramsOf(plain), ...place, categoryCode, callerHash, filedAt: this.clock.now() }
    if (asked.grams.length < FEWEST_GRAMS) return []
    const { frequencies, indexed } = this.knowledge.frequencies.current()
    const { weights, showAt } = this.knowledge.settings.current()
    const keys = keysToAsk(trigramsOf(plain, this.knowledge.config.cityCode), frequencies, indexed)
    const candidates = await this.signatures.candidates({ keys, divisionCode: asked.divisionCode, categoryCode, callerHash }, SEARCH_LIMIT_MS)
    if (candidates === null) {
      this.logger.warn({ keys: keys.length, limitMs: SEARCH_LIMIT_MS }, 'search for duplicates given up')
      return null
    }
    return candidates
      .map((candidate) => ({ caseId: candidate.caseId, ...scoreMatter(asked, candidate, frequencies, weights) }))
      .filter(({ score }) => score >= showAt)
      .sort((one, other) => other.score - one.score || one.daysApart - other.daysApart)
  }

  /** A case that follows another stands for the one it follows: that is what can be urged and joined. */
  private async visible(found: readonly Found[], principal: Principal): Promise<{ snapshot: CaseSnapshot; score: Found }[]> {
    const seen = new Map((await this.cases.visibleAmong(principal, found.map(({ caseId }) => caseId))).map((snapshot) => [snapshot.id, snapshot]))
    const parents = [...seen.values()].flatMap(({ status, parentId }) => (status === 'merged' && parentId !== null && !seen.has(parentId) ? [parentId] : []))
    if (parents.length > 0) for (const snapshot of await this.cases.visibleAmong(principal, [...new Set(parents)])) seen.set(snapshot.id, snapshot)
    const shown = new Map<string, { snapshot: CaseSnapshot; score: Found }>()
    for (const score of found) {
      const own = seen.get(score.caseId)
      if (own === undefined) continue
      const snapshot = own.status === 'merged' && own.parentId !== null ? (seen.get(own.parentId) ?? own) : own
      if (!shown.has(snapshot.id) && !NOT_SHOWN.includes(snapshot.status)) shown.set(snapshot.id, { snapshot, score })
    }
    return [...shown.values()]
  }

  private item(snapshot: CaseSnapshot, { score, text, place, category, sameCaller, daysApart }: Found, likelyAt: number): LikelyDuplicate {
    const item = this.views.listItem(snapshot)
    const may = { mayUrge: CASE_COMMANDS.urge.from.includes(snapshot.status), mayJoin: ['awaiting_dispatch', 'in_progress', 'awaiting_review'].includes(snapshot.status) }
    if (!snapshot.sealed) {
      return { case: item, similarity: rounded(score), evidence: { text: rounded(text), place, category, sameCaller, daysApart: rounded(daysApart) }, likely: score >= likelyAt, ...may }
    }
    return {
      case: { ...item, title: SEALED_TITLE, caseType: null, urgency: null, category: null, placeText: '', division: null, county: null, leadUnit: null },
      similarity: null, evidence: null, likely: false, ...may,
    }
  }
}

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000
