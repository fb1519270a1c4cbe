import type { ReactNode } from 'react'
import { EmptyState, formatPercent } from '@tongban/ui/web'
import type { SuggestionEffect } from '../contract/suggestion-model.schema.js'
import styles from './suggestion-page.module.css'
import { useSuggestionText } from './suggestion-strings.js'

const share = (part: number, whole: number): string => (whole === 0 ? '—' : formatPercent(part / whole))

/** How often the first suggestion, or one of the three, was what the person chose; and what became of raised urgency. */
export function EffectPart({ effect }: { readonly effect: SuggestionEffect }): ReactNode {
  const text = useSuggestionText()
  const { days, total, byModel, byCategory, urgency } = effect
  return (
    <section aria-label={text('effect.title', { days })} className={styles.effect}>
      <h2 className={styles.title}>{text('effect.title', { days })}</h2>
      {total.shown === 0 && urgency.length === 0 ? (
        <EmptyState title={text('effect.none')} hint={text('effect.noneHint')} />
      ) : (
        <>
          <div className={styles.figures}>
            <Figure value={share(total.top1, total.answered)} label={text('effect.top1')} />
            <Figure value={share(total.top3, total.answered)} label={text('effect.top3')} />
            <span className={styles.small}>{text('effect.shown', { count: total.shown, answered: total.answered })}</span>
          </div>
          <Shares caption={text('effect.byModel')} rows={byModel.map(({ model, ...row }) => ({ ...row, name: model === null ? text('effect.lexicon') : text('model.number', { number: model.number }) }))} />
          <Shares caption={text('effect.byCategory')} rows={byCategory.map(({ category, ...row }) => ({ ...row, name: category.name }))} />
          {urgency.length === 0 ? null : (
            <table className={styles.table}>
              <caption>{text('effect.urgency')}</caption>
              <thead>
                <tr>
                  <th scope="col">{text('effect.name')}</th>
                  <th scope="col">{text('effect.raised')}</th>
                  <th scope="col">{text('effect.kept')}</th>
                </tr>
              </thead>
              <tbody>
                {urgency.map(({ word, raised, kept }) => (
                  <tr key={word}>
                    <td>{word}</td>
                    <td>{raised}</td>
                    <td>{share(kept, raised)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </section>
  )
}

const Figure = ({ value, label }: { readonly value: string; readonly label: string }): ReactNode => (
  <span className={styles.figure}>
    <strong>{value}</strong>
    {label}
  </span>
)

type Row = { readonly name: string; readonly answered: number; readonly top1: number; readonly top3: number }

function Shares({ caption, rows }: { readonly caption: string; readonly rows: readonly Row[] }): ReactNode {
  const text = useSuggestionText()
  if (rows.length === 0) return null
  return (
    <table className={styles.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{text('effect.name')}</th>
          <th scope="col">{text('effect.count')}</th>
          <th scope="col">{text('effect.top1')}</th>
          <th scope="col">{text('effect.top3')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, answered, top1, top3 }) => (
          <tr key={name}>
            <td>{name}</td>
            <td>{answered}</td>
            <td>{share(top1, answered)}</td>
            <td>{share(top3, answered)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
