/**
 * tongban/no-lifecycle-save: TypeORM's @VersionColumn does not lock on save(): a stale copy saves, and the version runs backwards
 * (measured on 0.3.31 and 1.1.1). Rows with a lifecycle change only by a conditional UPDATE … WHERE version = $expected in a store.
 */
export const noLifecycleSave = {
  meta: {
    type: 'problem',
    docs: { description: 'forbids save() on rows that have a lifecycle' },
    schema: [],
    messages: { save: 'save() does not check the version: write a conditional UPDATE … WHERE version = $expected in the store.' },
  },

  create(context) {
    const isSave = (node) =>
      node.type === 'MemberExpression' && (node.computed ? node.property.value === 'save' : node.property.name === 'save')
    return {
      CallExpression(node) {
        const { callee } = node
        if (isSave(callee)) context.report({ node, messageId: 'save' })
        // repository.save.bind(repository), repository.save.call(…)
        else if (callee.type === 'MemberExpression' && isSave(callee.object)) context.report({ node, messageId: 'save' })
      },
    }
  },
}
