import { ACCESS_ENDPOINTS } from '@tongban/access/contract'
import { CALLBACK_ENDPOINTS } from '@tongban/callback/contract'
import { CASE_ENDPOINTS } from '@tongban/case/contract'
import { CITIZEN_ENDPOINTS } from '@tongban/citizen/contract'
import { DEADLINE_ENDPOINTS } from '@tongban/deadline/contract'
import { DISPATCH_ENDPOINTS } from '@tongban/dispatch/contract'
import { DUPLICATE_ENDPOINTS } from '@tongban/duplicate/contract'
import { DUTY_ENDPOINTS } from '@tongban/duty/contract'
import { INCIDENT_ENDPOINTS } from '@tongban/incident/contract'
import { INTAKE_ENDPOINTS } from '@tongban/intake/contract'
import type { Endpoint } from '@tongban/kernel/contract'
import { NOTIFICATION_ENDPOINTS } from '@tongban/notification/contract'
import { ORG_ENDPOINTS } from '@tongban/org/contract'
import { PLACE_ENDPOINTS } from '@tongban/place/contract'
import { REPORTING_ENDPOINTS } from '@tongban/reporting/contract'
import { SUGGESTION_ENDPOINTS } from '@tongban/suggestion/contract'
import { SUPERVISION_ENDPOINTS } from '@tongban/supervision/contract'
import { TAXONOMY_ENDPOINTS } from '@tongban/taxonomy/contract'
import { TOPIC_ENDPOINTS } from '@tongban/topic/contract'
import { WORKTIME_ENDPOINTS } from '@tongban/worktime/contract'

/** The whole API, for the OpenAPI document and for the test that walks every route. */
export const ALL_ENDPOINTS: readonly Endpoint[] = [
  ...ACCESS_ENDPOINTS, ...INTAKE_ENDPOINTS, ...CASE_ENDPOINTS, ...DISPATCH_ENDPOINTS, ...DEADLINE_ENDPOINTS, ...CALLBACK_ENDPOINTS, ...CITIZEN_ENDPOINTS,
  ...DUTY_ENDPOINTS, ...SUPERVISION_ENDPOINTS, ...INCIDENT_ENDPOINTS, ...NOTIFICATION_ENDPOINTS, ...REPORTING_ENDPOINTS, ...ORG_ENDPOINTS, ...TAXONOMY_ENDPOINTS,
  ...WORKTIME_ENDPOINTS, ...PLACE_ENDPOINTS, ...SUGGESTION_ENDPOINTS, ...DUPLICATE_ENDPOINTS, ...TOPIC_ENDPOINTS,
]
