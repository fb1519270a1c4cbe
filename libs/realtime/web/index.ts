export { usePresence } from './presence.js'
export { CasePresence } from './presence-line.js'
