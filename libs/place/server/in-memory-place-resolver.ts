import { Inject, Injectable } from '@nestjs/common'
import { OrgDirectory, type Division } from '@tongban/org/contract'
import type { PlaceContext, PlacePoint, PlaceResolution, PointFinding } from '../contract/place.schema.js'
import { PlaceResolver, type PointSurroundings } from '../contract/place-resolver.js'
import { buildPlaceIndex, divisionCalled, pointFinding, resolvePlace, TONGLIAO_PLACE_USAGE, type GazetteerEntry, type PlaceIndex } from '../domain/index.js'
import { GazetteerBook } from './gazetteer/gazetteer-book.js'

/** Below this the words are a guess, and a guess is contradicted by nothing. */
const SURE = 0.5

export type TakenName = { readonly field: '名称' | '别名'; readonly name: string; readonly place: string }

type Built = { readonly divisions: readonly Division[]; readonly names: readonly GazetteerEntry[]; readonly index: PlaceIndex }

/**
 * The index of the division tree and the gazetteer, held in memory. Built again after either has changed, and put in the old one's place whole:
 * a question never sees half of a change.
 */
@Injectable()
export class InMemoryPlaceResolver extends PlaceResolver implements PointSurroundings {
  private built: Built | null = null

  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(GazetteerBook) private readonly gazetteer: GazetteerBook,
  ) {
    super()
  }

  override resolve(text: string, context?: PlaceContext): PlaceResolution {
    return resolvePlace(this.index(), text, context)
  }

  override withoutPlaces(text: string): string {
    const spans = [...this.resolve(text).evidence].sort((a, b) => b.start - a.start)
    return spans.reduce((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end).replace(/^(村民|居民|嘎查)?(委员会|居委会|村委会)/, '')}`, text)
  }

  around(point: PlacePoint, { text, divisionCode }: { readonly text: string; readonly divisionCode: string | null }, context: PlaceContext = {}): PointFinding {
    const { best, ambiguous } = this.resolve(text, { ...context, point: null })
    const heard = best === null || ambiguous || best.confidence < SURE ? null : best.code
    return pointFinding(this.index(), point, divisionCode ?? heard)
  }

  /** The first of the names that a division of the city goes by already, and that division; null when all are free for the gazetteer. */
  taken({ name, aliases, ...use }: Pick<GazetteerEntry, 'name' | 'aliases' | 'kind' | 'divisionCode'>): TakenName | null {
    const index = this.index()
    for (const [at, given] of [name, ...aliases].entries()) {
      const node = divisionCalled(index, given, use)
      if (node !== null) return { field: at === 0 ? '名称' : '别名', name: given, place: node.ancestry.flatMap((id) => index.nodes[id] ?? []).filter(({ level }) => level !== 'city').map((each) => each.name).join('') }
    }
    return null
  }

  /** Builds what a change asks for now instead of with the next question. */
  prepare(): void {
    this.index()
  }

  private index(): PlaceIndex {
    const divisions = this.org.allDivisions()
    const names = this.gazetteer.entries
    if (this.built?.divisions !== divisions || this.built.names !== names) {
      this.built = { divisions, names, index: buildPlaceIndex(divisions, TONGLIAO_PLACE_USAGE, names) }
    }
    return this.built.index
  }
}
