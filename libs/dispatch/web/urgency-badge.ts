import type { Tone } from '@tongban/ui/web'
import type { useDispatchText } from './dispatch-strings.js'

type Say = ReturnType<typeof useDispatchText>

/** Only what is not ordinary is marked. */
export function urgencyBadge(urgency: string, text: Say): { readonly tone: Tone; readonly text: string } | null {
  switch (urgency) {
    case 'emergency':
      return { tone: 'bad', text: text('urgency.emergency') }
    case 'livelihood':
      return { tone: 'warn', text: text('urgency.livelihood') }
    case 'complex':
      return { tone: 'neutral', text: text('urgency.complex') }
    default:
      return null
  }
}
