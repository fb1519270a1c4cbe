/**
 * tongban/no-ambient: time and chance come in through the ports (Clock, IdGenerator), so that a test, a replay and a simulated day
 * see the same values. Ambient sources are named only at the edge; the config says which files that is.
 */
const RANDOM_EXPORTS = new Set(['randomUUID', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync', 'getRandomValues'])
const GLOBALS = new Set(['globalThis', 'window', 'self', 'global'])

export const noAmbient = {
  meta: {
    type: 'problem',
    docs: { description: 'forbids reading the clock or drawing random values outside the edge' },
    schema: [],
    messages: {
      clock: '{{what}} reads the ambient clock: take the time from the Clock port or as an argument.',
      random: '{{what}} draws an ambient random value: take it from the IdGenerator port or as an argument.',
    },
  },

  create(context) {
    const { sourceCode } = context

    /** The ambient global an expression names (`Date`, `globalThis.Date`), unless a local binding shadows it. */
    const globalName = (node) => {
      if (node.type === 'MemberExpression') {
        return node.object.type === 'Identifier' && GLOBALS.has(node.object.name) ? propertyName(node) : undefined
      }
      if (node.type !== 'Identifier') return undefined
      return isLocal(sourceCode.getScope(node), node.name) ? undefined : node.name
    }
    /** True for `crypto`, whether the global or an import of node:crypto under any name. */
    const isCrypto = (node) => {
      if (globalName(node) === 'crypto') return true
      if (node.type !== 'Identifier') return false
      const variable = findVariable(sourceCode.getScope(node), node.name)
      return variable?.defs.some((def) => def.type === 'ImportBinding' && isCryptoModule(def.parent.source.value)) ?? false
    }

    return {
      MemberExpression(node) {
        const property = propertyName(node)
        const what = sourceCode.getText(node)
        if (property === 'now' && globalName(node.object) === 'Date') context.report({ node, messageId: 'clock', data: { what } })
        if (property === 'random' && globalName(node.object) === 'Math') context.report({ node, messageId: 'random', data: { what } })
        if (RANDOM_EXPORTS.has(property) && isCrypto(node.object)) context.report({ node, messageId: 'random', data: { what } })
      },
      NewExpression(node) {
        if (node.arguments.length > 0 || globalName(node.callee) !== 'Date') return
        context.report({ node, messageId: 'clock', data: { what: 'new Date()' } })
      },
      CallExpression(node) {
        // Date() ignores its arguments and returns the present moment as text
        if (globalName(node.callee) === 'Date') context.report({ node, messageId: 'clock', data: { what: 'Date()' } })
      },
      ImportSpecifier(node) {
        const name = node.imported.name ?? node.imported.value
        if (!RANDOM_EXPORTS.has(name) || !isCryptoModule(node.parent.source.value)) return
        context.report({ node, messageId: 'random', data: { what: name } })
      },
    }
  },
}

function propertyName(node) {
  if (!node.computed) return node.property.name
  return node.property.type === 'Literal' ? node.property.value : undefined
}

const isCryptoModule = (source) => source === 'node:crypto' || source === 'crypto'

function findVariable(scope, name) {
  for (let at = scope; at; at = at.upper) {
    const variable = at.set.get(name)
    if (variable) return variable
  }
  return undefined
}

const isLocal = (scope, name) => (findVariable(scope, name)?.defs.length ?? 0) > 0
