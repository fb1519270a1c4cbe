import { z } from 'zod'
import { categoryCodeField } from '@tongban/kernel/contract'

export const categorySuggestionSchema = z.strictObject({
  code: categoryCodeField,
  /** 0..1, of the suggestions for one text; advisory, never a permission to dispatch by itself. */
  confidence: z.number().min(0).max(1),
  /** The words of the text that speak for it, strongest first. */
  words: z.array(z.string()),
})
export type CategorySuggestion = Readonly<z.infer<typeof categorySuggestionSchema>>

/** What kind of alarm the wording raises; several may hold at once. */
export const urgencyKindSchema = z.enum(['hazard', 'life', 'self_harm', 'threat', 'collective', 'cold', 'outage'])
export type UrgencyKind = z.infer<typeof urgencyKindSchema>

export const URGENCY_KIND_LABELS_ZH: Readonly<Record<UrgencyKind, string>> = {
  hazard: '危险情况',
  life: '人身安全',
  self_harm: '轻生苗头',
  threat: '扬言威胁',
  collective: '群体聚集',
  cold: '严寒断暖',
  outage: '水电气热中断',
}

/** The two classes wording alone may raise a case to; see the clock table of the deadline context. */
export const raisedUrgencySchema = z.enum(['emergency', 'livelihood'])
export type RaisedUrgency = z.infer<typeof raisedUrgencySchema>

export const urgencySignalSchema = z.strictObject({
  urgency: raisedUrgencySchema,
  kinds: z.array(urgencyKindSchema),
  words: z.array(z.string()),
})
export type UrgencySignal = Readonly<z.infer<typeof urgencySignalSchema>>
