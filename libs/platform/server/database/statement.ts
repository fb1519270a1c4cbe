export { statement, type BatchWrite, type Statement } from '@tongban/kernel/core'
