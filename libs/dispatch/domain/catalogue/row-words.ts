import { CASE_TYPE_ZH } from '@tongban/case/contract'
import { URGENCY_LABELS_ZH } from '@tongban/taxonomy/contract'
import { ANSWERING_SCOPE_LABELS_ZH, type CatalogueRow } from '../../contract/catalogue.schema.js'
import type { CatalogueField } from '../../contract/catalogue-version.schema.js'

/** What codes are called today; null for one that means nothing. */
export type CatalogueNaming = {
  category(code: string): string | null
  place(code: string): string | null
  unit(id: string): string | null
  readonly functions: ReadonlyMap<string, string>
}

export const FIELD_LABELS_ZH: Readonly<Record<CatalogueField, string>> = {
  categoryCode: '分类', placeCode: '区划', caseTypes: '诉求类型', urgencies: '紧急程度', season: '季节', scope: '承办层级', functionCode: '主办职能', leadUnitId: '指定单位',
  assistFunctions: '协办职能', copyFunctions: '抄送职能', copyCounty: '抄送旗县', forbidTownship: '禁止派镇街', legalBasis: '依据', requiredFacts: '要问清的事项',
  evidenceRequired: '现场佐证', validFrom: '有效期起', validTo: '有效期止',
}

const yesNo = (value: boolean): string => (value ? '是' : '否')
const withCode = (name: string | null, code: string): string => (name === null ? code : `${name}（${code}）`)

/** One field of a row as people read it in a list of differences. */
export function wordsOf(row: CatalogueRow, field: CatalogueField, naming: CatalogueNaming): string {
  const functions = (codes: readonly string[]): string => codes.map((code) => naming.functions.get(code) ?? code).join('、')
  switch (field) {
    case 'categoryCode':
      return withCode(naming.category(row.categoryCode), row.categoryCode)
    case 'placeCode':
      return row.placeCode === null ? '全市' : withCode(naming.place(row.placeCode), row.placeCode)
    case 'caseTypes':
      return row.caseTypes.length === 0 ? '不限' : row.caseTypes.map((type) => CASE_TYPE_ZH[type]).join('、')
    case 'urgencies':
      return row.urgencies.length === 0 ? '不限' : row.urgencies.map((urgency) => URGENCY_LABELS_ZH[urgency]).join('、')
    case 'season':
      return row.season === null ? '全年' : `每年 ${row.season.from} 起，${row.season.until} 前`
    case 'scope':
      return ANSWERING_SCOPE_LABELS_ZH[row.scope]
    case 'functionCode':
      return row.functionCode === null ? '' : functions([row.functionCode])
    case 'leadUnitId':
      return row.leadUnitId === null ? '' : withCode(naming.unit(row.leadUnitId), row.leadUnitId)
    case 'assistFunctions':
    case 'copyFunctions':
      return functions(row[field])
    case 'copyCounty':
    case 'forbidTownship':
      return yesNo(row[field])
    case 'legalBasis':
      return row.legalBasis
    case 'requiredFacts':
      return row.requiredFacts.join(' ')
    case 'evidenceRequired':
      return row.evidenceRequired === null ? '随分类' : row.evidenceRequired ? '要求' : '不要求'
    case 'validFrom':
      return row.validFrom ?? '一直'
    case 'validTo':
      return row.validTo ?? '一直'
  }
}
