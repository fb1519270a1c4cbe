import { catalogueRowSchema, type CatalogueRow, type CatalogueRowInput } from '../../contract/catalogue.schema.js'
import { catalogueRowIdOf } from './catalogue.js'

const PLAIN = { scope: 'township', functionCode: null, assistFunctions: [], copyCounty: false, forbidTownship: false, legalBasis: '', requiredFacts: [] } as const

/** A row with everything it is not told left plain: a township answers, without conditions. Throws on what the schema refuses. */
export const buildCatalogueRow = (row: Partial<CatalogueRowInput> & { readonly categoryCode: string }): CatalogueRow =>
  catalogueRowSchema.parse({ ...PLAIN, placeCode: null, id: catalogueRowIdOf(row.categoryCode, row.placeCode ?? null), ...row })
