export * from './org-snapshot.js'
