/** Units of one city: one for every township-level division, the rest from unit-template.mjs. */
import {
  CITY_DEPARTMENTS,
  CITY_ENTERPRISES,
  CITY_OFFICES,
  COUNTY_COORDINATOR,
  COUNTY_DEPARTMENTS,
  COUNTY_DEPARTMENT_EXCEPTIONS,
  COUNTY_ENTERPRISES,
  COUNTY_ENTERPRISE_EXCEPTIONS,
  COUNTY_SHORT_NAMES,
} from './unit-template.mjs'

export const UNIT_HEADER = ['id', 'name', 'short_name', 'kind', 'level', 'division_code', 'function_code', 'parent_id', 'peer_class']

const TOWNSHIP_PEER_CLASSES = { street: 'urban_street', town: 'town', township: 'town', sumu: 'sumu', state_farm: 'farm', reserve: 'farm' }

const idText = (functionCode) => functionCode.replaceAll('_', '-')
const coordinatorId = (county) => `county-${county.code}-coordinator`

/** @param divisions rows of divisions.csv */
export function unitRows(divisions) {
  const city = divisions.find((row) => row.level === 'city')
  const counties = divisions.filter((row) => row.level === 'county')
  const countyByCode = new Map(counties.map((county) => [county.code, county]))
  const townships = divisions.filter((row) => row.level === 'township')
  return [
    ...CITY_OFFICES.map((office) => cityOffice(city, office)),
    ...CITY_DEPARTMENTS.map((department) => cityDepartment(city, department)),
    ...CITY_ENTERPRISES.map((enterprise) => cityEnterprise(city, enterprise)),
    ...counties.flatMap((county) => countyUnits(county)),
    ...townships.map((township) => townshipUnit(township, countyByCode.get(township.parent_code))),
  ]
}

function cityOffice(city, [id, kind, functionCode, name, shortName]) {
  return unit({ id, name, shortName, kind, level: 'city', division: city, functionCode, parentId: '', peerClass: '' })
}

function cityDepartment(city, [functionCode, name, shortName, parentFunction]) {
  const parentId = parentFunction ? `city-${idText(parentFunction)}` : ''
  const id = `city-${idText(functionCode)}`
  const kind = 'city_department'
  return unit({ id, name, shortName, kind, level: 'city', division: city, functionCode, parentId, peerClass: kind })
}

function cityEnterprise(city, [functionCode, name, shortName]) {
  const id = `enterprise-${city.code}-${idText(functionCode)}`
  const kind = 'enterprise'
  return unit({ id, name, shortName, kind, level: 'city', division: city, functionCode, parentId: '', peerClass: kind })
}

function countyUnits(county) {
  const [coordinatorName, coordinatorShortName] = COUNTY_COORDINATOR
  const coordinator = unit({
    id: coordinatorId(county),
    name: fill(coordinatorName, county),
    shortName: fill(coordinatorShortName, county),
    kind: 'county_coordinator',
    level: 'county',
    division: county,
    functionCode: '',
    parentId: '',
    peerClass: 'county',
  })
  const departments = COUNTY_DEPARTMENTS.map(([functionCode, name, shortName]) => {
    const own = COUNTY_DEPARTMENT_EXCEPTIONS.find(([code, differing]) => code === county.code && differing === functionCode)
    return countyUnit(county, 'county_department', own ? own.slice(1) : [functionCode, name, shortName])
  })
  const enterprises = [
    ...COUNTY_ENTERPRISES,
    ...COUNTY_ENTERPRISE_EXCEPTIONS.filter(([code]) => code === county.code).map((exception) => exception.slice(1)),
  ].map((enterprise) => countyUnit(county, 'enterprise', enterprise))
  return [coordinator, ...departments, ...enterprises]
}

function countyUnit(county, kind, [functionCode, name, shortName]) {
  const isEnterprise = kind === 'enterprise'
  const cityWide = CITY_ENTERPRISES.some(([served]) => served === functionCode)
  return unit({
    id: `${isEnterprise ? 'enterprise' : 'county'}-${county.code}-${idText(functionCode)}`,
    name: fill(name, county),
    shortName: fill(shortName, county),
    kind,
    level: 'county',
    division: county,
    functionCode,
    parentId: isEnterprise ? (cityWide ? `enterprise-${county.code.slice(0, 4)}00-${idText(functionCode)}` : '') : coordinatorId(county),
    peerClass: kind,
  })
}

function townshipUnit(township, county) {
  const place = township.name.replace(/办事处$/, '')
  return unit({
    id: `township-${township.code}`,
    name: officialName(township, place, county),
    shortName: place.replace(/^通辽市国有|^通辽市|^国有/, '').replace(county.name, ''),
    kind: 'township',
    level: 'township',
    division: township,
    functionCode: '',
    parentId: coordinatorId(county),
    peerClass: TOWNSHIP_PEER_CLASSES[township.kind],
  })
}

function officialName(township, place, county) {
  if (township.kind === 'street') return `${county.name}${place}办事处`
  if (township.kind === 'state_farm' || township.kind === 'reserve') {
    return place.startsWith('通辽市') || place.startsWith(county.name) ? place : `${county.name}${place}`
  }
  return `${county.name}${place}人民政府`
}

const shortNameOf = (county) => COUNTY_SHORT_NAMES[county.code] ?? county.name
const fill = (pattern, county) => pattern.replaceAll('{county}', county.name).replaceAll('{short}', shortNameOf(county))

function unit({ id, name, shortName, kind, level, division, functionCode, parentId, peerClass }) {
  return {
    id,
    name,
    short_name: shortName,
    kind,
    level,
    division_code: division.code,
    function_code: functionCode,
    parent_id: parentId,
    peer_class: peerClass,
  }
}
