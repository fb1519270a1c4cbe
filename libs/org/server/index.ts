export * from './org.module.js'
export * from './org.seed.js'
export * from './persistence/org-directory-provider.js'
