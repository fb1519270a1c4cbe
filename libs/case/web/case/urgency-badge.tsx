import type { ReactNode } from 'react'
import { StatusBadge, type Tone } from '@tongban/ui/web'
import { hasCaseText, useCaseText } from '../strings/case-strings.js'

const TONES: Readonly<Record<string, Tone>> = { emergency: 'bad', livelihood: 'warn', complex: 'neutral' }

/** The class of a case when it is out of the ordinary; a general one needs no badge. */
export function UrgencyBadge({ urgency }: { readonly urgency: string }): ReactNode {
  const text = useCaseText()
  const key = `case.${urgency}`
  const tone = TONES[urgency]
  return tone === undefined || !hasCaseText(key) ? null : <StatusBadge tone={tone} text={text(key)} />
}
