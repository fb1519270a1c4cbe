import type { ReactNode } from 'react'
import { useLanguage } from '@tongban/ui/web'
import styles from './language-switch.module.css'

/** Both languages written in themselves, so that either reader finds the way. */
export function LanguageSwitch(): ReactNode {
  const { language, setLanguage } = useLanguage()
  return (
    <span className={styles.switch}>
      <button type="button" lang="zh-CN" aria-pressed={language === 'zh'} onClick={() => setLanguage('zh')}>
        中文
      </button>
      <button type="button" lang="en" aria-pressed={language === 'en'} onClick={() => setLanguage('en')}>
        English
      </button>
    </span>
  )
}
