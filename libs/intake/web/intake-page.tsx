import { useState, type ReactNode } from 'react'
import { PageScaffold, useCan } from '@tongban/ui/web'
import { useFilingDraft } from './draft/use-filing-draft.js'
import { FiledView, type Filed } from './filed-view.js'
import { FilingForm } from './filing-form.js'
import { useIntakeText } from './intake-strings.js'

/** The operator's page: one call after another, on one screen, without the mouse. */
export default function IntakePage(): ReactNode {
  const can = useCan()
  const text = useIntakeText()
  const drafts = useFilingDraft()
  const [filed, setFiled] = useState<Filed | null>(null)
  const [notice, setNotice] = useState('')
  if (!can('case.file')) {
    return (
      <PageScaffold title={text('page.title')} permission="case.file">
        {null}
      </PageScaffold>
    )
  }
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
