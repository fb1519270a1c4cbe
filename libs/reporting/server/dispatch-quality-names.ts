import { Inject, Injectable } from '@nestjs/common'
import { idOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import type { QualityBy } from '@tongban/reporting/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { SYSTEM_AUTHOR } from './dispatch-fact.mapper.js'

const NONE: Readonly<Record<QualityBy, string>> = {
  rule: '（没有适用的规则，旗县兜底）', category: '（没有分类）', county: '（地点还没有弄清）', township: '（不知道哪个镇街）', author: '（不明）',
}

/** What a row of the table of wrong dispatches is called. No round trip. */
@Injectable()
export class DispatchQualityNames {
  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
  ) {}

  nameOf(by: QualityBy, id: string | null, people: ReadonlyMap<string, string>): string {
    if (id === null) return NONE[by]
    switch (by) {
      case 'rule': {
        // Rows are named by the category and place they are about: 0301@150502, 03@all#2.
        const [, category = '', place = ''] = /^(\d+)@(\d+|all)(?:#\d+)?$/.exec(id) ?? []
        const where = place === 'all' ? '全市' : (this.org.division(idOf(place))?.name ?? place)
        return category === '' ? id : `${this.categories.category(idOf(category))?.name ?? category} · ${where}`
      }
      case 'category':
        return this.categories.category(idOf(id))?.name ?? id
      case 'county':
      case 'township':
        return this.org.division(idOf(id))?.name ?? id
      case 'author':
        return id === SYSTEM_AUTHOR ? '系统自动派单' : (people.get(id) ?? id)
    }
  }
}
