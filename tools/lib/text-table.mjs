const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/

/** Columns a text takes on a terminal: Chinese characters and full-width forms take two. */
export function widthOf(text) {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 2 : 1
  return width
}

/** Rows of cells as lines with aligned columns. @param {string[][]} rows */
export function tableOf(rows) {
  const widths = []
  for (const row of rows) row.forEach((cell, column) => { widths[column] = Math.max(widths[column] ?? 0, widthOf(cell)) })
  return rows.map((row) => row.map((cell, column) => cell + ' '.repeat(widths[column] - widthOf(cell))).join('  ').trimEnd())
}
