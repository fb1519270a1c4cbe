import { Inject, Injectable } from '@nestjs/common'
import { OrgDirectory, type Division } from '@tongban/org/contract'
import type { PlaceContext, PlaceResolution } from '../contract/place.schema.js'
import { PlaceResolver } from '../contract/place-resolver.js'
import { TONGLIAO_PLACE_USAGE, buildPlaceIndex, resolvePlace, type PlaceIndex } from '../domain/index.js'

/** The index of the division tree, held in memory. Built again by the first question after the tree has changed; a question never sees half of a change. */
@Injectable()
export class InMemoryPlaceResolver extends PlaceResolver {
  private built: { readonly from: readonly Division[]; readonly index: PlaceIndex } | null = null

  constructor(@Inject(OrgDirectory) private readonly org: OrgDirectory) {
    super()
  }

  override resolve(text: string, context?: PlaceContext): PlaceResolution {
    return resolvePlace(this.index(), text, context)
  }

  override withoutPlaces(text: string): string {
    const spans = [...this.resolve(text).evidence].sort((a, b) => b.start - a.start)
    return spans.reduce((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end).replace(/^(村民|居民|嘎查)?(委员会|居委会|村委会)/, '')}`, text)
  }

  private index(): PlaceIndex {
    const divisions = this.org.allDivisions()
    if (this.built?.from !== divisions) this.built = { from: divisions, index: buildPlaceIndex(divisions, TONGLIAO_PLACE_USAGE) }
    return this.built.index
  }
}
