import type { RoleId } from '@tongban/access/contract'
import type { Audience } from '../contract/index.js'
import type { House, Notice, PeopleQuery } from './notice.js'

/** A coordinator handles and answers for what its own unit is given. */
const HANDLERS: readonly RoleId[] = ['handler', 'county_coordinator']
const LEADS: readonly RoleId[] = ['unit_lead', 'county_coordinator']
/** Of a unit that joins in; discipline inspection has neither handlers nor leads. */
const EVERYBODY: readonly RoleId[] = ['handler', 'unit_lead', 'county_coordinator', 'discipline_inspector']

const inCity = (role: RoleId): readonly PeopleQuery[] => [{ unitIds: null, roles: [role] }]
const inUnits = (unitIds: readonly string[], roles: readonly RoleId[]): readonly PeopleQuery[] => (unitIds.length === 0 ? [] : [{ unitIds, roles }])

/** Which people an audience is, for this notice. Who is on duty, named by the event or gave the order is found elsewhere. */
export function peopleAsked(audience: Audience, { places }: Pick<Notice, 'places'>, house: House): readonly PeopleQuery[] {
  switch (audience) {
    case 'unit_handlers':
      return inUnits(places.units, HANDLERS)
    case 'unit_leads':
      return inUnits(places.units, LEADS)
    case 'assists':
      return inUnits(places.assists, EVERYBODY)
    case 'copies':
      return inUnits(places.copies, EVERYBODY)
    case 'county': {
      const coordinator = places.countyCode === null ? null : house.coordinatorOf(places.countyCode)
      return inUnits(coordinator === null ? [] : [coordinator], ['county_coordinator'])
    }
    case 'targets':
      return places.targets
    case 'dispatchers':
      return inCity('dispatcher')
    case 'reviewers':
      return inCity('reviewer')
    case 'supervisors':
      return inCity('supervisor')
    case 'discipline':
      return inCity('discipline_inspector')
    case 'leaders':
      return inCity('leader')
    case 'duty':
    case 'named':
    case 'issuer':
    case 'system':
      return []
  }
}
