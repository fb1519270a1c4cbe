import { Inject, Injectable } from '@nestjs/common'
import { idOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { PlaceResolver } from '@tongban/place/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { matcherOf, placeWordsOf } from './place-words.js'

type NamedTopic = { readonly title: string; readonly county_codes: readonly string[]; readonly township_codes: readonly string[]; readonly category_code: string | null }

/** Names of places, matters and units, and who stands where. */
@Injectable()
export class TopicPlaces {
  /** One a division of the city: some thousands at most. */
  private readonly words = new Map<string, RegExp | null>()

  constructor(
    @Inject(OrgDirectory) readonly org: OrgDirectory,
    @Inject(CategoryTree) readonly categories: CategoryTree,
    @Inject(PlaceResolver) private readonly resolver: PlaceResolver,
  ) {}

  /** What a title says beside the divisions it names: those a topic shows anyway. An estate or a road stays, it is what the matter is known by. */
  matterOf(title: string): string {
    const divisions = this.resolver.resolve(title).evidence.filter(({ how }) => how !== 'gazetteer')
    return [...divisions].sort((a, b) => b.start - a.start).reduce((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, title)
  }

  /** What a text says beside the division a case is in, and those above it. Punctuation stays in their place: what stood around them are no neighbours. */
  withoutDivisions(text: string, divisionCode: string | null): string {
    if (divisionCode === null) return text
    const known = this.words.get(divisionCode)
    const words = known === undefined ? matcherOf(this.org.pathOf(idOf(divisionCode)).flatMap(({ name }) => placeWordsOf(name))) : known
    if (known === undefined) this.words.set(divisionCode, words)
    return words === null ? text : text.replace(words, '、')
  }

  placeName(code: string | null): string {
    return code === null ? '全市' : (this.org.division(idOf(code))?.name ?? code)
  }

  /** Its place and what its cases say; where they share no words, its category. */
  titleOf({ title, county_codes: counties, township_codes: townships, category_code: category }: NamedTopic): string {
    const [place = null] = townships.length === 1 ? townships : counties
    return `${this.placeName(place)} ${title === '' ? (this.categoryName(category) ?? '未分类诉求') : title}`
  }

  categoryName(code: string | null): string | null {
    return code === null ? null : (this.categories.category(idOf(code))?.name ?? code)
  }

  unitName(id: string): string {
    return this.org.unit(idOf(id))?.name ?? id
  }

  /** Null where nobody has said, or the code is not known. */
  division(code: string | null): { id: string; name: string } | null {
    const found = code === null ? null : this.org.division(idOf(code))
    return found === null ? null : { id: found.code, name: found.name }
  }

  category(code: string | null): { id: string; name: string } | null {
    const found = code === null ? null : this.categories.category(idOf(code))
    return found === null ? null : { id: found.code, name: found.name }
  }
}
