import { Inject, Injectable } from '@nestjs/common'
import { idOf, type Refusal } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { PlatformConfig, Refused } from '@tongban/platform/server'
import type { CalendarScope } from '../contract/work-calendars.js'
import { CITY, layerOfCode, NATION, type CalendarLayer } from '../domain/calendar-book.js'

export type LayerKind = 'nation' | 'city' | 'division' | 'unit'

/** Layers of the book as places and units of the directory, and back. */
@Injectable()
export class CalendarLayers {
  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Throws Refused CALENDAR_SCOPE_UNKNOWN. The city's own code is the city. */
  layerOf({ divisionCode, unitId }: { readonly divisionCode?: string | null | undefined; readonly unitId?: string | null | undefined }): CalendarLayer {
    if (unitId !== undefined && unitId !== null) {
      const unit = this.org.unit(idOf(unitId))
      if (unit === null) throw new Refused({ code: 'CALENDAR_SCOPE_UNKNOWN', params: {} })
      return `${unit.divisionCode}/${unit.id}`
    }
    if (divisionCode === undefined || divisionCode === null || divisionCode === this.config.cityCode) return CITY
    if (this.org.division(idOf(divisionCode)) === null) throw new Refused({ code: 'CALENDAR_SCOPE_UNKNOWN', params: {} })
    return divisionCode
  }

  scopeOf(layer: CalendarLayer): CalendarScope {
    if (layer === NATION || layer === CITY) return { divisionCode: null, unitId: null }
    const [divisionCode = '', unitId = null] = layer.split('/')
    return { divisionCode, unitId }
  }

  kindOf(layer: CalendarLayer): LayerKind {
    if (layer === NATION) return 'nation'
    if (layer === CITY) return 'city'
    return layer.includes('/') ? 'unit' : 'division'
  }

  nameOf(layer: CalendarLayer): string {
    if (layer === NATION) return '国家'
    if (layer === CITY) return '全市'
    const { divisionCode, unitId } = this.scopeOf(layer)
    if (unitId !== null) return this.org.unit(idOf(unitId))?.name ?? unitId
    return divisionCode === null ? layer : (this.org.division(idOf(divisionCode))?.name ?? divisionCode)
  }

  /** A refusal that names a calendar by its code names whose it is instead. */
  inWords({ code, params }: Refusal): Refusal {
    return typeof params.calendar === 'string' ? { code, params: { ...params, calendar: this.nameOf(layerOfCode(params.calendar)) } } : { code, params }
  }

  described = (layer: CalendarLayer): { kind: LayerKind; name: string } => ({ kind: this.kindOf(layer), name: this.nameOf(layer) })
}
