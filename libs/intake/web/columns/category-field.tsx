import { Button } from 'antd'
import type { ReactNode } from 'react'
import { ChoiceGroup, formatPercent, KeyCap, type Choice } from '@tongban/ui/web'
import type { DraftFieldProps } from '../call-bar.js'
import { useIntakeText } from '../intake-strings.js'
import type { Suggestions } from '../use-suggestions.js'
import column from './column.module.css'
import styles from './matter-column.module.css'

const SHOWN = 3

export type CategoryFieldProps = DraftFieldProps & { readonly categories: Suggestions['categories'] | null; readonly onSearch: () => void }

/** The likely categories under the digits 1–3; what was found by searching stands beside them. */
export function CategoryField({ draft, change, complaints, categories, onSearch }: CategoryFieldProps): ReactNode {
  const text = useIntakeText()
  const suggested = (categories ?? []).slice(0, SHOWN)
  const { category } = draft
  const choices: Choice<string>[] = suggested.map(({ code, path, confidence, words }, index) => ({
    value: code,
    label: path.at(-1) ?? code,
    hint: formatPercent(confidence),
    keyCap: String(index + 1),
    title: `${path.join(' › ')}${words.length === 0 ? '' : `（${words.join('、')}）`}`,
  }))
  if (category !== null && !suggested.some(({ code }) => code === category.code)) {
    choices.push({ value: category.code, label: category.path.at(-1) ?? category.code, title: category.path.join(' › ') })
  }
  return (
    <div className={styles.part}>
      <div className={styles.line} data-field="categoryCode">
        <span className={styles.label}>{text('matter.category')}</span>
        {choices.length > 0 ? (
          <ChoiceGroup
            label={text('matter.category')}
            choices={choices}
            value={category?.code ?? null}
            proposed={suggested[0]?.code ?? null}
            onChange={(code) =>
              change({ category: { code, path: suggested.find((one) => one.code === code)?.path ?? category?.path ?? [code] } })
            }
            onClear={() => change({ category: null })}
          />
        ) : (
          <span className={`${column.quiet} ${styles.clip}`}>
            {text(categories === null ? 'matter.categoryWait' : 'matter.categoryNone')}
          </span>
        )}
        <span className={styles.grow} />
        {complaints.categoryCode === undefined ? null : <span className={column.complaint}>{complaints.categoryCode}</span>}
        <Button size="small" onClick={onSearch}>
          {text('matter.categorySearch')} <KeyCap>Alt K</KeyCap>
        </Button>
      </div>
    </div>
  )
}
