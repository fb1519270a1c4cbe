import { plugin } from '../plugin.mjs'
import { ruleTester } from '../rule-tester.js'

const clock = [{ messageId: 'clock' }]
const random = [{ messageId: 'random' }]

ruleTester.run('no-ambient', plugin.rules['no-ambient'], {
  valid: [
    { name: 'a date made from a known instant', code: 'new Date(1700000000000); new Date(text)' },
    { name: 'the clock port', code: 'const at = clock.now()' },
    { name: 'a local that happens to be called Date', code: 'function f(Date) { return Date.now() }' },
    { name: 'other parts of crypto', code: "import { createHash } from 'node:crypto'; createHash('sha256')" },
    { name: 'the browser’s digest', code: "crypto.subtle.digest('SHA-256', data)" },
    { name: 'other parts of Math and Date', code: 'Math.max(1, 2); Date.UTC(2026, 0, 1); Date.parse(text)' },
    { name: 'a method of the same name elsewhere', code: 'ids.randomUUID(); port.randomBytes(8)' },
  ],
  invalid: [
    { name: 'Date.now()', code: 'const at = Date.now()', errors: clock },
    { name: 'Date.now handed on as a function', code: 'const now = Date.now', errors: clock },
    { name: 'Date["now"]', code: "Date['now']()", errors: clock },
    { name: 'globalThis.Date.now()', code: 'globalThis.Date.now()', errors: clock },
    { name: 'new Date()', code: 'const at = new Date()', errors: clock },
    { name: 'new Date without brackets', code: 'const at = new Date', errors: clock },
    { name: 'Date() as a function', code: 'const text = Date()', errors: clock },
    { name: 'Math.random()', code: 'Math.random()', errors: random },
    { name: 'the global crypto', code: 'crypto.randomUUID()', errors: random },
    { name: 'globalThis.crypto', code: 'globalThis.crypto.getRandomValues(new Uint8Array(8))', errors: random },
    { name: 'a named import', code: "import { randomUUID as id } from 'node:crypto'", errors: random },
    { name: 'a namespace import under another name', code: "import * as c from 'node:crypto'; c.randomBytes(8)", errors: random },
    { name: 'a default import', code: "import crypto from 'crypto'; crypto.randomInt(6)", errors: random },
  ],
})
