export * from './next-attempt-at.js'
