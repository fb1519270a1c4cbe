import { z } from 'zod'

export const catalogueFileFormatSchema = z.enum(['xlsx', 'csv'])
export type CatalogueFileFormat = z.output<typeof catalogueFileFormatSchema>

/** A file as it was chosen, at most this long. 2,000 rows as xlsx are below it; a csv that is longer is imported as xlsx. */
export const CATALOGUE_FILE_MAX_BYTES = 180_000

/** As many problems as are told of one file. */
export const CATALOGUE_PROBLEMS_MAX = 200

/** `replace`: the draft becomes what the file says, rows it leaves out are removed · `merge`: rows it leaves out stay. */
export const importModeSchema = z.enum(['replace', 'merge'])
export type ImportMode = z.output<typeof importModeSchema>

export const importCatalogueSchema = z.strictObject({
  format: catalogueFileFormatSchema,
  /** The bytes of the file, base64. */
  content: z.base64({ error: '文件内容应为 base64' }).max(Math.ceil(CATALOGUE_FILE_MAX_BYTES / 3) * 4, `文件最大 ${CATALOGUE_FILE_MAX_BYTES / 1000} KB；条数多时请用 xlsx`),
  mode: importModeSchema,
  /** `nothing`: one bad line and nothing is taken · `skip`: bad lines are left out, and the rows they name stay as they are. */
  onError: z.enum(['nothing', 'skip']),
  /** True: say what would happen, change nothing. */
  dryRun: z.boolean(),
  /** The draft's revision the editor has seen. */
  revision: z.int().min(0),
})

export const importProblemSchema = z.object({
  /** Counted as a spreadsheet counts, the header being line 1; null: the file as a whole. */
  line: z.int().nullable(),
  /** The column's header; null: the line as a whole. */
  column: z.string().nullable(),
  /** Which rule is broken, in Chinese. */
  rule: z.string(),
  /** What stands there, cut short. */
  value: z.string(),
})
export type ImportProblem = z.output<typeof importProblemSchema>

export const importReportSchema = z.object({
  lines: z.int(), good: z.int(), bad: z.int(),
  added: z.int(), changed: z.int(), removed: z.int(), unchanged: z.int(),
  problems: z.array(importProblemSchema),
  /** False with a dry run, and when one bad line stopped everything. */
  applied: z.boolean(),
})
export type ImportReport = z.output<typeof importReportSchema>
