import type { ReactNode } from 'react'
import type { ResponseOf } from '@tongban/kernel/contract'
import { ChoiceGroup, formatPercent } from '@tongban/ui/web'
import { placeChoices } from '../contract/place-question.js'
import type { resolvePlaceText } from '../contract/place-endpoints.js'
import { usePlaceText } from './place-strings.js'
import styles from './place-words.module.css'

export type PlaceAnswer = ResponseOf<typeof resolvePlaceText>
export type ChosenPlace = { readonly code: string; readonly path: readonly string[] }

const pathText = (path: readonly string[]): string => path.join(' › ')

/** What was understood of a place, and which of several to choose; `onPick` makes it a field. */
export function PlaceAnswerView({ answer, onPick }: { readonly answer: PlaceAnswer; readonly onPick?: (place: ChosenPlace) => void }): ReactNode {
  const text = usePlaceText()
  const choices = answer.ambiguous ? placeChoices(answer) : []
  if (choices.length > 0) {
    return (
      <div className={styles.form} role="status">
        <span className={styles.warn}>⚠ {answer.question ?? text('form.choose')}</span>
        {onPick === undefined ? (
          <ul>
            {choices.map(({ code, path }) => (
              <li key={code}>{pathText(path)}</li>
            ))}
          </ul>
        ) : (
          <ChoiceGroup
            label={text('form.choose')}
            choices={choices.map(({ code, path }, index) => ({ value: code, label: path.slice(-2).join(' › '), keyCap: String(index + 1), title: pathText(path) }))}
            value={null}
            onChange={(code) => {
              const choice = choices.find((one) => one.code === code)
              if (choice !== undefined) onPick({ code, path: choice.path })
            }}
          />
        )}
      </div>
    )
  }
  if (answer.best === null) return <span className={styles.warn} role="status">{answer.question ?? text('try.none')}</span>
  return (
    <span role="status">
      {pathText(answer.best.path)} <span className={styles.small}>{formatPercent(answer.best.confidence)}</span>
      {answer.evidence.flatMap(({ how, text: name }) => (how === 'old_name' ? [<span key={name} className={styles.small}> {text('try.former', { name })}</span>] : []))}
      {answer.rest === '' ? null : <span className={styles.small}> {text('try.rest', { rest: answer.rest })}</span>}
    </span>
  )
}
