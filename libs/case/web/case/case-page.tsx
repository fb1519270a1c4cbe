import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { ForbiddenState, useCan } from '@tongban/ui/web'
import { WithUnsentWork } from '../work/unsent-work-provider.js'
import { CaseDetail } from './case-detail.js'
import styles from './case-page.module.css'

/** `/cases/:caseId`: one case for everyone who may see it. */
export default function CasePage(): ReactNode {
  const { caseId } = useParams()
  const can = useCan()
  return (
    <main className={styles.page}>
      {!can('case.read') ? (
        <ForbiddenState permission="case.read" />
      ) : caseId === undefined ? null : (
        <WithUnsentWork>
          <CaseDetail key={caseId} caseId={caseId} />
        </WithUnsentWork>
      )}
    </main>
  )
}
