/**
 * tongban/route-guarded: deny by default. A method that answers HTTP says on itself who may call it: @Allow('context.action'),
 * @Public(), or an endpoint declaration of the contract that carries its permission (@Endpoint(returnCase)).
 */
const ROUTES = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'Head', 'Options', 'Search', 'Sse'])
const DECLARED = new Set(['Endpoint', 'HttpEndpoint'])

export const routeGuarded = {
  meta: {
    type: 'problem',
    docs: { description: 'every route handler says who may call it' },
    schema: [],
    messages: {
      unguarded: 'The route {{method}} says nothing about who may call it: add @Allow(\'context.action\') or @Public().',
      empty: '@{{name}} needs {{need}}.',
    },
  },

  create(context) {
    return {
      MethodDefinition(node) {
        const decorators = (node.decorators ?? []).map(read)
        const find = (matches) => decorators.find(({ name }) => matches(name))
        const allow = find((name) => name === 'Allow')
        const open = find((name) => name === 'Public')
        const declared = find((name) => DECLARED.has(name))
        const empty = (decorator, need) => {
          context.report({ node: decorator.node, messageId: 'empty', data: { name: decorator.name, need } })
        }
        if (allow && !allow.args) empty(allow, 'a permission')
        if (declared && !declared.args) empty(declared, 'an endpoint declaration')
        if (open && open.args === undefined) empty(open, 'its ()')
        if (allow || declared || open) return
        if (!decorators.some((decorator) => ROUTES.has(decorator.name))) return
        const method = context.sourceCode.getText(node.key)
        context.report({ node: node.key, messageId: 'unguarded', data: { method } })
      },
    }
  },
}

/** Name and number of arguments of a decorator; `args` is undefined for one written without a call. */
function read(node) {
  const { expression } = node
  const callee = expression.type === 'CallExpression' ? expression.callee : expression
  const name = callee.type === 'MemberExpression' ? callee.property.name : callee.name
  return { node, name, args: expression.type === 'CallExpression' ? expression.arguments.length : undefined }
}
