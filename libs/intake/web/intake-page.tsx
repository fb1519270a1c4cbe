import { useState, type ReactNode } from 'react'
import { ForbiddenState, useCan } from '@tongban/ui/web'
import { useFilingDraft } from './draft/use-filing-draft.js'
import { FiledView, type Filed } from './filed-view.js'
import { FilingForm } from './filing-form.js'

/** The operator's page: one call after another, on one screen, without the mouse. */
export default function IntakePage(): ReactNode {
  const can = useCan()
  const drafts = useFilingDraft()
  const [filed, setFiled] = useState<Filed | null>(null)
  const [notice, setNotice] = useState('')
  if (!can('case.file')) return <ForbiddenState permission="case.file" />
  if (filed !== null) return <FiledView filed={filed} onNext={() => setFiled(null)} />
  return (
    <FilingForm
      key={drafts.draft.key}
      drafts={drafts}
      notice={notice}
      setNotice={setNotice}
      onFiled={(answer) => {
        drafts.begin()
        setNotice('')
        setFiled(answer)
      }}
    />
  )
}
