import { useRef, useState, type ReactNode, type RefObject } from 'react'
import { ActionButton, KeyCap } from '@tongban/ui/web'
import type { AllowedAction } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import { ACTION_GROUPS, groupOf, inGroups, type ActionGroup } from './action-groups.js'
import styles from './actions-panel.module.css'

/** More than this, and finding one by its name is quicker than by looking. */
const SEARCH_FROM = 7
/** As many that are off stand in sight; more are folded away, but for the steps of handling, whose reasons say what to do first. */
const OFF_IN_SIGHT = 3

type Props = {
  readonly actions: readonly AllowedAction[]
  readonly wanted: string
  readonly onWanted: (wanted: string) => void
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly name: (item: AllowedAction) => string
  readonly why: (item: AllowedAction) => string | null
  readonly offer: (item: AllowedAction) => ReactNode
}

/** Everything but the next step, in its groups; found by typing where there are many. */
export function OtherActions({ actions, wanted, onWanted, searchRef, name, why, offer }: Props): ReactNode {
  const text = useCaseText()
  const [showsOff, setShowsOff] = useState(false)
  const typed = wanted.trim().toLowerCase()
  const found = actions.filter((item) => typed === '' || name(item).toLowerCase().includes(typed) || item.zh.includes(typed) || item.action.includes(typed))
  const off = found.filter(({ enabled }) => !enabled)
  const folds = typed === '' && !showsOff && off.length > OFF_IN_SIGHT
  const hidden = folds ? off.filter(({ action }) => groupOf(action) !== 'handle') : []
  const enabled = found.filter((item) => item.enabled)
  const results = useRef<HTMLDivElement>(null)
  return (
    <>
      {actions.length < SEARCH_FROM ? null : (
        <div className={styles.search}>
          <input
            ref={searchRef}
            type="search"
            aria-label={text('actions.search')}
            placeholder={text('actions.search')}
            value={wanted}
            onChange={(event) => onWanted(event.target.value)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return
              if (event.key === 'Enter' && typed !== '') {
                results.current?.querySelector<HTMLElement>('button, a')?.click()
                onWanted('')
              } else if (event.key === 'Escape') {
                onWanted('')
                event.currentTarget.blur()
              }
            }}
          />
          <KeyCap>/</KeyCap>
        </div>
      )}
      {found.length === 0 ? <p className={styles.quiet}>{text('actions.searchNone', { wanted: wanted.trim() })}</p> : null}
      <div ref={results}>
        {inGroups(enabled).map(({ group, items }) => (
          <Group key={group} group={group}>
            {items.map((item) => (
              <span key={keyOf(item)}>{offer(item)}</span>
            ))}
          </Group>
        ))}
      </div>
      {off.length === hidden.length ? null : (
        <ul className={styles.disabled}>
          {[...off]
            .filter((item) => !hidden.includes(item))
            .sort((a, b) => orderOf(a) - orderOf(b))
            .map((item) => (
              <li key={keyOf(item)}>
                <ActionButton size="small" disabledReason={why(item) ?? ''}>
                  {name(item)}
                </ActionButton>
                <span className={styles.why}>{why(item)}</span>
              </li>
            ))}
        </ul>
      )}
      {typed === '' && off.length > OFF_IN_SIGHT ? (
        <button type="button" className={styles.fold} aria-expanded={showsOff} onClick={() => setShowsOff(!showsOff)}>
          {showsOff ? '▴' : '▾'} {text('actions.off', { count: showsOff ? off.length : hidden.length })}
        </button>
      ) : null}
    </>
  )
}

const keyOf = (item: AllowedAction): string => `${item.action} ${item.assignmentId ?? ''}`
const orderOf = (item: AllowedAction): number => ACTION_GROUPS.indexOf(groupOf(item.action))

function Group({ group, children }: { readonly group: ActionGroup; readonly children: ReactNode }): ReactNode {
  const text = useCaseText()
  const name = text(`actions.group.${group}`)
  return (
    <div className={styles.group} role="group" aria-label={name}>
      <span className={styles.groupName} aria-hidden="true">
        {name}
      </span>
      <div className={styles.groupItems}>{children}</div>
    </div>
  )
}
