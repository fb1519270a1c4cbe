export { awakeFrom, clockText, DEFAULT_QUIET_HOURS, nextMinuteOfDay, quietHoursOf, type QuietHours } from '@tongban/kernel/core'
