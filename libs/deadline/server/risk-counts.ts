import { DIVISION_LEVEL_LABELS_ZH, type OrgDirectory } from '@tongban/org/contract'
import { idOf } from '@tongban/kernel/core'
import { riskSchema, type Risk, type RiskCounts } from '../contract/index.js'
import type { RiskCount } from './persistence/risk.read-model.js'

type Chosen = { readonly risk?: Risk | undefined; readonly countyCode?: string | undefined; readonly townshipCode?: string | undefined }

/** How many of a row are of a risk: `again` lies across the others. A case of round two that is due later is `near` to nothing but its round. */
const ofRisk = (row: RiskCount, risk: Risk | undefined): number => {
  if (risk === undefined) return row.count
  return risk === 'again' ? row.again : row.risk === risk ? row.count : 0
}

/** The counts a page shows: by risk within the place chosen, by place for the risk chosen, and what both together are. */
export function riskCountsOf(rows: readonly RiskCount[], isExact: boolean, chosen: Chosen, org: OrgDirectory): RiskCounts {
  const here = rows.filter((row) => (chosen.countyCode === undefined || row.county_code === chosen.countyCode) && (chosen.townshipCode === undefined || row.township_code === chosen.townshipCode))
  const sum = (of: readonly RiskCount[], risk: Risk | undefined): number => of.reduce((total, row) => total + ofRisk(row, risk), 0)
  const nameOf = (code: string | null, level: 'county' | 'township'): string => (code === null ? `未定${DIVISION_LEVEL_LABELS_ZH[level]}` : (org.division(idOf(code))?.name ?? code))
  const counties = [...new Set(rows.map(({ county_code }) => county_code))].sort(byCode).map((code) => {
    const inCounty = rows.filter(({ county_code }) => county_code === code)
    const townships = [...new Set(inCounty.map(({ township_code }) => township_code))].sort(byCode).map((township) => ({
      code: township, name: nameOf(township, 'township'), count: sum(inCounty.filter(({ township_code }) => township_code === township), chosen.risk),
    }))
    return { code, name: nameOf(code, 'county'), count: sum(inCounty, chosen.risk), townships: townships.filter(({ count }) => count > 0) }
  })
  return {
    isExact, total: sum(here, chosen.risk), risks: riskSchema.options.map((risk) => ({ risk, count: sum(here, risk) })),
    counties: counties.filter(({ count }) => count > 0),
  }
}

/** What has no place yet comes last. */
const byCode = (a: string | null, b: string | null): number => (a ?? '~') < (b ?? '~') ? -1 : 1
