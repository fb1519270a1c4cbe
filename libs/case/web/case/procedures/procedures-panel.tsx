import type { ReactNode } from 'react'
import type { CaseView } from '../../../contract/index.js'
import { DisputeSection } from './dispute-section.js'
import { HelpersSection } from './helpers-section.js'
import { LinksSection } from './links-section.js'
import { RequestsSection } from './requests-section.js'
import { ShelvingSection } from './shelving-section.js'

/** What runs beside the ordinary way of a case: each section only where there is something to say. */
export const ProceduresPanel = ({ view }: { readonly view: CaseView }): ReactNode => (
  <>
    <DisputeSection view={view} />
    <ShelvingSection shelving={view.procedures.shelving} />
    <RequestsSection view={view} />
    <HelpersSection helpers={view.procedures.helpers} />
    <LinksSection view={view} />
  </>
)
