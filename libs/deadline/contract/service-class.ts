import { assertNever } from '@tongban/kernel/core'
import { z } from 'zod'

/** Row of the deadline table a case falls under (product table of clocks, first column). */
export const serviceClassSchema = z.enum(['emergency', 'livelihood', 'consultation', 'help_suggestion', 'complaint_report', 'complex'])
export type ServiceClass = z.infer<typeof serviceClassSchema>
export const SERVICE_CLASSES: readonly ServiceClass[] = serviceClassSchema.options

/**
 * Urgency decides first: emergency, livelihood (water, power, gas, heat, extreme weather) and complex are classes of their own whatever the
 * citizen's intent. A general case goes by its type; praise 表扬 is passed on and answered like a suggestion.
 */
export function serviceClassOf(
  urgency: 'emergency' | 'livelihood' | 'general' | 'complex',
  caseType: 'consultation' | 'help' | 'suggestion' | 'complaint' | 'report' | 'praise',
): ServiceClass {
  if (urgency !== 'general') return urgency
  switch (caseType) {
    case 'consultation':
      return 'consultation'
    case 'help':
    case 'suggestion':
    case 'praise':
      return 'help_suggestion'
    case 'complaint':
    case 'report':
      return 'complaint_report'
    default:
      return assertNever(caseType)
  }
}
