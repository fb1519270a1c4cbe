import {
  AlertOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BarChartOutlined,
  BellOutlined,
  BulbOutlined,
  CalendarOutlined,
  CustomerServiceOutlined,
  FieldTimeOutlined,
  FireOutlined,
  FileTextOutlined,
  FundProjectionScreenOutlined,
  HistoryOutlined,
  IdcardOutlined,
  InboxOutlined,
  MailOutlined,
  PhoneOutlined,
  SendOutlined,
  SettingOutlined,
  SolutionOutlined,
  TeamOutlined,
  ThunderboltOutlined,
  EnvironmentOutlined,
  EyeOutlined,
  TagsOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { ComponentType, ReactNode } from 'react'
import { NavLink } from 'react-router'
import type { SessionView } from '@tongban/access/contract'
import { usePhone } from '@tongban/ui/web'
import { useConsoleText } from '../console-strings.js'
import { railOf, type NavItem, type NavKey } from '../navigation.js'
import { ConnectionSign } from './connection-sign.js'
import { MoreMenu } from './more-menu.js'
import styles from './side-nav.module.css'
import { UserMenu } from './user-menu.js'

const ICONS: Record<NavKey, ComponentType> = {
  intake: PhoneOutlined,
  pool: SendOutlined,
  inbox: InboxOutlined,
  risk: AlertOutlined,
  supervision: EyeOutlined,
  review: AuditOutlined,
  callback: CustomerServiceOutlined,
  cases: FileTextOutlined,
  incidents: ThunderboltOutlined,
  topics: FireOutlined,
  requests: SolutionOutlined,
  disputes: TeamOutlined,
  catalogue: ApartmentOutlined,
  measures: BarChartOutlined,
  board: FundProjectionScreenOutlined,
  duty: IdcardOutlined,
  shelving: HistoryOutlined,
  problems: WarningOutlined,
  proposals: BulbOutlined,
  dryRuns: BulbOutlined,
  dispatchQuality: BarChartOutlined,
  dispatchSettings: SettingOutlined,
  duplicateSettings: SettingOutlined,
  topicSettings: SettingOutlined,
  gazetteer: EnvironmentOutlined,
  suggestions: TagsOutlined,
  policies: FieldTimeOutlined,
  calendar: CalendarOutlined,
  deliveries: MailOutlined,
  noticeRules: BellOutlined,
}

/** On a phone the rail holds as many as fit beside the menu, the inbox and the account. */
const ON_A_PHONE = 3

export type SideNavProps = {
  readonly session: SessionView
  readonly onSignOut: () => Promise<void>
  /** The way to what one was told. */
  readonly bell?: ReactNode
}

/** What this person may open, an icon and a word each; what is seldom wanted behind 更多. */
export function SideNav({ session, onSignOut, bell = null }: SideNavProps): ReactNode {
  const text = useConsoleText()
  const isPhone = usePhone()
  const { inRail, more } = railOf(session.permissions, isPhone ? ON_A_PHONE : null)
  return (
    <nav className={styles.nav} aria-label={text('nav.label')}>
      <ul className={styles.items}>
        {inRail.map((item) => (
          <li key={item.key}>
            <PageLink item={item} />
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        {more.length === 0 ? null : (
          <MoreMenu paths={more.map(({ path }) => path)}>
            {more.map((item) => (
              <li key={item.key}>
                <PageLink item={item} />
              </li>
            ))}
          </MoreMenu>
        )}
        {bell}
        <ConnectionSign />
        <UserMenu session={session} onSignOut={onSignOut} />
      </div>
    </nav>
  )
}

function PageLink({ item: { key, path } }: { readonly item: NavItem }): ReactNode {
  const text = useConsoleText()
  const Icon = ICONS[key]
  return (
    <NavLink to={path} className={({ isActive }) => `${styles.item} ${isActive ? styles.here : ''}`}>
      <span className={styles.icon} aria-hidden="true">
        <Icon />
      </span>
      {text(`nav.${key}`)}
    </NavLink>
  )
}
