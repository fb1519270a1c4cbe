import {
  AuditOutlined,
  BarChartOutlined,
  BulbOutlined,
  CustomerServiceOutlined,
  FileTextOutlined,
  FundProjectionScreenOutlined,
  HistoryOutlined,
  InboxOutlined,
  PhoneOutlined,
  SendOutlined,
  SolutionOutlined,
  TeamOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { ComponentType, ReactNode } from 'react'
import { NavLink } from 'react-router'
import type { SessionView } from '@tongban/access/contract'
import { useConsoleText } from '../console-strings.js'
import { visiblePages, type NavKey } from '../navigation.js'
import { ConnectionSign } from './connection-sign.js'
import styles from './side-nav.module.css'
import { UserMenu } from './user-menu.js'

const ICONS: Record<NavKey, ComponentType> = {
  intake: PhoneOutlined,
  pool: SendOutlined,
  inbox: InboxOutlined,
  review: AuditOutlined,
  callback: CustomerServiceOutlined,
  cases: FileTextOutlined,
  requests: SolutionOutlined,
  disputes: TeamOutlined,
  shelving: HistoryOutlined,
  proposals: BulbOutlined,
  problems: WarningOutlined,
  measures: BarChartOutlined,
  board: FundProjectionScreenOutlined,
}

/** What this person may open, an icon and a word each. */
export function SideNav({ session, onSignOut }: { readonly session: SessionView; readonly onSignOut: () => Promise<void> }): ReactNode {
  const text = useConsoleText()
  return (
    <nav className={styles.nav} aria-label={text('nav.label')}>
      <ul className={styles.items}>
        {visiblePages(session.permissions).map(({ key, path }) => {
          const Icon = ICONS[key]
          return (
            <li key={key}>
              <NavLink to={path} className={({ isActive }) => `${styles.item} ${isActive ? styles.here : ''}`}>
                <span className={styles.icon} aria-hidden="true">
                  <Icon />
                </span>
                {text(`nav.${key}`)}
              </NavLink>
            </li>
          )
        })}
      </ul>
      <div className={styles.foot}>
        <ConnectionSign />
        <UserMenu session={session} onSignOut={onSignOut} />
      </div>
    </nav>
  )
}
