import { registerStrings } from '@tongban/ui/web'

const zh = {
  title: '地名库', hint: '小区、地标、道路、旧名在哪里。听地点时随即使用。',
  'status.confirmed': '使用中 {count}', 'status.proposed': '待确认 {count}', 'status.rejected': '已否决 {count}', 'status.retired': '已停用 {count}', statuses: '状态',
  'statusOnly.confirmed': '使用中', 'statusOnly.proposed': '待确认', 'statusOnly.rejected': '已否决', 'statusOnly.retired': '已停用',
  search: '按名称或别名查', kind: '类型', anyKind: '所有类型', source: '来源', anySource: '所有来源', list: '地名',
  'kind.estate': '小区', 'kind.landmark': '地标', 'kind.road': '道路', 'kind.village': '村屯旧名', 'kind.former': '区划原名', 'kind.other': '其他',
  'source.manual': '人工录入', 'source.import': '批量导入', 'source.learned': '工单积累', 'source.reference': '随系统提供',
  add: '添地名', edit: '修改', export: '导出', import: '导入一张表', rules: '积累规则',
  accept: '采纳', reject: '否决', retire: '停用', restore: '恢复使用',
  'said.save': '已保存：{name}', 'said.accept': '已采纳：{name}', 'said.reject': '已否决：{name}', 'said.retire': '已停用：{name}', 'said.restore': '已恢复使用：{name}',
  'empty.confirmed': '还没有地名', 'empty.confirmedHint': '添一个，或导入一张表；办结审核过的工单也会积累出来。', 'empty.proposed': '没有待确认的地名',
  'empty.proposedHint': '工单的地点里有听不懂的小区、地标，派单没有争议、回复通过审核后，会出现在这里。', 'empty.rejected': '没有否决过的', 'empty.retired': '没有停用的', 'empty.none': '没有查到', 'empty.noneHint': '换个说法，或清空条件。',
  aliases: '也叫 {names}', agreeing: '{count} 件工单这样说', contradicting: '{count} 件说在别处', ready: '够数，请确认', readyCount: '{count} 条已够数', changed: '{who} {when} 改动', hasPoint: '有坐标',
  'form.add': '添一个地名', 'form.edit': '修改地名', 'form.name': '名称', 'form.aliases': '别名', 'form.aliasesHint': '用顿号隔开', 'form.kind': '类型', 'form.place': '在哪里',
  'form.placeHint': '写旗县、苏木镇、嘎查村，如“奈曼旗大沁他拉镇”', 'form.point': '坐标', 'form.pointHint': '按手机定位（WGS-84）填；高德、腾讯、百度的坐标差几百米', 'form.latitude': '纬度', 'form.longitude': '经度', 'form.note': '备注', 'form.save': '保存地名', 'form.cancel': '取消',
  'form.noPlace': '还没有听出在哪里', 'form.noName': '请填写名称', 'form.choose': '请选是哪一个', 'form.asking': '正在听…', 'form.halfPoint': '纬度和经度要一起填',
  'import.hint': '从表格粘贴或写 CSV，第一行：名称,别名,类型,区划代码,区划,纬度,经度,备注。区划代码或区划写一个；经纬度按手机定位（WGS-84）。有错一行也不存。', 'import.nothing': '请先把表贴进来', 'import.check': '检查', 'import.save': '导入',
  'import.errors': '有 {count} 处问题，没有导入', 'import.row': '第 {row} 行：{message}', 'import.fine': '{rows} 行没有问题：新增 {added}，改动 {changed}，不变 {unchanged}', 'import.saved': '已导入：新增 {added}，改动 {changed}，不变 {unchanged}',
  'rules.needed': '几件一致的工单后请人确认', 'rules.alone': '够数且没有相反的，不经人确认直接使用', 'rules.save': '保存规则', 'rules.saved': '已保存',
  'try.title': '试听地点', 'try.placeholder': '像来电人那样说，如“科中旗明珠花园3号楼”', 'try.none': '听不出在哪里', 'try.rest': '余下的字：{rest}', 'try.former': '“{name}”是原名',
} as const

const en: Readonly<Record<keyof typeof zh, string>> = {
  title: 'Gazetteer', hint: 'Where estates, landmarks, roads and old names lie. Used at once when a place is heard.',
  'status.confirmed': 'In use {count}', 'status.proposed': 'Proposed {count}', 'status.rejected': 'Rejected {count}', 'status.retired': 'Retired {count}', statuses: 'State',
  'statusOnly.confirmed': 'In use', 'statusOnly.proposed': 'Proposed', 'statusOnly.rejected': 'Rejected', 'statusOnly.retired': 'Retired',
  search: 'By name or alias', kind: 'Kind', anyKind: 'Any kind', source: 'Source', anySource: 'Any source', list: 'Names',
  'kind.estate': 'Estate', 'kind.landmark': 'Landmark', 'kind.road': 'Road', 'kind.village': 'Old village name', 'kind.former': 'Former township', 'kind.other': 'Other',
  'source.manual': 'by hand', 'source.import': 'imported', 'source.learned': 'from cases', 'source.reference': 'shipped',
  add: 'Add a name', edit: 'Edit', export: 'Export', import: 'Import a table', rules: 'How names are learned',
  accept: 'Accept', reject: 'Reject', retire: 'Retire', restore: 'Use again',
  'said.save': 'Saved: {name}', 'said.accept': 'Accepted: {name}', 'said.reject': 'Rejected: {name}', 'said.retire': 'Retired: {name}', 'said.restore': 'In use again: {name}',
  'empty.confirmed': 'No names yet', 'empty.confirmedHint': 'Add one or import a table; reviewed cases bring some too.', 'empty.proposed': 'Nothing is proposed',
  'empty.proposedHint': 'Names in places of cases that were dispatched without dispute and reviewed come here.', 'empty.rejected': 'None was rejected', 'empty.retired': 'None is retired', 'empty.none': 'Nothing found', 'empty.noneHint': 'Try other words, or clear the filters.',
  aliases: 'also {names}', agreeing: '{count} cases say so', contradicting: '{count} say elsewhere', ready: 'enough cases: please confirm', readyCount: '{count} have enough cases', changed: '{who} {when}', hasPoint: 'with a position',
  'form.add': 'Add a name', 'form.edit': 'Edit a name', 'form.name': 'Name', 'form.aliases': 'Aliases', 'form.aliasesHint': 'separated by 、', 'form.kind': 'Kind', 'form.place': 'Where',
  'form.placeHint': 'County, township, village', 'form.point': 'Position', 'form.pointHint': 'WGS 84, as phones give it; those of Amap, Tencent and Baidu are hundreds of metres off', 'form.latitude': 'Latitude', 'form.longitude': 'Longitude', 'form.note': 'Note', 'form.save': 'Save', 'form.cancel': 'Cancel',
  'form.noPlace': 'The place is not known yet', 'form.noName': 'Give a name', 'form.choose': 'Choose which', 'form.asking': 'Asking…', 'form.halfPoint': 'Latitude and longitude go together',
  'import.hint': 'Paste from a spreadsheet or write CSV; the first line: 名称,别名,类型,区划代码,区划,纬度,经度,备注. Give the code or the words of the division; degrees are WGS 84. With one error nothing is stored.', 'import.nothing': 'Paste a table first', 'import.check': 'Check', 'import.save': 'Import',
  'import.errors': '{count} problems, nothing was imported', 'import.row': 'Line {row}: {message}', 'import.fine': '{rows} lines are right: {added} new, {changed} changed, {unchanged} the same', 'import.saved': 'Imported: {added} new, {changed} changed, {unchanged} the same',
  'rules.needed': 'Cases that agree before a person is asked', 'rules.alone': 'Use without a person when enough agree and none contradicts', 'rules.save': 'Save the rules', 'rules.saved': 'Saved',
  'try.title': 'Try a place', 'try.placeholder': 'As a caller would say it', 'try.none': 'Not understood', 'try.rest': 'the rest: {rest}', 'try.former': '“{name}” is a former name',
}

export const { useText: usePlaceText } = registerStrings('place', { zh, en })
