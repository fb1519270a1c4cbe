import { isoField, textField, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { catalogueRowSchema } from './catalogue.schema.js'
import { catalogueFaultSchema } from './catalogue-fault.schema.js'

/** upcoming: its moment is yet to come · in_force: dispatches go by it · past: another took over · withdrawn: before its moment. */
export const catalogueStateSchema = z.enum(['upcoming', 'in_force', 'past', 'withdrawn'])
export type CatalogueState = z.output<typeof catalogueStateSchema>

export const catalogueVersionSchema = z.object({
  version: z.int(),
  state: catalogueStateSchema,
  validFrom: isoField,
  /** When another version took over or will; null while nothing follows. */
  validTo: isoField.nullable(),
  rowCount: z.int(),
  /** The version its draft was made from; null for the first. */
  basedOn: z.int().nullable(),
  /** Null: shipped with the platform. */
  author: z.string().nullable(),
  reason: z.string(),
  publishedAt: isoField,
  withdrawn: z.object({ at: isoField, by: z.string().nullable(), reason: z.string() }).nullable(),
})
export type CatalogueVersion = z.output<typeof catalogueVersionSchema>

const named = z.object({ id: z.string(), name: z.string() })
/** What the codes in rows mean today. A code that means nothing any more is not in it. */
export const catalogueNamesSchema = z.object({ categories: z.array(named), places: z.array(named), units: z.array(named) })
export type CatalogueNames = z.output<typeof catalogueNamesSchema>

export const catalogueVersionDetailSchema = catalogueVersionSchema.extend({ rows: z.array(catalogueRowSchema), names: catalogueNamesSchema })
export type CatalogueVersionDetail = z.output<typeof catalogueVersionDetailSchema>

/** Which fields of a row two versions tell apart, in the order they are shown. */
export const CATALOGUE_FIELDS = [
  'categoryCode', 'placeCode', 'caseTypes', 'urgencies', 'season', 'scope', 'functionCode', 'leadUnitId', 'assistFunctions', 'copyFunctions', 'copyCounty',
  'forbidTownship', 'legalBasis', 'requiredFacts', 'evidenceRequired', 'validFrom', 'validTo',
] as const
export const catalogueFieldSchema = z.enum(CATALOGUE_FIELDS)
export type CatalogueField = z.output<typeof catalogueFieldSchema>

/** One row that two catalogues do not have alike. `fields`: which differ, when both have it; their words as people read them. */
export const catalogueChangeSchema = z.object({
  kind: z.enum(['added', 'changed', 'removed']),
  rowId: z.string(),
  before: catalogueRowSchema.nullable(),
  after: catalogueRowSchema.nullable(),
  fields: z.array(z.object({ field: catalogueFieldSchema, labelZh: z.string(), before: z.string(), after: z.string() })),
})
export type CatalogueChange = z.output<typeof catalogueChangeSchema>

export const catalogueDifferencesSchema = z.object({
  /** The version it is compared with. */
  from: z.int(),
  /** Null: the draft. */
  to: z.int().nullable(),
  added: z.int(), changed: z.int(), removed: z.int(),
  changes: z.array(catalogueChangeSchema),
  names: catalogueNamesSchema,
})
export type CatalogueDifferences = z.output<typeof catalogueDifferencesSchema>

/** A row in the draft; `revision` counts its changes, so that two people do not write over each other. */
export const draftRowSchema = z.object({ row: catalogueRowSchema, revision: z.int(), changedBy: z.string().nullable(), changedAt: isoField })
export type DraftRow = z.output<typeof draftRowSchema>

/**
 * The one draft everybody works in. There is one and not one per author, because what is published is the whole catalogue: two drafts would undo each
 * other's rows when the second is published, and the proposals people accept need one place to go to.
 */
export const catalogueDraftSchema = z.object({
  id: uuidField,
  basedOn: z.int(),
  /** The old version it was made from, when it was restored. */
  restoredFrom: z.int().nullable(),
  /** Counts every change of the draft; publishing names the one that was looked at. */
  revision: z.int(),
  openedBy: z.string().nullable(),
  openedAt: isoField,
  changedAt: isoField,
  rows: z.array(draftRowSchema),
  faults: z.array(catalogueFaultSchema),
  names: catalogueNamesSchema,
})
export type CatalogueDraft = z.output<typeof catalogueDraftSchema>

export const publishCatalogueSchema = z.strictObject({
  reason: textField('发布理由', { min: 4, max: 500 }),
  /** When it takes over; null: at once. */
  validFrom: isoField.nullable(),
  /** The draft's revision the editor has seen. */
  revision: z.int().min(0),
  /** A version that is still upcoming and that this one takes the place of. */
  replaces: z.int().min(1).nullable().default(null),
})
