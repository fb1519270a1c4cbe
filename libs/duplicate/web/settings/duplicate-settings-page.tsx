import type { ReactNode } from 'react'
import { addDays, plainDateOf } from '@tongban/kernel/core'
import { DataState, flatOf, formatPercent, PageScaffold, SettingsForm, useNow, useRead } from '@tongban/ui/web'
import { changeDuplicateSettings, readDuplicateFigures, readDuplicateSettings, type DuplicateSettingsView } from '../../contract/index.js'
import { fieldOf, GROUPS, MAIN, SHIPPED } from './setting-fields.js'
import { useSettingsText } from './settings-strings.js'
import styles from './settings.module.css'

/** `/duplicate-settings`: from which likeness on an operator is shown a case, and, folded, how likeness is counted. */
export default function DuplicateSettingsPage(): ReactNode {
  const text = useSettingsText()
  return (
    <PageScaffold title={text('title')} permission="suggestion.read">
      <SettingsForm<DuplicateSettingsView>
        title={text('title')} hint={text('hint')} saved={text('saved')} reads={readDuplicateSettings} change={changeDuplicateSettings} under="settings" shipped={SHIPPED}
        versionOf={({ settings, ...rest }) => ({ ...rest, values: flatOf(settings) })}
        sections={() => [
          { fields: MAIN.map((name) => ({ ...fieldOf(name, text), help: text(`${name}.what`) })) },
          { own: <Figures /> },
          { title: text('more'), hint: text('more.hint'), folded: GROUPS.map(({ title, names }) => ({ title: text(title), fields: names.map((name) => fieldOf(name, text)) })) },
        ]}
      />
    </PageScaffold>
  )
}

/** What operators did with what they were shown: what a threshold is chosen by. */
function Figures(): ReactNode {
  const text = useSettingsText()
  const today = plainDateOf(useNow('minute'))
  const read = useRead(readDuplicateFigures, { query: { from: addDays(today, -29), to: today } }, { keepPrevious: true })
  return (
    <section className={styles.figures} aria-label={text('figures.title')}>
      <DataState read={read}>
        {({ shown, urged, joined, filedNew, bands }) =>
          shown === 0 ? (
            <p className={styles.small}>{text('figures.none')}</p>
          ) : (
            <>
              <p>{text('figures', { shown, urged, joined, filedNew })}</p>
              <ul className={styles.bands}>
                {bands.map((band) => (
                  <li key={band.from} className={styles.small}>
                    {text('figures.band', { from: formatPercent(band.from), to: formatPercent(band.to), shown: band.shown, taken: band.taken })}
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </DataState>
    </section>
  )
}
