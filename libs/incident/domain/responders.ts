import type { FunctionCode, UnitKind } from '@tongban/org/contract'
import type { IncidentKind, IncidentLevel, PostLevel } from '../contract/index.js'

type Responder = { readonly kind: Extract<UnitKind, 'city_department' | 'county_department' | 'enterprise'>; readonly functionCode: FunctionCode }

const both = (functionCode: FunctionCode): Responder[] => [{ kind: 'city_department', functionCode }, { kind: 'county_department', functionCode }]
const enterprise = (functionCode: FunctionCode): Responder => ({ kind: 'enterprise', functionCode })

/** Who is called by what happened, beside hotline centre, counties, townships and villages; the emergency office of city and county always. */
export const RESPONDERS: Readonly<Record<IncidentKind, readonly Responder[]>> = {
  water_main_burst: [...both('emergency_management'), ...both('housing'), ...both('water_resources'), enterprise('water_supply')],
  power_outage: [...both('emergency_management'), ...both('industry'), enterprise('power_grid')],
  heating_outage: [...both('emergency_management'), ...both('housing'), enterprise('heat')],
  gas_leak: [...both('emergency_management'), ...both('housing'), ...both('fire_rescue'), enterprise('gas')],
  flood: [...both('emergency_management'), ...both('water_resources'), ...both('fire_rescue'), enterprise('drainage')],
  fire: [...both('emergency_management'), ...both('fire_rescue'), ...both('public_security')],
  road_blocked: [...both('emergency_management'), ...both('transport'), ...both('traffic_police'), ...both('urban_management')],
  extreme_weather: [...both('emergency_management'), ...both('meteorology'), ...both('transport'), ...both('agriculture')],
  pollution: [...both('emergency_management'), ...both('ecology'), ...both('health')],
  public_health: [...both('emergency_management'), ...both('health'), ...both('market_regulation')],
  gathering: [...both('emergency_management'), ...both('public_security'), ...both('petitions')],
  other: both('emergency_management'),
}

/** Minutes until the next in line is called, by how grave it is and how far out the post. Our own defaults: no rule sets them. */
export const ACK_MINUTES: Readonly<Record<IncidentLevel, Readonly<Record<PostLevel, number>>>> = {
  general: { city: 15, county: 15, township: 15, village: 20 },
  larger: { city: 10, county: 10, township: 10, village: 15 },
  major: { city: 5, county: 5, township: 5, village: 10 },
  extraordinary: { city: 3, county: 3, township: 3, village: 5 },
}
