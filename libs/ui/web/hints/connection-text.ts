import { useUiText } from '../i18n/strings.js'
import type { ConnectionState } from './hint-source.js'

/** The state of the push line in a word for a narrow place, and in a sentence that says what it means. */
export function useConnectionText(state: ConnectionState): { readonly word: string; readonly sentence: string } {
  const text = useUiText()
  return { word: text(`connection.${state}Word`), sentence: text(`connection.${state}`) }
}
