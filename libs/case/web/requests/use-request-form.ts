import { useState } from 'react'
import { useRead } from '@tongban/ui/web'
import { readCase, type CaseView, type RequestView } from '../../contract/index.js'
import type { ActionPanelProps } from '../work/action-subject.js'

/** What a panel about one request is given beside what every panel gets: the request chosen already, where the page knows it. */
export type RequestPanelProps = ActionPanelProps & { readonly requestId?: string }

export type ChosenRequest = {
  /** Undefined while the case is read. */
  readonly view: CaseView | undefined
  readonly requests: readonly RequestView[]
  readonly chosen: RequestView | undefined
  readonly choose: (requestId: string) => void
}

/** The requests of a case a panel is about, the first of them chosen until somebody chooses another. */
export function useChosenRequest({ subject, requestId }: RequestPanelProps, concerns: (request: RequestView) => boolean): ChosenRequest {
  const { data: view } = useRead(readCase, { params: { caseId: subject.caseId } })
  const [picked, choose] = useState(requestId ?? '')
  const requests = (view?.procedures.requests ?? []).filter(concerns)
  return { view, requests, chosen: requests.find(({ id }) => id === picked) ?? requests[0], choose }
}
