import { refusalText } from '@tongban/kernel/contract'
import { useLanguage } from '@tongban/ui/web'
import type { AllowedAction } from '../../contract/index.js'
import { hasCaseText, useCaseText } from '../strings/case-strings.js'

/** An action's name and why it is off, in the language of the screen; the server's own Chinese where there is no other. */
export function useActionWords(): {
  readonly name: (action: AllowedAction) => string
  readonly why: (action: AllowedAction) => string | null
} {
  const text = useCaseText()
  const { language } = useLanguage()
  return {
    name: ({ action, zh }) => {
      const key = `action.${action}`
      return hasCaseText(key) ? text(key) : zh
    },
    why: ({ enabled, code, why }) => {
      if (enabled) return null
      const english = language === 'en' && code !== null ? refusalText(code)?.en : undefined
      // an English sentence with places cannot be filled here: the server sends the Chinese one filled
      return english !== undefined && !english.includes('{') ? english : (why ?? code)
    },
  }
}
