import type { DivisionFacts, OrgLookups, UnitFacts } from './org-lookups.js'

type Node = DivisionFacts & { readonly parentCode: string | null }

const unit = (kind: string, id: string, name: string): UnitFacts => ({ id, name, kind })

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
  return {
    division: (code) => byCode.get(code) ?? null,
    pathOf,
    countyOf: (code) => ancestor(code, 'county'),
    townshipOf: (code) => ancestor(code, 'township'),
    townshipUnit: (code) => {
      const township = ancestor(code, 'township')
      return township && unit('township', `township-${township.code}`, `${township.name}政府`)
    },
    coordinatorOf: (code) => {
      const county = ancestor(code, 'county')
      return county && unit('county_coordinator', `county-${county.code}`, `${county.name}统筹`)
    },
    unitByFunction: (kind, functionCode, countyCode) => {
      if (kind === 'county_department') {
        const exists = functionCode === 'agriculture' && countyCode !== null && countyCode !== '150524'
        return exists ? unit(kind, `county-${countyCode}-agriculture`, '农牧局') : null
      }
      if (kind === 'enterprise') return functionCode === 'power_grid' ? unit(kind, 'enterprise-power', '供电公司') : null
      return functionCode === 'human_resources' ? unit(kind, 'city-human-resources', '市人社局') : null
    },
  }
}
