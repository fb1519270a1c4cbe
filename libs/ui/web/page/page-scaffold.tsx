import { useEffect, type ReactNode } from 'react'
import { useUiText } from '../i18n/strings.js'
import { useCan } from '../session/session-provider.js'
import { DataState, type DataStateProps, type ReadLike } from './data-state.js'
import styles from './page-scaffold.module.css'

export type PageScaffoldProps<Data> = {
  readonly title: string
  /** Beside the title: a count, a state. */
  readonly aside?: ReactNode
  /** The primary action, top right. */
  readonly action?: ReactNode
  /** Filters and tabs, under the title. */
  readonly toolbar?: ReactNode
  /** Who lacks this permission sees why instead of the page. */
  readonly permission?: string
  /** The page fills the window and scrolls inside its own parts. */
  readonly fixed?: boolean
  /** What the page shows, with its states; `children` is then a function of the data. */
  readonly read?: ReadLike<Data>
  readonly children: ReactNode | ((data: Data) => ReactNode)
} & Pick<DataStateProps<Data>, 'isEmpty' | 'empty'>

/** The frame of every staff page, with its loading, empty, failed and forbidden states. */
export function PageScaffold<Data = never>(props: PageScaffoldProps<Data>): ReactNode {
  const { title, aside, action, toolbar, permission, fixed = false } = props
  const can = useCan()
  useEffect(() => {
    document.title = `${title} · 通办`
  }, [title])
  const forbidden = permission !== undefined && !can(permission)
  return (
    <main className={`${styles.page} ${fixed ? styles.fixed : ''}`}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {aside === undefined ? null : <div className={styles.aside}>{aside}</div>}
        {forbidden || action === undefined ? null : <div className={styles.action}>{action}</div>}
      </header>
      {forbidden || toolbar === undefined ? null : <div className={styles.toolbar}>{toolbar}</div>}
      <div className={styles.body}>{forbidden ? <ForbiddenState permission={permission} /> : <Body {...props} />}</div>
    </main>
  )
}

function Body<Data>({ read, isEmpty, empty, children }: PageScaffoldProps<Data>): ReactNode {
  if (read === undefined || typeof children !== 'function') return typeof children === 'function' ? null : children
  return (
    <DataState read={read} {...(isEmpty === undefined ? {} : { isEmpty })} {...(empty === undefined ? {} : { empty })}>
      {children}
    </DataState>
  )
}

export function ForbiddenState({ permission }: { readonly permission: string }): ReactNode {
  const text = useUiText()
  return (
    <div className={styles.forbidden} role="alert">
      <h2>{text('state.forbidden')}</h2>
      <p>{text('state.forbiddenHint', { permission })}</p>
    </div>
  )
}
