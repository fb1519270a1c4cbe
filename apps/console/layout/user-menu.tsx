import { Button } from 'antd'
import { useId, type ReactNode } from 'react'
import type { SessionView } from '@tongban/access/contract'
import { useConsoleText } from '../console-strings.js'
import { LanguageSwitch } from './language-switch.js'
import { useDisclosure } from './use-disclosure.js'
import styles from './user-menu.module.css'

/** Who is signed in, from where, with which roles; language; the way out. */
export function UserMenu({ session, onSignOut }: { readonly session: SessionView; readonly onSignOut: () => Promise<void> }): ReactNode {
  const text = useConsoleText()
  const panelId = useId()
  const { place, open, setOpen } = useDisclosure()
  return (
    <div ref={place} className={styles.place}>
      <button
        type="button"
        className={styles.button}
        aria-expanded={open}
        aria-controls={panelId}
        title={text('user.menu')}
        onClick={() => setOpen(!open)}
      >
        {session.displayName}
      </button>
      {open ? (
        <div id={panelId} className={styles.panel}>
          <strong className={styles.name}>{session.displayName}</strong>
          <span>{session.unit.name}</span>
          <span className={styles.roles}>{session.roles.map(({ zh }) => zh).join('、')}</span>
          <LanguageSwitch />
          <Button block onClick={() => void onSignOut()}>
            {text('user.signOut')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
