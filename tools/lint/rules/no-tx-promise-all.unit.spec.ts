import { plugin } from '../plugin.mjs'
import { ruleTester } from '../rule-tester.js'

const errors = [{ messageId: 'tx' }]

ruleTester.run('no-tx-promise-all', plugin.rules['no-tx-promise-all'], {
  valid: [
    { name: 'reads on their own connections', code: 'await Promise.all([readUnits(pool), readDivisions(pool)])' },
    { name: 'one after another on a transaction', code: 'for (const row of rows) await write(tx, row)' },
    { name: 'a longer word that contains tx', code: 'await Promise.all(texts.map((text) => send(text)))' },
  ],
  invalid: [
    { name: 'an array of statements', code: 'await Promise.all([writeCase(tx), writeTimeline(tx)])', errors },
    { name: 'a callback', code: 'await Promise.all(rows.map((row) => write(tx, row)))', errors },
    { name: 'a method of the transaction', code: 'await Promise.all(rows.map(async (row) => { await tx.query(sql, [row.id]) }))', errors },
    { name: 'allSettled as well', code: 'await Promise.allSettled([writeCase(tx)])', errors },
    { name: 'promises gathered a line earlier', code: 'const jobs = rows.map((row) => write(tx, row))\nawait Promise.all(jobs)', errors },
  ],
})
