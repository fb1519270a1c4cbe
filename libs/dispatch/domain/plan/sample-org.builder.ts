import type { DivisionFacts, OrgLookups, UnitFacts } from './org-lookups.js'

type Node = DivisionFacts & { readonly parentCode: string | null }

const unit = (kind: string, id: string, name: string, divisionCode: string, functionCode: string | null = null): UnitFacts => ({ id, name, kind, functionCode, divisionCode })
const CITY = '150500'

/**
 * For specs: units over a division tree. Every township has its unit and every county its coordinator; every county but Kulun (150524)
 * has a department of agriculture; one power company and one city department of human resources serve all.
 */
export function buildSampleOrg(byCode: ReadonlyMap<string, Node>): OrgLookups {
  const pathOf = (code: string): Node[] => {
    const path: Node[] = []
    for (let at = byCode.get(code); at; at = byCode.get(at.parentCode ?? '')) path.unshift(at)
    return path
  }
  const ancestor = (code: string, level: DivisionFacts['level']): Node | null => pathOf(code).find((node) => node.level === level) ?? null
  const townshipUnit = (code: string): UnitFacts | null => {
    const township = ancestor(code, 'township')
    return township && unit('township', `township-${township.code}`, `${township.name}政府`, township.code)
  }
  const coordinatorOf = (code: string): UnitFacts | null => {
    const county = ancestor(code, 'county')
    return county && unit('county_coordinator', `county-${county.code}`, `${county.name}统筹`, county.code)
  }
  const agricultureOf = (countyCode: string): UnitFacts => unit('county_department', `county-${countyCode}-agriculture`, '农牧局', countyCode, 'agriculture')
  const power = unit('enterprise', 'enterprise-power', '供电公司', CITY, 'power_grid')
  const humanResources = unit('city_department', 'city-human-resources', '市人社局', CITY, 'human_resources')
  return {
    division: (code) => byCode.get(code) ?? null,
    pathOf,
    countyOf: (code) => ancestor(code, 'county'),
    townshipOf: (code) => ancestor(code, 'township'),
    townshipUnit,
    coordinatorOf,
    unit: (id) => {
      const named = [power, humanResources].find((each) => each.id === id)
      const [, kind, code = '', of] = /^(township|county)-(\d+)(-agriculture)?$/.exec(id) ?? []
      if (named !== undefined || kind === undefined) return named ?? null
      if (kind === 'township') return townshipUnit(code)
      return of === undefined ? coordinatorOf(code) : agricultureOf(code)
    },
    unitByFunction: (kind, functionCode, countyCode) => {
      if (kind === 'county_department') return functionCode === 'agriculture' && countyCode !== null && countyCode !== '150524' ? agricultureOf(countyCode) : null
      if (kind === 'enterprise') return functionCode === 'power_grid' ? power : null
      return functionCode === 'human_resources' ? humanResources : null
    },
  }
}
