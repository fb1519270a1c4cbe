/**
 * Calls as different as a city's: a matter has a place, a thing, a number of facts of its own, and each caller words it anew. Everything written
 * for this project. `say()` words it; another `say()` is another caller on the same matter.
 */
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文包']
const FIRST = [...'安盛祥瑞福嘉华泰宏兴隆景锦鑫荣明康宁和顺达昌鸿金玉龙凤科尔沁辽河霍林银沙草原绿洲晨曦阳光东方紫云翠湖碧水蓝天春晖丽']
const LAST = [...'园苑城庭府湾岸邸居家里院都洲景']
const SHOPS = ['烧烤店', '超市', '饭店', '歌厅', '洗浴中心', '健身房', '驾校', '修理厂', '药店', '理发店', '幼儿园', '培训班', '快递站', '棋牌室', '加油站', '砖厂', '养殖场', '屠宰点', '木材厂', '搅拌站']
const SINCE = ['昨天晚上', '前天上午', '三天前', '上个星期', '一个多星期了', '半个月了', '一个月了', '两个多月', '从去年冬天', '今年入秋以来', '中秋节前后', '国庆以后', '今天早上六点多', '上周三', '上月底', '二十号左右', '好几年了']
const SUFFERS = ['老人孩子受不了', '一家人没法生活', '孩子上学很危险', '影响了整栋楼的人', '好几户都这样', '邻居也都有意见', '晚上根本睡不着', '出行很不方便', '已经有人因此受伤', '买卖也做不成了', '牲口也受影响', '老人半夜起来好几次']
const BEFORE = ['打过社区的电话没人管', '物业让等', '跟村里说过好几回', '之前反映过，回复说在处理', '找过物业三次都推脱', '打到公司一直占线', '镇里来人看了一眼就走了', '网格员说上报了没有下文', '报过警，民警说不归他们管', '客服让自己想办法', '第一次反映这件事', '没有人给过说法']
const WISH = ['希望尽快派人来看', '请有关部门核实处理', '要求给个明确的时间', '请尽快解决', '想知道归谁管', '希望今天就能有人联系我', '要求书面答复', '请协调一下', '希望能够赔偿损失', '盼回复']
const OPEN = ['您好，', '你好，我想反映个事，', '我是{位置}的住户，', '我住{位置}，', '', '来电反映，', '市民反映，', '我姓{姓}，', '在{位置}，', '{位置}这里，']

/** What may be wrong, each said in several ways; `text`: what the system is asked the category by. */
const MATTERS = [
  ['暖气不热', ['暖气不热，屋里只有{度}度', '暖气片冰凉，室内温度量了才{度}度', '供暖不达标，{度}度都不到', '家里冷，取暖费交了{钱}元还是不热']],
  ['停水', ['自来水停了{天}天', '没有水用，停了{天}天没有通知', '水管里放不出水，已经{天}天', '停水{天}天，问了说管道坏了']],
  ['水质发黄', ['自来水发黄，放{量}分钟还是浑的', '水里有泥沙，烧开了有一层白', '水有一股铁锈味，没法喝', '水是黄的，洗衣服都洗不了']],
  ['停电', ['停电{量}个小时了', '一天跳闸{天}次，冰箱里的东西坏了', '电压低，灯泡发暗，电磁炉用不了', '变压器冒火花，之后就没有电']],
  ['路灯不亮', ['路灯不亮，{量}盏都是黑的', '路灯坏了没人修，晚上看不见路', '{量}盏路灯一盏都不亮', '路灯时亮时不亮，老人差点摔倒']],
  ['道路破损', ['路面坑坑洼洼，最深的有{量}公分', '路坏得厉害，下雨就积水', '水泥路断成{量}截，车底盘都刮了', '路边塌了一块，{量}米长']],
  ['井盖缺失', ['井盖丢了，就在人行道上', '井盖翘起来，骑车的摔了{量}个', '井盖碎了，拿树枝插着', '下水井没有盖，天黑看不见']],
  ['下水堵塞', ['下水道堵了，污水冒到{楼}楼', '一楼返水，屋里全是粪水', '污水井冒水，臭得没法过', '管道堵了{天}天，疏通的没来']],
  ['垃圾清运', ['垃圾{天}天没人清运', '垃圾箱满了，垃圾堆到路上', '建筑垃圾倒在空地上，有{量}车', '垃圾点臭气熏天，苍蝇很多']],
  ['噪声扰民', ['{店}半夜还放音响', '{店}的风机整夜响', '{店}营业到凌晨{量}点，喝酒吵闹', '{店}楼下划拳，睡不着觉']],
  ['夜间施工', ['工地夜间施工，凌晨{量}点还在打混凝土', '施工到半夜，罐车轰轰响', '工地切割钢筋，天不亮就开始', '夜里挖掘机不停，噪声很大']],
  ['油烟污染', ['{店}的油烟直排到窗户上', '{店}没有烟道，一开窗全是味', '{店}排烟口对着我家，{楼}楼都能闻到', '{店}炒菜的油烟熏得墙都黑了']],
  ['拖欠工资', ['{姓}老板拖欠{量}个人工资{钱}元', '干了{量}个月，工资一分没给', '包工头{姓}某欠{钱}元工钱，电话不接', '工地欠我们{量}个人的钱，说没有结账']],
  ['物业不作为', ['物业不打扫卫生，物业费照收', '电梯坏了{天}天没人修，住{楼}楼上不去', '物业把公共收益{钱}元不公开', '小区大门坏了，物业说没钱修']],
  ['占用消防通道', ['消防通道天天停着车', '有人在通道上装了地锁{量}个', '楼道堆满杂物，有{量}辆电动车充电', '消防通道被{店}摆了桌子']],
  ['退卡退费', ['{店}关门，卡里{钱}元退不了', '{店}不给退押金{钱}元', '{店}换了老板，以前办的卡不认', '交了{钱}元，{店}跑路了']],
  ['食品变质', ['在{店}买的奶过期了', '{店}卖的肉有味，花了{钱}元', '{店}的面包发霉，不给退', '吃了{店}的东西闹肚子，{量}个人都这样']],
  ['惠农补贴', ['玉米补贴没有到账，种了{亩}亩', '一卡通少发了{钱}元', '草原补奖少给{亩}亩', '补贴名单里没有我家，{亩}亩地都报上去了']],
  ['土地承包', ['承包地{亩}亩被村里另包给别人', '{姓}家占了我家地边子{量}垄', '二轮承包的{亩}亩没有给确权', '机动地{亩}亩发包没有开会']],
  ['禁牧放牧', ['有人在禁牧区放羊{量}十只', '{姓}家的羊群夜里进草场，{亩}亩草吃光了', '围栏剪开{量}处放牛', '每天赶出来几百只羊，没人管']],
  ['秸秆焚烧', ['有人烧秸秆，烟大得看不见路', '地里着火烧了{亩}亩茬子', '晚上偷着烧秸秆，呛得开不了窗', '烧荒烧到树林边，离房子{量}十米']],
  ['养殖粪污', ['{店}的粪污排到路边沟里', '{姓}家养猪{量}十头，臭味很大', '牛粪堆在井边，{量}米远', '养鸡的臭味整个村都能闻到']],
  ['机电井故障', ['机电井坏了，{亩}亩地浇不上', '井里的泵烧了，村里说等钱', '{量}号井没电，浇地排不上', '机井管子漏了，一直没人修']],
  ['燃气异味', ['楼道里有燃气味', '厨房燃气阀门漏气，不敢开火', '燃气表走得不对，多收{钱}元', '停气{天}天，没有通知']],
  ['低保申请', ['老人{岁}岁没有收入，申请低保没有下文', '低保被取消，说是家里有车', '残疾{量}级，补贴{天}个月没到', '家里{量}口人就一个劳力，想申请救助']],
  ['公交服务', ['{量}路车等了{度}分钟不来', '{量}路司机不到站不停，态度不好', '公交改线后老人走{度}分钟才有站', '早上{量}路挤不上去']],
]

const pick = (chance, list) => chance.pick(list)
const number = (chance, from, to) => Math.floor(chance.between(from, to + 1))

/** @param {import('../../../apps/worker/demo/chance.js').Chance} chance @param {readonly { code: string, spoken: string, village: string }[]} places */
export function matterFrom(chance, places) {
  const place = pick(chance, places)
  const [topic, ways] = pick(chance, MATTERS)
  const estate = `${pick(chance, FIRST)}${pick(chance, FIRST)}${pick(chance, LAST)}`
  const spot = pick(chance, [`${estate}小区${number(chance, 1, 60)}号楼`, `${estate}${number(chance, 1, 30)}栋`, `${number(chance, 1, 12)}组`, `${estate}门口`, `村东头${pick(chance, SURNAMES)}家旁边`, `${estate}路与${pick(chance, FIRST)}${pick(chance, FIRST)}街路口`])
  const facts = {
    度: number(chance, 9, 17), 天: number(chance, 2, 25), 量: number(chance, 2, 19), 楼: number(chance, 1, 18), 钱: number(chance, 3, 900) * 10, 亩: number(chance, 4, 380),
    岁: number(chance, 60, 93), 姓: pick(chance, SURNAMES), 店: `${pick(chance, FIRST)}${pick(chance, FIRST)}${pick(chance, SHOPS)}`, 位置: spot,
  }
  const since = pick(chance, SINCE)
  const fill = (text) => text.replaceAll(/\{(\S+?)\}/g, (_, name) => String(facts[name] ?? ''))
  return {
    topic, place,
    /** Another caller: other words, the same facts. */
    say: () => {
      const said = [...ways].sort(() => chance.next() - 0.5).slice(0, number(chance, 1, 2))
      const parts = [`${fill(pick(chance, OPEN))}${place.village}${spot}${fill(said.join('，'))}`, since, pick(chance, SUFFERS), pick(chance, BEFORE), pick(chance, WISH)]
      return `${parts.filter((_, at) => at === 0 || chance.yes(0.75)).join('，')}。`
    },
  }
}

export const TOPICS = MATTERS.map(([topic, [way]]) => ({ topic, text: `${way.replaceAll(/\{\S+?\}/g, '几')}，${topic}` }))

/** Villages and communities as callers say them, with their codes. */
export async function placesFrom(query, cityCode) {
  const { rows } = await query(
    `SELECT v.code, c.name AS county, t.name AS township, v.name AS village FROM org_division v
     JOIN org_division t ON t.city_code = v.city_code AND t.code = v.parent_code
     JOIN org_division c ON c.city_code = t.city_code AND c.code = t.parent_code
     WHERE v.city_code = $1 AND v.level = 'village' ORDER BY v.code`,
    [cityCode],
  )
  return rows.map(({ code, county, township, village }) => {
    const name = village.replace(/(村民|居民|嘎查)?委员会$/, (_, of) => (of === '嘎查' ? '嘎查' : ''))
    return { code, village: name, spoken: `${county}${township.replace(/街道办事处$/, '街道')}${name}` }
  })
}
