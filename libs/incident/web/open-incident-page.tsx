import type { ReactNode } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { readCase } from '@tongban/case/contract'
import { DataState, PageScaffold, useRead } from '@tongban/ui/web'
import { useIncidentText } from './incident-strings.js'
import { OpenIncidentForm } from './open-incident-form.js'

/** `/incidents/new`, by hand; `?case=` from a case, whose place and words it begins with. */
export default function OpenIncidentPage(): ReactNode {
  const text = useIncidentText()
  const navigate = useNavigate()
  const caseId = useSearchParams()[0].get('case')
  const onOpened = ({ id }: { readonly id: string }): void => void navigate(`/incidents/${id}`, { replace: true })
  return (
    <PageScaffold title={text('open.title')} permission="incident.open">
      {caseId === null ? <OpenIncidentForm from={null} onOpened={onOpened} /> : <FromCase caseId={caseId} onOpened={onOpened} />}
    </PageScaffold>
  )
}

function FromCase({ caseId, onOpened }: { readonly caseId: string; readonly onOpened: (view: { readonly id: string }) => void }): ReactNode {
  const read = useRead(readCase, { params: { caseId } })
  return (
    <DataState read={read}>
      {({ id, number, title, placeText, division, sealed }) => (
        // a sealed case lends no word of itself
        <OpenIncidentForm
          from={{ id, number, title: sealed ? '' : title, placeText: sealed ? '' : placeText, division: division === null ? null : { code: division.id, name: division.name } }}
          onOpened={onOpened}
        />
      )}
    </DataState>
  )
}
