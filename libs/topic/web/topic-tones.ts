import type { Tone } from '@tongban/ui/web'
import type { AlertStatus, TaskStatus, TopicTrend } from '../contract/index.js'

export const TREND_TONES: Readonly<Record<TopicTrend, Tone>> = { growing: 'bad', steady: 'neutral', fading: 'good' }
export const ALERT_TONES: Readonly<Record<AlertStatus, Tone>> = { raised: 'bad', acknowledged: 'warn', in_prevention: 'info', dismissed: 'muted', closed: 'good' }
export const TASK_TONES: Readonly<Record<TaskStatus, Tone>> = { opened: 'warn', signed: 'info', answered: 'neutral', closed: 'good' }
