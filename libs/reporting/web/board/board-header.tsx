import { formatMoment, useConnection, useLanguage, useNow, weekdayOf } from '@tongban/ui/web'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { BoardSnapshot } from '../../contract/index.js'
import { useReportingText } from '../strings/reporting-strings.js'
import styles from './board-header.module.css'

const CONNECTION = { online: ['●', 'board.live'], connecting: ['◌', 'board.connecting'], offline: ['○', 'board.offline'] } as const

/** Whose board it is, the city's time, and whether what is seen is now. */
export function BoardHeader({ snapshot, failed }: { readonly snapshot: BoardSnapshot; readonly failed: boolean }): ReactNode {
  const text = useReportingText()
  const connection = useConnection()
  const state = failed ? 'offline' : connection
  const [shape, word] = CONNECTION[state]
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{text('board.title', { city: snapshot.city.name })}</h1>
      <WallClock />
      <div className={styles.state} data-state={state} role="status">
        <span aria-hidden="true">{shape}</span>
        {text(word)}
        {state === 'online' ? null : (
          <span className={styles.asOf}>{text('board.asOf', { time: formatMoment(snapshot.at, 'second') })}</span>
        )}
      </div>
      <Link className={styles.back} to="/">
        {text('board.staff')}
      </Link>
    </header>
  )
}

/** By itself, so that a second's beat draws only this again. */
function WallClock(): ReactNode {
  const now = useNow('second')
  const { language } = useLanguage()
  const weekday = language === 'zh' ? weekdayOf(now, 'zh').replace('周', '星期') : weekdayOf(now, 'en')
  return (
    <time className={styles.clock} dateTime={new Date(now).toISOString()}>
      {formatMoment(now, 'day')} {weekday} <b>{formatMoment(now, 'second')}</b>
    </time>
  )
}
