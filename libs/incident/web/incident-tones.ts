import type { Tone } from '@tongban/ui/web'
import type { IncidentLevel, IncidentStatus, PostState } from '../contract/index.js'

export const LEVEL_TONES: Readonly<Record<IncidentLevel, Tone>> = { general: 'info', larger: 'warn', major: 'bad', extraordinary: 'bad' }
export const INCIDENT_STATUS_TONES: Readonly<Record<IncidentStatus, Tone>> = { open: 'bad', responding: 'warn', contained: 'info', closed: 'good', cancelled: 'muted' }
export const POST_TONES: Readonly<Record<PostState, Tone>> = { calling: 'warn', acknowledged: 'good', exhausted: 'bad', no_contact: 'bad', released: 'muted' }
