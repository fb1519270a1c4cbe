import { z } from 'zod'
import { divisionCodeField } from '@tongban/kernel/contract'

/** The levels a resolved place may have; the words are those of the division tree. */
export const placeLevelSchema = z.enum(['city', 'county', 'township', 'village'])
export type PlaceLevel = z.infer<typeof placeLevelSchema>

/** How a piece of the text came to stand for a division. */
export const placeEvidenceHowSchema = z.enum([
  'official_name',
  'spoken_form',
  'stripped_name',
  'changed_suffix',
  'spelling_variant',
  'typo',
  'homophone',
  'old_name',
  'gazetteer',
])
export type PlaceEvidenceHow = z.infer<typeof placeEvidenceHowSchema>

export const PLACE_EVIDENCE_HOW_LABELS_ZH: Readonly<Record<PlaceEvidenceHow, string>> = {
  official_name: '全称',
  spoken_form: '口语简称',
  stripped_name: '省去后缀',
  changed_suffix: '后缀有出入',
  spelling_variant: '同音或音译异写',
  typo: '一字之差',
  homophone: '读音相同',
  old_name: '原名',
  gazetteer: '地名库',
}

/** `[start, end)` in UTF-16 units of the text as given; `text` is exactly that slice; `code` is the division it supports. */
export const placeEvidenceSchema = z.strictObject({
  start: z.int().min(0),
  end: z.int().min(1),
  text: z.string().min(1),
  code: divisionCodeField,
  how: placeEvidenceHowSchema,
})
export type PlaceEvidence = Readonly<z.infer<typeof placeEvidenceSchema>>

/** 0..1: how sure it is that the place lies in this division (deeper steps are never surer than the steps above them). */
const confidenceField = z.number().min(0).max(1)

export const placeStepSchema = z.strictObject({
  code: divisionCodeField,
  level: placeLevelSchema,
  name: z.string(),
  confidence: confidenceField,
})
export type PlaceStep = Readonly<z.infer<typeof placeStepSchema>>

export const resolvedPlaceSchema = z.strictObject({
  code: divisionCodeField,
  level: placeLevelSchema,
  /** Names from the top of the tree down to the division. */
  path: z.array(z.string()),
  /** The same path with what is known of each step: a village may be doubtful while its township is certain. */
  steps: z.array(placeStepSchema),
  confidence: confidenceField,
})
export type ResolvedPlace = Readonly<z.infer<typeof resolvedPlaceSchema>>

export const placeRivalSchema = z.strictObject({
  code: divisionCodeField,
  level: placeLevelSchema,
  path: z.array(z.string()),
  confidence: confidenceField,
})
export type PlaceRival = Readonly<z.infer<typeof placeRivalSchema>>

/**
 * What the system understood of a place as people say it.
 * `best` is the deepest division on which all likely readings agree; when they do not even agree on a county it is the likeliest one,
 * with a confidence of at most 0.5. `ambiguous` says that the likely readings lie in different townships: ask the caller, and offer
 * `rivals` (and `best`, when it is itself a township or village) as the choices.
 */
export const placeResolutionSchema = z.strictObject({
  best: resolvedPlaceSchema.nullable(),
  level: placeLevelSchema.nullable(),
  evidence: z.array(placeEvidenceSchema),
  rivals: z.array(placeRivalSchema),
  ambiguous: z.boolean(),
  /** The text without what was understood: road, house number, landmark. */
  rest: z.string(),
  /** Nothing of the city was heard, and the text speaks of a place in another one, in these words (赤峰市开发区). */
  elsewhere: z.string().optional(),
})
export type PlaceResolution = Readonly<z.infer<typeof placeResolutionSchema>>

/**
 * A position as a phone gives it: degrees, WGS 84. The gazetteer's points mean the same. 高德 and 腾讯 give GCJ-02, 百度 BD-09, hundreds of metres beside it:
 * whoever has such a one makes it WGS 84 first (`wgs84Of`).
 */
export const placePointSchema = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})
export type PlacePoint = Readonly<z.infer<typeof placePointSchema>>

/** What is known around a position, and whether the words speak of somewhere else. */
export const pointFindingSchema = z.strictObject({
  /** The nearest place of the gazetteer within a few kilometres, and the division it lies in; null when none is that near. */
  nearest: z.strictObject({ name: z.string(), metres: z.int().min(0), code: divisionCodeField, path: z.array(z.string()) }).nullable(),
  /** What the words alone mean, or the division that was chosen; null when they mean nothing sure. */
  said: z.strictObject({ code: divisionCodeField, path: z.array(z.string()) }).nullable(),
  contradicts: z.boolean(),
})
export type PointFinding = Readonly<z.infer<typeof pointFindingSchema>>

/** What is known besides the text: the operator's or caller's county, divisions of the caller's earlier cases, and where the caller's phone is. */
export type PlaceContext = {
  readonly countyCode?: string | null
  readonly hints?: readonly string[]
  readonly point?: PlacePoint | null
}
