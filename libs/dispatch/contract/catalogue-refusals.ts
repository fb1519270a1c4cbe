import { defineRefusals } from '@tongban/kernel/contract'

export const CATALOGUE_REFUSALS = defineRefusals({
  CATALOGUE_ROWS_TIED: { status: 422, zh: '与规则 {other} 同样具体，无法判断用哪一条：{row}', en: 'As specific as row {other}; nothing says which one holds: {row}' },
  CATALOGUE_ROW_FAULTY: { status: 422, zh: '这条规则有 {count} 处问题，第一处：{first}', en: 'The row has {count} faults; the first: {first}' },
  CATALOGUE_ROW_UNKNOWN: { status: 404, zh: '草稿里没有规则 {rowId}', en: 'The draft has no row {rowId}' },
  CATALOGUE_ROW_STALE: { status: 409, zh: '规则 {rowId} 刚刚被别人改过，请看过之后再改', en: 'Row {rowId} has been changed meanwhile: look at it first' },
  CATALOGUE_ROWS_TOO_MANY: { status: 422, zh: '派单目录最多 {max} 条规则', en: 'A catalogue has at most {max} rows' },
  CATALOGUE_DRAFT_UNKNOWN: { status: 404, zh: '没有这份草稿，或它已经发布、放弃', en: 'There is no such draft, or it was published or discarded' },
  CATALOGUE_DRAFT_OPEN: { status: 409, zh: '已有一份草稿在编辑，请先发布或放弃它', en: 'A draft is open: publish or discard it first' },
  CATALOGUE_DRAFT_STALE: { status: 409, zh: '草稿刚刚又有改动，请看过之后再发布', en: 'The draft has changed meanwhile: look at it first' },
  CATALOGUE_DRAFT_OUTDATED: {
    status: 409,
    zh: '草稿依据第 {basedOn} 版起草，而这一版已经撤回，现在以第 {latest} 版为准：照此发布会把撤回的内容又带回来。请放弃草稿重新起草，要留的改动先导出、再导入',
    en: 'The draft was made from version {basedOn}, which has been withdrawn; version {latest} stands now. Publishing it would bring back what was withdrawn: start again, and carry over by export and import what is to stay',
  },
  CATALOGUE_FAULTY: { status: 422, zh: '派单目录有 {count} 处错误，第一处：{first}', en: 'The catalogue has {count} errors; the first: {first}' },
  CATALOGUE_UNCHANGED: { status: 422, zh: '草稿与现行版本没有差别，不必发布', en: 'The draft says what the version in force says' },
  CATALOGUE_FROM_PAST: { status: 422, zh: '生效时间不能早于现在', en: 'A version cannot begin in the past' },
  CATALOGUE_VERSION_UPCOMING: {
    status: 409,
    zh: '第 {version} 版还没有生效：请先撤回，或声明由新版本代替',
    en: 'Version {version} is still upcoming: withdraw it first, or name it as the one to replace',
  },
  CATALOGUE_NOT_UPCOMING: { status: 409, zh: '第 {version} 版已经生效或已经撤回，不能再撤回', en: 'Version {version} is in force already or withdrawn' },
  CATALOGUE_FILE_UNREADABLE: { status: 422, zh: '文件读不出来：{why}', en: 'The file cannot be read: {why}' },
})
