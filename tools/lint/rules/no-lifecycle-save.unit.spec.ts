import { plugin } from '../plugin.mjs'
import { ruleTester } from '../rule-tester.js'

const errors = [{ messageId: 'save' }]

ruleTester.run('no-lifecycle-save', plugin.rules['no-lifecycle-save'], {
  valid: [
    { name: 'a conditional update', code: "tx.query('UPDATE cases SET version = version + 1 WHERE version = $1', [expected])" },
    { name: 'an insert', code: 'tx.insert(CaseRow, row)' },
    { name: 'a function of our own called save', code: 'save(draft)' },
  ],
  invalid: [
    { name: 'a repository', code: 'await this.cases.save(row)', errors },
    { name: 'an entity manager', code: 'await tx.manager.save(CaseRow, row)', errors },
    { name: 'a computed name', code: "repository['save'](row)", errors },
    { name: 'an optional call', code: 'repository?.save(row)', errors },
    { name: 'save handed on', code: 'rows.forEach(repository.save.bind(repository))', errors },
  ],
})
