export * from './deadline.module.js'
export * from './deadline.seed.js'
export * from './use-cases/fire-clocks.use-case.js'
export { RecountChangedCalendars } from './recount-changed-calendars.js'
