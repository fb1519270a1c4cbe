import type { ReactNode } from 'react'
import { StatusBadge, useDebounced, useRead } from '@tongban/ui/web'
import { listCases } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import { useMergeText } from '../strings/merge-strings.js'
import styles from './parent-preview.module.css'

const NUMBER = /^\d{14}$/

/** Which case a number is, before anything is merged into it: a slip of one digit is another citizen's matter. */
export function ParentPreview({ number }: { readonly number: string }): ReactNode {
  const text = useMergeText()
  const words = useCaseText()
  const asked = useDebounced(number.trim(), 200)
  const isWhole = NUMBER.test(asked)
  const read = useRead(listCases, { query: { q: asked, limit: 1 } }, { enabled: isWhole })
  if (!isWhole) return null
  const found = read.data?.items.find((item) => item.number === asked)
  if (found === undefined) {
    return (
      <p className={styles.none} role="status">
        {text(read.data === undefined && read.error === null ? 'merge.looking' : 'merge.unknown')}
      </p>
    )
  }
  return (
    <p className={styles.found} role="status">
      <StatusBadge tone="info" text={words(`status.${found.status}`)} />
      <span>{found.title}</span>
      <span className={styles.where}>{found.placeText}</span>
      <span className={styles.where}>{found.leadUnit?.name ?? text('merge.unitNone')}</span>
    </p>
  )
}
