export { DuplicateModule } from './duplicate.module.js'
