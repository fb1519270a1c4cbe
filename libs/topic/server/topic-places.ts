import { Inject, Injectable } from '@nestjs/common'
import { idOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'

/** Names of places, matters and units, and who stands where. */
@Injectable()
export class TopicPlaces {
  constructor(
    @Inject(OrgDirectory) readonly org: OrgDirectory,
    @Inject(CategoryTree) readonly categories: CategoryTree,
  ) {}

  placeName(code: string | null): string {
    return code === null ? '全市' : (this.org.division(idOf(code))?.name ?? code)
  }

  /** A topic whose cases share no words is called by its place and category. */
  nameless({ county_codes: [county], category_code: category }: { readonly county_codes: readonly string[]; readonly category_code: string | null }): string {
    return `${this.placeName(county ?? null)} ${this.categoryName(category) ?? '未分类诉求'}`
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
