import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link, Navigate } from 'react-router'
import type { RoleId, SessionView } from '@tongban/access/contract'
import { useConsoleText, type ConsoleKey } from './console-strings.js'
import styles from './home-page.module.css'
import { landingPath } from './navigation.js'

/** What each role without a page would do on it, and what holds until then. */
const UNTIL_THEN: Partial<Record<RoleId, ConsoleKey>> = {
  system_admin: 'home.systemAdmin',
  security_admin: 'home.securityAdmin',
  audit_admin: 'home.auditAdmin',
  knowledge_editor: 'home.knowledgeEditor',
}

/** Sends everybody to where their day begins; tells plainly who has no page in this version. */
export function HomePage({ session, onSignOut }: { readonly session: SessionView; readonly onSignOut: () => Promise<void> }): ReactNode {
  const text = useConsoleText()
  const path = landingPath(session)
  if (path !== null) return <Navigate to={path} replace />
  return (
    <main className={styles.page}>
      <h1>{text('home.nothing')}</h1>
      <p>{text('home.nothingWho', { roles: session.roles.map(({ zh }) => zh).join('、'), unit: session.unit.name })}</p>
      {session.roles.map(({ id }) => {
        const sentence = UNTIL_THEN[id]
        return sentence === undefined ? null : <p key={id}>{text(sentence)}</p>
      })}
      <p>
        <Button onClick={() => void onSignOut()}>{text('user.signOut')}</Button>
      </p>
    </main>
  )
}

export function NotFoundPage(): ReactNode {
  const text = useConsoleText()
  return (
    <main className={styles.page}>
      <h1>{text('home.notFound')}</h1>
      <p>{text('home.notFoundHint')}</p>
      <p>
        <Link to="/">{text('home.back')}</Link>
      </p>
    </main>
  )
}
