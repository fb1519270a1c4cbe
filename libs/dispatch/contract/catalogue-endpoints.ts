import { categoryCodeField, defineEndpoint, divisionCodeField, textField, uuidField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
// Whoever mounts an endpoint knows the words of its refusals.
import './catalogue-refusals.js'
import { catalogueRowDraftSchema } from './catalogue.schema.js'
import { catalogueCoverageSchema, coverageCellSchema } from './catalogue-coverage.schema.js'
import { catalogueFaultSchema } from './catalogue-fault.schema.js'
import { catalogueFileFormatSchema, importCatalogueSchema, importReportSchema } from './catalogue-file.schema.js'
import {
  catalogueDifferencesSchema, catalogueDraftSchema, catalogueVersionDetailSchema, catalogueVersionSchema, draftRowSchema, publishCatalogueSchema,
} from './catalogue-version.schema.js'

const READ = { tag: 'dispatch', permission: 'catalogue.read' } as const
const EDIT = { tag: 'dispatch', permission: 'catalogue.edit' } as const
const versionNumber = z.coerce.number().int().min(1).max(1_000_000)
const versionParams = z.strictObject({ version: versionNumber })
const draftParams = z.strictObject({ draftId: uuidField })
const reason = textField('理由', { min: 4, max: 500 })
const rowIdField = z.string().min(1).max(64)
const DRAFT_GONE = 'CATALOGUE_DRAFT_UNKNOWN'

/** Which catalogue a map or a file is made of. */
const SOURCE = z.enum(['in_force', 'draft']).default('in_force')

export const listCatalogueVersions = defineEndpoint({
  ...READ, name: 'listCatalogueVersions', method: 'GET', path: '/dispatch/catalogue/versions', summary: '派单目录的各个版本，最新的在前',
  response: z.object({ items: z.array(catalogueVersionSchema) }),
})

export const readCatalogue = defineEndpoint({
  ...READ, name: 'readCatalogue', method: 'GET', path: '/dispatch/catalogue', summary: '现行的派单目录：全部规则', response: catalogueVersionDetailSchema, refusals: ['NOT_FOUND'],
})

export const readCatalogueVersion = defineEndpoint({
  ...READ, name: 'readCatalogueVersion', method: 'GET', path: '/dispatch/catalogue/versions/:version', summary: '派单目录的一个版本：全部规则',
  params: versionParams, response: catalogueVersionDetailSchema, refusals: ['NOT_FOUND'],
})

export const compareCatalogueVersions = defineEndpoint({
  ...READ, name: 'compareCatalogueVersions', method: 'GET', path: '/dispatch/catalogue/versions/:version/differences',
  summary: '一个版本与另一个版本（默认它所依据的版本）的差别：新增、改动、删去的规则，逐字段', params: versionParams,
  query: z.strictObject({ from: versionNumber.optional() }), response: catalogueDifferencesSchema, refusals: ['NOT_FOUND'],
})

export const restoreCatalogueVersion = defineEndpoint({
  ...EDIT, name: 'restoreCatalogueVersion', method: 'POST', path: '/dispatch/catalogue/versions/:version/restore', summary: '把一个旧版本恢复成新的草稿',
  params: versionParams, response: catalogueDraftSchema, refusals: ['NOT_FOUND', 'CATALOGUE_DRAFT_OPEN'],
})

export const withdrawCatalogueVersion = defineEndpoint({
  ...EDIT, name: 'withdrawCatalogueVersion', method: 'POST', path: '/dispatch/catalogue/versions/:version/withdraw', status: 200, summary: '撤回一个尚未生效的版本',
  params: versionParams, body: z.strictObject({ reason }), response: catalogueVersionSchema, refusals: ['NOT_FOUND', 'CATALOGUE_NOT_UPCOMING'],
})

export const readCatalogueDraft = defineEndpoint({
  ...READ, name: 'readCatalogueDraft', method: 'GET', path: '/dispatch/catalogue/draft', summary: '正在编辑的草稿：全部规则和检查出的问题；没有草稿时为空',
  response: z.object({ draft: catalogueDraftSchema.nullable() }),
})

export const openCatalogueDraft = defineEndpoint({
  ...EDIT, name: 'openCatalogueDraft', method: 'POST', path: '/dispatch/catalogue/draft', summary: '由现行版本开一份草稿；已有草稿时就是那一份', response: catalogueDraftSchema, status: 200,
})

export const discardCatalogueDraft = defineEndpoint({
  ...EDIT, name: 'discardCatalogueDraft', method: 'POST', path: '/dispatch/catalogue/drafts/:draftId/discard', status: 200, summary: '放弃草稿',
  params: draftParams, body: z.strictObject({ reason, revision: z.int().min(0) }), response: z.object({ discarded: z.literal(true) }),
  refusals: [DRAFT_GONE, 'CATALOGUE_DRAFT_STALE'],
})

export const compareCatalogueDraft = defineEndpoint({
  ...READ, name: 'compareCatalogueDraft', method: 'GET', path: '/dispatch/catalogue/drafts/:draftId/differences', summary: '草稿与现行版本的差别，逐字段',
  params: draftParams, response: catalogueDifferencesSchema, refusals: [DRAFT_GONE],
})

const rowInDraft = z.strictObject({
  /** Null: a new row. */
  rowId: rowIdField.nullable(),
  /** The row's revision the editor has seen; null for a new row. */
  revision: z.int().min(0).nullable(),
  row: catalogueRowDraftSchema,
})
const ROW_EXAMPLE = {
  rowId: null, revision: null,
  row: { categoryCode: '0405', placeCode: '150525', scope: 'enterprise', functionCode: 'heat', copyCounty: true, forbidTownship: true, legalBasis: '内蒙古自治区城镇供热条例', requiredFacts: [] },
}

export const checkCatalogueRow = defineEndpoint({
  ...EDIT, name: 'checkCatalogueRow', method: 'POST', path: '/dispatch/catalogue/drafts/:draftId/check', status: 200, summary: '边改边查：这条规则放进草稿会有什么问题',
  params: draftParams, body: rowInDraft.omit({ revision: true }), response: z.object({ faults: z.array(catalogueFaultSchema) }), refusals: [DRAFT_GONE, 'CATALOGUE_ROW_UNKNOWN'],
  example: { rowId: null, row: ROW_EXAMPLE.row },
})

export const saveCatalogueRow = defineEndpoint({
  ...EDIT, name: 'saveCatalogueRow', method: 'POST', path: '/dispatch/catalogue/drafts/:draftId/rows', status: 200,
  summary: '新增或修改草稿里的一条规则；与另一条同样具体的不予保存', params: draftParams, body: rowInDraft,
  response: z.object({ saved: draftRowSchema, faults: z.array(catalogueFaultSchema), revision: z.int() }),
  refusals: [DRAFT_GONE, 'CATALOGUE_ROW_UNKNOWN', 'CATALOGUE_ROW_STALE', 'CATALOGUE_ROWS_TIED', 'CATALOGUE_ROW_FAULTY', 'CATALOGUE_ROWS_TOO_MANY'], example: ROW_EXAMPLE,
})

export const removeCatalogueRow = defineEndpoint({
  ...EDIT, name: 'removeCatalogueRow', method: 'POST', path: '/dispatch/catalogue/drafts/:draftId/rows/remove', status: 200, summary: '删去草稿里的一条规则',
  params: draftParams, body: z.strictObject({ rowId: rowIdField, revision: z.int().min(0) }), response: z.object({ revision: z.int() }),
  refusals: [DRAFT_GONE, 'CATALOGUE_ROW_UNKNOWN', 'CATALOGUE_ROW_STALE'],
})

export const publishCatalogue = defineEndpoint({
  ...EDIT, name: 'publishCatalogue', method: 'POST', path: '/dispatch/catalogue/drafts/:draftId/publish', summary: '发布草稿为新版本：立即或自某一时刻起生效，各进程几秒内换用',
  params: draftParams, body: publishCatalogueSchema, response: catalogueVersionSchema,
  refusals: [
    DRAFT_GONE, 'CATALOGUE_DRAFT_STALE', 'CATALOGUE_DRAFT_OUTDATED', 'CATALOGUE_FAULTY', 'CATALOGUE_UNCHANGED', 'CATALOGUE_FROM_PAST', 'CATALOGUE_VERSION_UPCOMING',
    'CATALOGUE_NOT_UPCOMING',
  ],
})

export const exportCatalogue = defineEndpoint({
  ...READ, name: 'exportCatalogue', method: 'GET', path: '/dispatch/catalogue/export', summary: '导出派单目录（xlsx 或 csv，中文表头，可原样导入）：现行版本、某一版本或草稿',
  query: z.strictObject({ format: catalogueFileFormatSchema, source: SOURCE, version: versionNumber.optional() }), response: z.any().describe('xlsx 或 csv 文件'),
  refusals: ['NOT_FOUND', DRAFT_GONE],
})

export const importCatalogue = defineEndpoint({
  ...EDIT, name: 'importCatalogue', method: 'POST', path: '/dispatch/catalogue/drafts/:draftId/import', status: 200,
  summary: '把 xlsx 或 csv 导入草稿：逐行逐列报告问题，可选有错就一条不导', params: draftParams, body: importCatalogueSchema, response: importReportSchema,
  refusals: [DRAFT_GONE, 'CATALOGUE_DRAFT_STALE', 'CATALOGUE_FILE_UNREADABLE', 'CATALOGUE_ROWS_TOO_MANY'],
})

export const readCoverage = defineEndpoint({
  ...READ, name: 'readCoverage', method: 'GET', path: '/dispatch/catalogue/coverage', summary: '派单目录的覆盖：每类 × 每个旗县区由谁承办、哪里没有规则、哪里有两条',
  query: z.strictObject({ level: z.coerce.number().int().min(1).max(2).default(2), source: SOURCE }), response: catalogueCoverageSchema, refusals: [DRAFT_GONE],
})

export const readCoverageCell = defineEndpoint({
  ...READ, name: 'readCoverageCell', method: 'GET', path: '/dispatch/catalogue/coverage/:categoryCode/:countyCode', summary: '覆盖图的一格：这一类的每个小类在该旗县区每个镇街由谁承办',
  params: z.strictObject({ categoryCode: categoryCodeField, countyCode: divisionCodeField }), query: z.strictObject({ source: SOURCE }), response: coverageCellSchema,
  refusals: ['NOT_FOUND', DRAFT_GONE],
})

export const CATALOGUE_ENDPOINTS: readonly Endpoint[] = [
  listCatalogueVersions, readCatalogue, readCatalogueVersion, compareCatalogueVersions, restoreCatalogueVersion, withdrawCatalogueVersion, readCatalogueDraft,
  openCatalogueDraft, discardCatalogueDraft, compareCatalogueDraft, checkCatalogueRow, saveCatalogueRow, removeCatalogueRow, publishCatalogue, exportCatalogue,
  importCatalogue, readCoverage, readCoverageCell,
]

/** Told through the outbox when a version was published or withdrawn: processes read the versions again. */
export const CATALOGUE_PUBLISHED = 'dispatch.catalogue_published.v1'
