import { Controller, Inject } from '@nestjs/common'
import { idOf, type DivisionCode } from '@tongban/kernel/core'
import { HttpEndpoint, Input, PlatformConfig, Refused, type InputOf } from '@tongban/platform/server'
import { OrgDirectory } from '../../contract/org-directory.js'
import { listDivisions, searchUnits } from '../../contract/org-endpoints.js'
import type { Division } from '../../contract/division.schema.js'
import type { Unit } from '../../contract/unit.schema.js'

const MAX_UNITS = 50

@Controller()
export class OrgController {
  constructor(
    @Inject(OrgDirectory) private readonly directory: OrgDirectory,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  @HttpEndpoint(listDivisions)
  divisions(@Input() { query }: InputOf<typeof listDivisions>): { items: readonly Division[] } {
    const parentCode = idOf<DivisionCode>(query.parentCode ?? this.config.cityCode)
    if (query.parentCode !== undefined && this.directory.division(parentCode) === null) {
      throw new Refused({ code: 'DIVISION_UNKNOWN', params: { divisionCode: parentCode } })
    }
    return { items: this.directory.childrenOf(parentCode) }
  }

  /** A county's units are those that answer for it or for a place inside it; an unknown county has none. */
  @HttpEndpoint(searchUnits)
  units(@Input() { query: { q, kind, countyCode } }: InputOf<typeof searchUnits>): { items: readonly Unit[] } {
    const found = this.directory.allUnits().filter(
      (unit) =>
        (kind === undefined || unit.kind === kind) &&
        (q === undefined || unit.name.includes(q) || unit.shortName.includes(q)) &&
        (countyCode === undefined || this.directory.countyOf(unit.divisionCode)?.code === countyCode),
    )
    return { items: found.slice(0, MAX_UNITS) }
  }
}
