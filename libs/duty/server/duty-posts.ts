import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { idOf, type DivisionCode, type UnitId } from '@tongban/kernel/core'
import { OrgDirectory, type Division } from '@tongban/org/contract'
import { PlatformConfig } from '@tongban/platform/server'
import { dutyPostKey, type DutyPost } from '../contract/ports.js'
import type { DutyPostView } from '../contract/duty-views.schema.js'
import { DutyStore } from './persistence/duty.store.js'
import { postOfKey } from './persistence/duty-row.mapper.js'

const MOST_POSTS = 200

/** Which posts there are, where they lie, and whose they are to look after. */
@Injectable()
export class DutyPosts {
  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(DutyStore) private readonly store: DutyStore,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Null when there is no such unit, or no such village: above villages a unit answers. */
  view(post: DutyPost): DutyPostView | null {
    const unit = 'unitId' in post ? this.org.unit(idOf<UnitId>(post.unitId)) : null
    const place = this.org.division(unit?.divisionCode ?? idOf<DivisionCode>('divisionCode' in post ? post.divisionCode : ''))
    if (place === null || (unit === null && place.level !== 'village')) return null
    return {
      key: dutyPostKey(post), unitId: unit?.id ?? null, divisionCode: place.code, name: unit?.name ?? this.placeName(place), level: unit?.level ?? 'village',
      countyCode: this.org.countyOf(place.code)?.code ?? null, townshipCode: this.org.townshipOf(place.code)?.code ?? null,
    }
  }

  /** Its own people; a township also its villages, a county's coordinator its townships, departments and villages, the city all. */
  mayMaintain({ scope, permissions }: Principal, view: DutyPostView): boolean {
    if (!permissions.has('duty.maintain')) return false
    switch (scope.kind) {
      case 'city': return true
      case 'county': return view.countyCode === scope.countyCode
      case 'own_unit': return view.unitId === scope.unitId || (view.unitId === null && this.org.townshipUnit(idOf<DivisionCode>(view.divisionCode))?.id === scope.unitId)
      default: return false
    }
  }

  /** Numbers may be looked up within one's county, and at the city's own posts; from the city, everywhere. */
  mayCall({ scope, permissions, unitId }: Principal, { countyCode }: DutyPostView): boolean {
    if (!permissions.has('duty.call') || scope.kind === 'none') return false
    if (scope.kind === 'city' || countyCode === null) return true
    const own = this.org.unit(unitId)
    return own !== null && this.org.countyOf(own.divisionCode)?.code === countyCode
  }

  /** Of a county its units and the villages that have a roster; of the city (its own code) the units on the city's level. Null for another place. */
  async ofCounty(code: string): Promise<DutyPost[] | null> {
    const division = this.org.division(idOf<DivisionCode>(code))
    if (division === null || (division.level !== 'county' && division.level !== 'city')) return null
    const isCity = division.level === 'city'
    const units = this.org.allUnits().filter((unit) => (isCity ? unit.level === 'city' : this.org.countyOf(unit.divisionCode)?.code === code))
    const places = isCity ? [] : await this.store.places(code, MOST_POSTS)
    const posts = [...units.map(({ id }): DutyPost => ({ unitId: id })), ...places.flatMap((key) => postOfKey(key) ?? [])]
    return posts.slice(0, MOST_POSTS)
  }

  /** Whoever answers for a place, the nearest first: its village, township, county, and the hotline's own. Null for an unknown place. */
  ofPlace(code: string): DutyPost[] | null {
    const division = this.org.division(idOf<DivisionCode>(code))
    if (division === null) return null
    const village: DutyPost[] = division.level === 'village' ? [{ divisionCode: division.code }] : []
    const centre = this.org.unitsOf(idOf<DivisionCode>(this.config.cityCode)).find(({ kind }) => kind === 'hotline_centre') ?? null
    const units = [this.org.townshipUnit(division.code), this.org.coordinatorOf(division.code), centre]
    return [...village, ...units.flatMap((unit): DutyPost[] => (unit === null ? [] : [{ unitId: unit.id }]))]
  }

  /** Whose accounts an entry may name: the unit's own, a village's by those of its township. */
  unitOf({ unitId, divisionCode }: DutyPostView): string | null {
    return unitId ?? this.org.townshipUnit(idOf<DivisionCode>(divisionCode))?.id ?? null
  }

  /** A post as people write it: a unit's id, its name or short name, a village's code. Null when nothing or more than one thing is meant. */
  named(text: string): DutyPost | null {
    const unit = this.org.unit(idOf<UnitId>(text))
    if (unit !== null) return { unitId: unit.id }
    const place = this.org.division(idOf<DivisionCode>(text))
    if (place?.level === 'village') return { divisionCode: place.code }
    const units = this.org.allUnits().filter(({ name, shortName }) => name === text || shortName === text)
    return units.length === 1 && units[0] !== undefined ? { unitId: units[0].id } : null
  }

  private placeName(place: Division): string {
    return this.org.pathOf(place.code).slice(-2).map(({ name }) => name).join('')
  }
}
