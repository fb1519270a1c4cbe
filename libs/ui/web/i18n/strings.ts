import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { localStore } from '../edge/local-store.js'
import { UI_EN, UI_ZH, type UiKey } from './ui-strings.js'

export type Language = 'zh' | 'en'
export type TextParams = Readonly<Record<string, string | number>>
/** Text by key. `{name}` places are filled from the parameters. */
export type Text<Key extends string> = (key: Key, params?: TextParams) => string

/** i18next's own key types want one global table of all contexts; ours are per namespace. */
type Translate = (key: string, options?: Readonly<Record<string, unknown>>) => string

const STORE_KEY = 'tongban.language'
const storedLanguage = (): Language => (localStore.read(STORE_KEY) === 'en' ? 'en' : 'zh')

// Synchronous: the first paint already has its words.
void i18next.use(initReactI18next).init({
  lng: storedLanguage(),
  fallbackLng: 'zh',
  supportedLngs: ['zh', 'en'],
  ns: [],
  resources: {},
  initAsync: false,
  // keys are flat (`filing.submit`), parameters are written as in the refusals of the contracts
  keySeparator: false,
  nsSeparator: false,
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  react: { useSuspense: false },
})

/**
 * Registers the words of one context and gives them back typed: `text(key)` outside of React, `useText()` inside,
 * which draws again when the language changes. English must have every key that Chinese has.
 */
export function registerStrings<const Zh extends Readonly<Record<string, string>>>(
  namespace: string,
  strings: { readonly zh: Zh; readonly en: Readonly<Record<keyof Zh & string, string>> },
): { readonly text: Text<keyof Zh & string>; readonly useText: () => Text<keyof Zh & string> } {
  i18next.addResourceBundle('zh', namespace, strings.zh, true, true)
  i18next.addResourceBundle('en', namespace, strings.en, true, true)
  return {
    text: (key, params) => (i18next.t as unknown as Translate)(key, { ns: namespace, ...params }),
    useText: () => {
      const { t } = useTranslation(namespace)
      return useCallback((key, params) => (t as unknown as Translate)(key, params), [t])
    },
  }
}

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh')

export function useLanguage(): { readonly language: Language; readonly setLanguage: (language: Language) => void } {
  const { i18n } = useTranslation()
  return {
    language: i18n.language === 'en' ? 'en' : 'zh',
    setLanguage: (language) => {
      localStore.write(STORE_KEY, language)
      void i18n.changeLanguage(language)
    },
  }
}

const ui = registerStrings('ui', { zh: UI_ZH, en: UI_EN })
export const uiText: Text<UiKey> = ui.text
export const useUiText = ui.useText
