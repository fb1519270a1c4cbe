import { ConfigProvider, theme as antdTheme } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { useMemo, type CSSProperties, type ReactNode } from 'react'
import { useLanguage } from '../i18n/strings.js'
import { boardTheme, SCOPE_TOKENS, staffTheme } from './theme.js'
import './theme-scope.css'

export type ThemeName = 'staff' | 'board'

/** Gives what is inside the tokens of a theme, to antd's parts and, as `--tb-*`, to our own style sheets. May be nested. */
export function ThemeScope({ name = 'staff', children }: { readonly name?: ThemeName; readonly children: ReactNode }): ReactNode {
  const { language } = useLanguage()
  return (
    <ConfigProvider
      theme={name === 'board' ? boardTheme : staffTheme}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
    >
      <ScopeVariables name={name}>{children}</ScopeVariables>
    </ConfigProvider>
  )
}

function ScopeVariables({ name, children }: { readonly name: ThemeName; readonly children: ReactNode }): ReactNode {
  const { token } = antdTheme.useToken()
  const style = useMemo(
    () =>
      Object.fromEntries(Object.entries(SCOPE_TOKENS).map(([variable, key]) => [`--tb-${variable}`, String(token[key])])) as CSSProperties,
    [token],
  )
  return (
    <div className={`tb-scope tb-scope-${name}`} style={style}>
      {children}
    </div>
  )
}
