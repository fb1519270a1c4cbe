import { Button } from 'antd'
import type { ReactNode } from 'react'
import { EmptyState, ProblemNote, useCan, useCommand, type CallInput } from '@tongban/ui/web'
import { openCatalogueDraft, readCatalogueDraft } from '../../contract/catalogue-endpoints.js'
import { useCatalogueText } from './catalogue-strings.js'

/** In the place of a panel that has nothing to work on: no draft is open, the row is gone, or this person may only read. */
export function NothingToEdit({ hasDraft, row }: { readonly hasDraft: boolean; readonly row: string }): ReactNode {
  const text = useCatalogueText()
  const mayEdit = useCan()('catalogue.edit')
  const open = useCommand(openCatalogueDraft, { invalidates: [readCatalogueDraft] })
  if (!mayEdit) return <EmptyState title={text('readOnly')} hint={text('readOnly.hint')} />
  if (hasDraft) return <EmptyState title={text('rowGone', { row })} hint={text('rowGone.hint')} />
  const begin = <Button type="primary" loading={open.isRunning} onClick={() => void open.run({} as CallInput<typeof openCatalogueDraft>)}>{text('start')}</Button>
  return (
    <>
      <EmptyState title={text('noDraft')} hint={text('noDraft.hint')} action={begin} />
      <ProblemNote problem={open.problem} />
    </>
  )
}
