/**
 * EDITABLE SAMPLE. Who exists at the city and in every county, from which units.mjs makes units.csv.
 * The set and the names are the usual ones of a prefecture; a city that installs Tongban replaces them by its own staffing plan (三定).
 *
 * `{county}` is the county's full name, `{short}` its spoken name. Names without a place get the county's or the city's in front.
 */

export const COUNTY_SHORT_NAMES = {
  150502: '科区',
  150521: '科左中旗',
  150522: '科左后旗',
  150523: '开鲁县',
  150524: '库伦旗',
  150525: '奈曼旗',
  150526: '扎鲁特旗',
  150571: '开发区',
  150581: '霍市',
}

/** [function, name in a county, short name in a county] */
export const COUNTY_DEPARTMENTS = [
  ['housing', '{county}住房和城乡建设局', '{short}住建局'],
  ['urban_management', '{county}城市管理综合执法局', '{short}城管局'],
  ['transport', '{county}交通运输局', '{short}交通局'],
  ['agriculture', '{county}农牧局', '{short}农牧局'],
  ['forestry_grassland', '{county}林业和草原局', '{short}林草局'],
  ['water_resources', '{county}水务局', '{short}水务局'],
  ['human_resources', '{county}人力资源和社会保障局', '{short}人社局'],
  ['civil_affairs', '{county}民政局', '{short}民政局'],
  ['health', '{county}卫生健康委员会', '{short}卫健委'],
  ['education', '{county}教育体育局', '{short}教体局'],
  ['market_regulation', '{county}市场监督管理局', '{short}市场监管局'],
  ['ecology', '通辽市生态环境局{county}分局', '{short}生态环境分局'],
  ['natural_resources', '{county}自然资源局', '{short}自然资源局'],
  ['public_security', '{county}公安局', '{short}公安局'],
  ['traffic_police', '{county}公安局交通管理大队', '{short}交管大队'],
  ['medical_insurance', '{county}医疗保障局', '{short}医保局'],
  ['justice', '{county}司法局', '{short}司法局'],
  ['veterans', '{county}退役军人事务局', '{short}退役军人局'],
  ['emergency_management', '{county}应急管理局', '{short}应急局'],
  ['fire_rescue', '{county}消防救援大队', '{short}消防大队'],
  ['culture_tourism', '{county}文化和旅游局', '{short}文旅局'],
  ['finance', '{county}财政局', '{short}财政局'],
  ['development_reform', '{county}发展和改革委员会', '{short}发改委'],
  ['industry', '{county}工业和信息化局', '{short}工信局'],
  ['commerce', '{county}商务局', '{short}商务局'],
  ['tax', '国家税务总局{county}税务局', '{short}税务局'],
  ['disabled_persons', '{county}残疾人联合会', '{short}残联'],
  ['government_services', '{county}政务服务与数据管理局', '{short}政务服务局'],
]

/** Names that differ in one county: [county, function, name, short name] */
export const COUNTY_DEPARTMENT_EXCEPTIONS = [
  ['150502', 'public_security', '通辽市公安局科尔沁区分局', '科区公安分局'],
  ['150502', 'traffic_police', '通辽市公安局交通管理支队科尔沁区大队', '科区交管大队'],
  ['150571', 'public_security', '通辽市公安局开发区分局', '开发区公安分局'],
  ['150571', 'traffic_police', '通辽市公安局交通管理支队开发区大队', '开发区交管大队'],
  ['150571', 'natural_resources', '通辽市自然资源局开发区分局', '开发区自然资源分局'],
]

/** [function, name, short name, parent function or nothing] */
export const CITY_DEPARTMENTS = [
  ['housing', '通辽市住房和城乡建设局', '市住建局'],
  ['urban_management', '通辽市城市管理综合执法局', '市城管局'],
  ['transport', '通辽市交通运输局', '市交通局'],
  ['agriculture', '通辽市农牧局', '市农牧局'],
  ['forestry_grassland', '通辽市林业和草原局', '市林草局'],
  ['water_resources', '通辽市水务局', '市水务局'],
  ['human_resources', '通辽市人力资源和社会保障局', '市人社局'],
  ['civil_affairs', '通辽市民政局', '市民政局'],
  ['health', '通辽市卫生健康委员会', '市卫健委'],
  ['education', '通辽市教育局', '市教育局'],
  ['market_regulation', '通辽市市场监督管理局', '市市场监管局'],
  ['ecology', '通辽市生态环境局', '市生态环境局'],
  ['natural_resources', '通辽市自然资源局', '市自然资源局'],
  ['public_security', '通辽市公安局', '市公安局'],
  ['traffic_police', '通辽市公安局交通管理支队', '市交管支队', 'public_security'],
  ['medical_insurance', '通辽市医疗保障局', '市医保局'],
  ['justice', '通辽市司法局', '市司法局'],
  ['veterans', '通辽市退役军人事务局', '市退役军人局'],
  ['emergency_management', '通辽市应急管理局', '市应急局'],
  ['fire_rescue', '通辽市消防救援支队', '市消防支队'],
  ['culture_tourism', '通辽市文化旅游广电局', '市文旅局'],
  ['finance', '通辽市财政局', '市财政局'],
  ['development_reform', '通辽市发展和改革委员会', '市发改委'],
  ['industry', '通辽市工业和信息化局', '市工信局'],
  ['commerce', '通辽市商务局', '市商务局'],
  ['tax', '国家税务总局通辽市税务局', '市税务局'],
  ['disabled_persons', '通辽市残疾人联合会', '市残联'],
  ['government_services', '通辽市政务服务与数据管理局', '市政务服务局'],
  ['ethnic_affairs', '通辽市民族事务委员会', '市民委'],
  ['housing_fund', '通辽市住房公积金中心', '市公积金中心'],
  ['petitions', '通辽市信访局', '市信访局'],
  ['institutional_staffing', '通辽市委机构编制委员会办公室', '市委编办'],
  ['financial_regulation', '国家金融监督管理总局通辽监管分局', '通辽金融监管分局'],
  ['tobacco', '通辽市烟草专卖局', '市烟草局'],
  ['postal_administration', '通辽市邮政管理局', '市邮政管理局'],
  ['meteorology', '通辽市气象局', '市气象局'],
  ['trade_union', '通辽市总工会', '市总工会'],
  ['womens_federation', '通辽市妇女联合会', '市妇联'],
]

/** Public enterprises that serve the whole city: [function, name, short name] */
export const CITY_ENTERPRISES = [
  ['power_grid', '国网通辽供电公司', '通辽供电公司'],
  ['drainage', '通辽市城市排水公司', '市排水公司'],
  ['bus', '通辽市公共交通公司', '市公交公司'],
  ['telecom_mobile', '中国移动通辽分公司', '通辽移动'],
  ['telecom_unicom', '中国联通通辽分公司', '通辽联通'],
  ['telecom_telecom', '中国电信通辽分公司', '通辽电信'],
  ['cable_tv', '内蒙古广电网络通辽分公司', '通辽广电网络'],
  ['postal_service', '中国邮政通辽分公司', '通辽邮政'],
  ['railway', '铁路通辽车务段', '通辽车务段'],
]

/** Public enterprises each county has its own of. A parent is the city's enterprise of the same function, where there is one. */
export const COUNTY_ENTERPRISES = [
  ['water_supply', '{county}自来水公司', '{short}自来水公司'],
  ['heat', '{county}供热公司', '{short}供热公司'],
  ['gas', '{county}燃气公司', '{short}燃气公司'],
  ['power_grid', '国网{county}供电公司', '{short}供电公司'],
]

/** Counties whose own enterprise serves instead of the city's: [county, function, name, short name] */
export const COUNTY_ENTERPRISE_EXCEPTIONS = [
  ['150581', 'bus', '霍林郭勒市公共交通公司', '霍市公交公司'],
]

/** Units beside the handling hierarchy: [id, kind, function or nothing, name, short name] */
export const CITY_OFFICES = [
  ['hotline-centre', 'hotline_centre', '', '通辽市12345政务服务便民热线中心', '12345热线中心'],
  ['callback-provider', 'callback_provider', '', '通辽市12345热线第三方回访机构', '第三方回访机构'],
  ['discipline-inspection', 'discipline_inspection', '', '通辽市纪委监委', '市纪委监委'],
]

export const COUNTY_COORDINATOR = ['{county}12345热线统筹办公室', '{short}统筹办']
