import { AppstoreOutlined } from '@ant-design/icons'
import { useEffect, useId, type ReactNode } from 'react'
import { useLocation } from 'react-router'
import { useConsoleText } from '../console-strings.js'
import styles from './more-menu.module.css'
import { useDisclosure } from './use-disclosure.js'

/** The pages that have no place in the rail. `paths`: theirs, so that the button says when one of them is open. */
export function MoreMenu({ paths, children }: { readonly paths: readonly string[]; readonly children: ReactNode }): ReactNode {
  const text = useConsoleText()
  const panelId = useId()
  const { pathname } = useLocation()
  const { place, open, setOpen } = useDisclosure()
  // whoever has chosen a page wants to see it
  useEffect(() => setOpen(false), [pathname, setOpen])
  const isHere = paths.some((path) => pathname === path || pathname.startsWith(`${path}/`))
  return (
    <div ref={place} className={styles.place}>
      <button
        type="button"
        className={`${styles.button} ${isHere ? styles.here : ''}`}
        aria-expanded={open}
        aria-controls={panelId}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.icon} aria-hidden="true">
          <AppstoreOutlined />
        </span>
        {text('nav.more')}
      </button>
      {open ? (
        <ul id={panelId} className={styles.panel}>
          {children}
        </ul>
      ) : null}
    </div>
  )
}
