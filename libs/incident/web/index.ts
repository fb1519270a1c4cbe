/** Pages of this context, each its own chunk. */
export const incidentPages = {
  Incidents: () => import('./incidents-page.js'),
  Incident: () => import('./incident-page.js'),
  OpenIncident: () => import('./open-incident-page.js'),
} as const

/** Panels for the pages of others. */
export const incidentPanels = {
  CaseIncident: () => import('./case-incident.js').then(({ CaseIncident }) => ({ default: CaseIncident })),
} as const
