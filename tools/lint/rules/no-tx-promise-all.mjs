/**
 * tongban/no-tx-promise-all: one transaction is one connection, and a connection answers one query at a time. Promise.all over it
 * gains nothing, and when one query fails the others still run after the ROLLBACK, outside the transaction.
 */
const JOINS = new Set(['all', 'allSettled', 'race', 'any'])

export const noTxPromiseAll = {
  meta: {
    type: 'problem',
    docs: { description: 'forbids Promise.all over one transaction' },
    schema: [],
    messages: { tx: 'Promise.{{join}} over one transaction: await the statements one after another, or write one statement.' },
  },

  create(context) {
    const { sourceCode } = context
    const namesTx = (node) => sourceCode.getTokens(node).some((token) => token.type === 'Identifier' && token.value === 'tx')

    /** `const jobs = rows.map((row) => write(tx, row))` before `Promise.all(jobs)`: look at what the variable was made of. */
    const initialiser = (node) => {
      if (node?.type !== 'Identifier') return undefined
      for (let scope = sourceCode.getScope(node); scope; scope = scope.upper) {
        const variable = scope.set.get(node.name)
        if (variable) return variable.defs[0]?.type === 'Variable' ? variable.defs[0].node.init : undefined
      }
      return undefined
    }

    return {
      CallExpression(node) {
        const { callee } = node
        if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'Promise') return
        if (callee.computed || !JOINS.has(callee.property.name)) return
        const made = node.arguments.map(initialiser).filter(Boolean)
        if ([...node.arguments, ...made].some(namesTx)) context.report({ node, messageId: 'tx', data: { join: callee.property.name } })
      },
    }
  },
}
