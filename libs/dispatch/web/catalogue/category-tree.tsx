import { Input, type InputRef } from 'antd'
import { useState, type ReactNode, type Ref } from 'react'
import { listCategories, type Category } from '@tongban/taxonomy/contract'
import { DataState, useDebounced, useRead, type CallInput } from '@tongban/ui/web'
import { useCatalogueText } from './catalogue-strings.js'
import styles from './catalogue.module.css'

const HOUR_MS = 3_600_000
type Props = {
  readonly chosen: string
  readonly onChoose: (code: string) => void
  /** How many rows stand at each category itself. */
  readonly rowsAt: ReadonlyMap<string, number>
  readonly searchRef: Ref<InputRef>
}

/** The tree of categories; with words, the categories that match them. */
export function CategoryTreePane({ searchRef, ...rest }: Props): ReactNode {
  const text = useCatalogueText()
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim().slice(0, 40), 250)
  return (
    <nav className={styles.tree} aria-label={text('tree')}>
      <Input ref={searchRef} size="small" allowClear aria-label={text('search')} placeholder={text('search')} value={words} onChange={(event) => setWords(event.target.value)} />
      <div className={styles.treeScroll}>{q === '' ? <Level parentCode={null} {...rest} /> : <Found q={q} {...rest} />}</div>
    </nav>
  )
}

type Shared = Omit<Props, 'searchRef'>

const useCategories = (query: { parentCode?: string; q?: string }) => useRead(listCategories, { query } as CallInput<typeof listCategories>, { staleTimeMs: HOUR_MS })

function Found({ q, ...rest }: Shared & { readonly q: string }): ReactNode {
  const read = useCategories({ q })
  return <DataState read={read}>{({ items }) => <ul className={styles.level}>{items.map((category) => <Leaf key={category.code} category={category} {...rest} />)}</ul>}</DataState>
}

function Level({ parentCode, ...rest }: Shared & { readonly parentCode: string | null }): ReactNode {
  const read = useCategories(parentCode === null ? {} : { parentCode })
  return (
    <DataState read={read}>
      {({ items }) => <ul className={styles.level}>{items.map((category) => (category.code.length < 6 ? <Branch key={category.code} category={category} {...rest} /> : <Leaf key={category.code} category={category} {...rest} />))}</ul>}
    </DataState>
  )
}

function Branch({ category, ...rest }: Shared & { readonly category: Category }): ReactNode {
  const text = useCatalogueText()
  const leadsThere = rest.chosen !== category.code && rest.chosen.startsWith(category.code)
  const [isOpen, setOpen] = useState(leadsThere)
  const [seen, setSeen] = useState(rest.chosen)
  if (seen !== rest.chosen) {
    // chosen from elsewhere (a check, the map, an address): the way to it opens
    setSeen(rest.chosen)
    if (leadsThere) setOpen(true)
  }
  return (
    <li>
      <span className={styles.node}>
        <button type="button" className={styles.twist} aria-expanded={isOpen} aria-label={text(isOpen ? 'collapse' : 'expand', { name: category.name })} onClick={() => setOpen(!isOpen)}>{isOpen ? '▾' : '▸'}</button>
        <Name category={category} {...rest} />
      </span>
      {isOpen ? <Level parentCode={category.code} {...rest} /> : null}
    </li>
  )
}

/** What is looked at, by name and code: on a phone the tree is folded away. */
export function CategoryHeading({ code }: { readonly code: string }): ReactNode {
  const siblings = useCategories(code.length > 2 ? { parentCode: code.slice(0, -2) } : {})
  const name = siblings.data?.items.find((category) => category.code === code)?.name ?? ''
  return (
    <h2 className={styles.heading}>
      {name} <small>{code}</small>
    </h2>
  )
}

const Leaf = (props: Shared & { readonly category: Category }): ReactNode => (
  <li className={`${styles.node} ${styles.leaf}`}>
    <Name {...props} />
  </li>
)

function Name({ category, chosen, onChoose, rowsAt }: Shared & { readonly category: Category }): ReactNode {
  const count = rowsAt.get(category.code) ?? 0
  return (
    <button type="button" className={styles.name} aria-current={chosen === category.code} onClick={() => onChoose(category.code)}>
      <span>{category.name}</span> <small>{category.code}{count === 0 ? '' : ` · ${count}`}</small>
    </button>
  )
}
