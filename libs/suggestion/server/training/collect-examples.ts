import { createHash } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { CaseCorpus, type CorpusCase, type CorpusPosition } from '@tongban/case/contract'
import { idOf } from '@tongban/kernel/core'
import { PlaceResolver } from '@tongban/place/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { LabelledRequest } from '../../domain/linear-model.js'
import { CaseLabelStore } from '../persistence/case-label.store.js'
import type { TrainingText } from '../persistence/training.store.js'

const PAGE = 1_000
const MOST_CASES_READ = 200_000
/** The newest; older ones were filed under other habits. */
const MOST_OWN = 40_000
/** So that whoever shares the process is heard in between. */
const BREATHE_EVERY = 100
const FEWEST_EXAMPLES = 40
const FEWEST_CLASSES = 2

export type Collected = { readonly examples: readonly LabelledRequest[]; readonly own: number; readonly counts: Readonly<Record<string, number>> }
export type TooLittle = { readonly examples: number; readonly classes: number; readonly neededExamples: number; readonly neededClasses: number }

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Telephone and identity numbers, plates and the like say who, never what. */
export const withoutNumbers = (text: string): string => text.replace(/[0-9０-９A-Za-z][0-9０-９A-Za-z\-—_.@]{4,}/g, ' ')

/** The facts the operator asked for stand below the matter, as questions of the catalogue. */
const matterOf = (description: string): string => description.split('\n\n')[0] ?? description

@Injectable()
export class CollectExamples {
  constructor(
    @Inject(CaseCorpus) private readonly corpus: CaseCorpus,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(PlaceResolver) private readonly places: PlaceResolver,
    @Inject(CaseLabelStore) private readonly labels: CaseLabelStore,
  ) {}

  /** The city's own settled cases where asked for, and the texts given; categories with fewer than the minimum are left out. */
  async collect(given: readonly TrainingText[], { own, minimumPerClass }: { own: boolean; minimumPerClass: number }): Promise<Collected | TooLittle> {
    const texts = new Map<string, LabelledRequest & { readonly isOwn: boolean }>()
    for (const { hash, label, title, text } of given) texts.set(hash, { label, title, text: withoutNumbers(text), isOwn: false })
    if (own) for (const example of await this.ownCases()) texts.set(hashOf(example), { ...example, isOwn: true })
    const counts: Record<string, number> = {}
    for (const { label } of texts.values()) counts[label] = (counts[label] ?? 0) + 1
    const enough = new Set(Object.keys(counts).filter((label) => (counts[label] ?? 0) >= minimumPerClass))
    const kept = [...texts.values()].filter(({ label }) => enough.has(label))
    if (kept.length < FEWEST_EXAMPLES || enough.size < FEWEST_CLASSES) {
      return { examples: kept.length, classes: enough.size, neededExamples: FEWEST_EXAMPLES, neededClasses: FEWEST_CLASSES }
    }
    return {
      examples: kept.map(({ label, title, text }) => (title === undefined || title === '' ? { label, text } : { label, title, text })),
      own: kept.filter(({ isOwn }) => isOwn).length,
      counts: Object.fromEntries(Object.entries(counts).filter(([label]) => enough.has(label))),
    }
  }

  private async ownCases(): Promise<LabelledRequest[]> {
    const found: LabelledRequest[] = []
    const labels = await this.labels.all()
    let before: CorpusPosition | null = null
    for (let read = 0; read < MOST_CASES_READ && found.length < MOST_OWN; ) {
      const page: readonly CorpusCase[] = await this.corpus.page({ before, limit: PAGE })
      for (const [at, item] of page.entries()) {
        if (at % BREATHE_EVERY === 0) await breathe()
        const example = this.exampleOf(item, labels.get(item.id))
        if (example !== null) found.push(example)
      }
      const last = page.at(-1)
      if (page.length < PAGE || last === undefined) break
      read += page.length
      before = { filedAt: last.filedAt, id: last.id }
    }
    return found.slice(0, MOST_OWN)
  }

  /** Whose it is was never in doubt and a reply of it has passed the review, or an editor has said what it is about; a sealed case is never learned from. */
  private exampleOf({ sealed, contested, accepted, categoryCode: filedAs, parentId, description }: CorpusCase, saidToBe: string | undefined): LabelledRequest | null {
    const categoryCode = saidToBe ?? (contested || !accepted ? null : filedAs)
    if (sealed || parentId !== null || categoryCode === null || this.categories.category(idOf(categoryCode)) === null) return null
    const text = withoutNumbers(this.places.withoutPlaces(matterOf(description))).trim()
    return text === '' ? null : { label: categoryCode, text }
  }
}

export const hashOf = ({ title = '', text }: { readonly title?: string; readonly text: string }): string => createHash('sha256').update(JSON.stringify([title, text])).digest('hex')
