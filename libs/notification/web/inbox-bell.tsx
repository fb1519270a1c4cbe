import { BellOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import { useRead, useSession } from '@tongban/ui/web'
import { useInboxHints } from './use-inbox-hints.js'
import { countUnread } from '../contract/index.js'
import styles from './inbox-bell.module.css'
import { useNotificationText } from './notification-strings.js'

/** The way to one's notices, with how many are unread; moves by itself. */
export function InboxBell(): ReactNode {
  const text = useNotificationText()
  const { userId } = useSession()
  useInboxHints([countUnread], userId)
  const unread = useRead(countUnread, {}, { staleTimeMs: 60_000 }).data?.unread ?? 0
  return (
    <NavLink
      to="/notifications"
      className={({ isActive }) => `${styles.bell} ${isActive ? styles.here : ''}`}
    >
      <span className={styles.icon} aria-hidden="true">
        <BellOutlined />
        {unread === 0 ? null : <span className={styles.count}>{unread > 99 ? '99+' : unread}</span>}
      </span>
      {unread === 0 ? text('bell.label') : <><span aria-hidden="true">{text('bell.label')}</span><span className="tb-visually-hidden">{text('bell.unread', { count: unread })}</span></>}
    </NavLink>
  )
}
