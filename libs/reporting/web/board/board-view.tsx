import type { ReactNode } from 'react'
import { formatCount, useLanguage, useUrlFilters } from '@tongban/ui/web'
import { Link } from 'react-router'
import type { BoardSnapshot } from '../../contract/index.js'
import { measureAddress } from '../measures/measure-address.js'
import { useReportingText } from '../strings/reporting-strings.js'
import { AlertBanner } from './alert-banner.js'
import { BoardHeader } from './board-header.js'
import { BoardPanel } from './board-panel.js'
import styles from './board-view.module.css'
import { CountyPanel } from './county-panel.js'
import { DueSoonPanel } from './due-soon-panel.js'
import { EventStream } from './event-stream.js'
import { HotTopicLines } from './hot-topic-lines.js'
import { KindBars } from './kind-bars.js'
import { RankingPanel } from './ranking-panel.js'
import { RatesPanel } from './rates-panel.js'
import { TopNumbers } from './top-numbers.js'
import { TopicList } from './topic-list.js'

/** The whole board: 1920 × 1080 on a wall, in proportion on any wide screen, one column on a phone. */
export function BoardView({ snapshot, failed }: { readonly snapshot: BoardSnapshot; readonly failed: boolean }): ReactNode {
  const text = useReportingText()
  const { language } = useLanguage()
  const today = text('board.today')
  return (
    <main className={styles.board} data-revision={snapshot.revision} lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <BoardHeader snapshot={snapshot} failed={failed} />
      <AlertBanner snapshot={snapshot} />
      <TopNumbers snapshot={snapshot} />
      <div className={styles.column}>
        <BoardPanel area="channels" title={text('board.channels')} aside={today}>
          <KindBars
            kinds={snapshot.channels.map(({ id, zh, count }) => ({ id, name: zh, count }))}
            addressOf={(channel) => measureAddress({ measure: 'filed', preset: 'today', channel })}
          />
        </BoardPanel>
        <BoardPanel area="types" title={text('board.types')} aside={today}>
          <KindBars
            kinds={snapshot.caseTypes.map(({ id, zh, count }) => ({ id, name: zh, count }))}
            addressOf={(caseType) => measureAddress({ measure: 'filed', preset: 'today', caseType })}
          />
        </BoardPanel>
        <BoardPanel area="topics" title={text('board.topics')} aside={today}>
          <HotTopicLines />
          <TopicList topics={snapshot.topics} />
        </BoardPanel>
      </div>
      <div className={styles.column}>
        <CountyPanel snapshot={snapshot} />
        <BoardPanel area="events" title={text('board.events')}>
          <EventStream events={snapshot.events} day={snapshot.day} />
        </BoardPanel>
      </div>
      <div className={styles.column}>
        <BoardPanel
          area="rates"
          title={text('board.rates')}
          aside={
            <Link to={measureAddress({ measure: 'callback_valid', preset: 'month' })}>
              {text('board.ratesBasis', { count: formatCount(snapshot.month.validCallbacks) })}
            </Link>
          }
        >
          <RatesPanel month={snapshot.month} />
        </BoardPanel>
        <Ranking ranking={snapshot.ranking} />
        <BoardPanel
          area="soonest"
          title={text('board.soonest')}
          aside={
            <Link to={measureAddress({ measure: 'due_soon' })}>
              {text('board.within24h', { count: formatCount(snapshot.now.dueSoon) })}
            </Link>
          }
        >
          <DueSoonPanel soonest={snapshot.soonest} />
        </BoardPanel>
      </div>
    </main>
  )
}

const FILTERS = { peers: '' } as const

/** Which class is compared stays in the address, so that each wall can show its own. */
function Ranking({ ranking }: { readonly ranking: BoardSnapshot['ranking'] }): ReactNode {
  const text = useReportingText()
  const { filters, set } = useUrlFilters<'peers'>(FILTERS)
  const shown = ranking.find(({ peerClass }) => peerClass === filters.peers) ?? ranking[0]
  return (
    <BoardPanel
      area="ranking"
      title={text('board.ranking')}
      aside={
        shown === undefined ? null : (
          <select
            className={styles.peers}
            aria-label={text('board.peerClass')}
            value={shown.peerClass}
            onChange={(event) => set({ peers: event.target.value })}
          >
            {ranking.map(({ peerClass, peerClassZh }) => (
              <option key={peerClass} value={peerClass}>
                {peerClassZh}
              </option>
            ))}
          </select>
        )
      }
    >
      <RankingPanel units={shown?.units ?? []} />
    </BoardPanel>
  )
}
