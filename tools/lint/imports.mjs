/**
 * Visitors that call `check(node, source)` for every way a module names another one: import, re-export, `import()`, `require()`
 * and the type form `import('…').X`. Types count too: a type from a forbidden layer couples as firmly as a value.
 */
export function forEachImport(check) {
  const literal = (node, source) => {
    if (source?.type === 'Literal' && typeof source.value === 'string') check(node, source.value)
  }
  return {
    ImportDeclaration: (node) => literal(node, node.source),
    ExportAllDeclaration: (node) => literal(node, node.source),
    ExportNamedDeclaration: (node) => literal(node, node.source),
    ImportExpression: (node) => literal(node, node.source),
    TSImportType: (node) => literal(node, node.source ?? node.argument?.literal),
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') literal(node, node.arguments[0])
    },
  }
}
