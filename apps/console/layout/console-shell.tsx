import { lazy, Suspense, type ReactNode } from 'react'
import type { SessionView } from '@tongban/access/contract'
import styles from './console-shell.module.css'
import { SideNav } from './side-nav.js'

export type ConsoleShellProps = { readonly session: SessionView; readonly onSignOut: () => Promise<void>; readonly children: ReactNode }

/** It comes with its own chunk: the first screen does not wait for it. */
const InboxBell = lazy(() => import('@tongban/notification/web').then((notification) => ({ default: notification.InboxBell })))

/** A slim rail and the page; on a phone the rail lies at the bottom. */
export const ConsoleShell = ({ session, onSignOut, children }: ConsoleShellProps): ReactNode => (
  <div className={styles.shell}>
    <SideNav
      session={session}
      onSignOut={onSignOut}
      bell={
        <Suspense fallback={null}>
          <InboxBell />
        </Suspense>
      }
    />
    <div className={styles.page}>{children}</div>
  </div>
)
