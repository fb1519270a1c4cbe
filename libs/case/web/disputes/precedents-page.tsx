import { Button, Input } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { MoreButton, PageScaffold, useDebounced, useReadPages, useUrlFilters } from '@tongban/ui/web'
import { listPrecedents, type Precedent } from '../../contract/index.js'
import { useDisputeText } from '../strings/dispute-strings.js'
import { PrecedentList } from './precedent-list.js'

const FILTERS = { q: '', category: '' } as const
/** The shortest search the server takes. */
const SHORTEST = 2
const TYPING_PAUSE_MS = 350

/** `/precedents`: what was held before, by its words and its category. */
export default function PrecedentsPage(): ReactNode {
  const text = useDisputeText()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const [typed, setTyped] = useState(filters.q)
  const words = useDebounced(typed.trim(), TYPING_PAUSE_MS)
  useEffect(() => {
    if (words === '' || [...words].length >= SHORTEST) set({ q: words })
  }, [set, words])
  const query = { limit: 30, ...(filters.q === '' ? {} : { q: filters.q }), ...(/^\d{2,6}$/.test(filters.category) ? { categoryCode: filters.category } : {}) }
  const pages = useReadPages(listPrecedents, { query }, { keepPrevious: true })
  const categoryName = (pages.data as readonly Precedent[] | undefined)?.find(({ category }) => category?.id === filters.category)?.category?.name ?? filters.category
  return (
    <PageScaffold
      title={text('precedent.title')}
      permission="dispute.read"
      toolbar={
        <>
          <Input.Search
            allowClear
            aria-label={text('precedent.search')}
            placeholder={text('precedent.search')}
            value={typed}
            maxLength={50}
            style={{ maxWidth: 360 }}
            onChange={(event) => setTyped(event.target.value)}
          />
          {filters.category === '' ? null : (
            <Button onClick={() => set({ category: '' })} aria-label={`${text('precedent.clear')} ${categoryName}`}>
              {text('precedent.category', { name: categoryName })} ×
            </Button>
          )}
        </>
      }
      read={pages}
      empty={{ title: text('precedent.empty'), hint: text('precedent.emptyHint') }}
    >
      {(items: readonly Precedent[]) => (
        <>
          <PrecedentList precedents={items} />
          <MoreButton pages={pages} />
        </>
      )}
    </PageScaffold>
  )
}
