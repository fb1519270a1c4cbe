export * from './worktime.module.js'
export * from './worktime.seed.js'
export * from './holiday-watch.js'
export * from './persistence/work-calendars-provider.js'
