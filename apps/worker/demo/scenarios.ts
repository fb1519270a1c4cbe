import type { CaseType } from '@tongban/case/contract'

/** What a caller might say in such a city; written for this project. `{地}` is where it happens, as the caller would say it. */
export type Scenario = {
  readonly caseType: CaseType
  readonly text: string
  /** `rural`: a village or gacha; `urban`: a community of a street or county town; `any`. */
  readonly where: 'rural' | 'urban' | 'any'
  readonly weight: number
}

export const SCENARIOS: readonly Scenario[] = [
  { caseType: 'help', where: 'urban', weight: 6, text: '{地}家里暖气不热，室内只有十五度，老人孩子受不了，打供热公司电话也没人上门。' },
  { caseType: 'help', where: 'urban', weight: 5, text: '{地}小区暖气片冰凉，供暖温度不达标已经三天，希望尽快派人来测温。' },
  { caseType: 'complaint', where: 'urban', weight: 3, text: '{地}取暖费交了，楼上楼下都热就我家不热，供热公司说是我家管道的问题，一直不给解决。' },
  { caseType: 'help', where: 'rural', weight: 4, text: '{地}自来水停了两天，村里没有通知，家里人和牲口都没水喝，请尽快恢复供水。' },
  { caseType: 'help', where: 'urban', weight: 3, text: '{地}停水一上午了，也没有看到停水通知，想问什么时候来水。' },
  { caseType: 'help', where: 'any', weight: 3, text: '{地}今天一早就停电，冰箱里的东西都要坏了，请问什么时候能来电。' },
  { caseType: 'help', where: 'rural', weight: 3, text: '{地}电压低，晚上灯泡发暗，电磁炉用不了，反映过几次没人来改。' },
  { caseType: 'help', where: 'any', weight: 6, text: '{地}路灯不亮已经一个多星期，晚上出门看不见路，老人容易摔倒。' },
  { caseType: 'help', where: 'rural', weight: 5, text: '{地}进村的水泥路坏了，坑坑洼洼，一下雨就积水，接送孩子的车都不愿意进来。' },
  { caseType: 'suggestion', where: 'rural', weight: 2, text: '建议给{地}村口的弯道装一个反光镜，那里出过两次事故了。' },
  { caseType: 'complaint', where: 'any', weight: 5, text: '我们七个人在{地}工地干活，包工头拖欠工资四个多月，打电话不接，要求帮忙讨薪。' },
  { caseType: 'complaint', where: 'any', weight: 3, text: '{地}的饭店拖欠工资，干了两个月一分钱没给，老板说没钱。' },
  { caseType: 'consultation', where: 'any', weight: 4, text: '我想问一下养老保险断交了两年，现在能不能补缴，需要带什么材料。' },
  { caseType: 'consultation', where: 'any', weight: 4, text: '孩子的医保在外地住院怎么报销，异地就医备案在哪里办。' },
  { caseType: 'consultation', where: 'rural', weight: 3, text: '今年的玉米生产者补贴什么时候发，我们{地}还没有收到。' },
  { caseType: 'help', where: 'rural', weight: 4, text: '{地}的惠农补贴一卡通没有到账，去年种了六十亩地，村里说报上去了。' },
  { caseType: 'complaint', where: 'rural', weight: 3, text: '{地}草原补奖少给了二百多亩，问苏木说面积就是这么多，我要求重新核实草场面积。' },
  { caseType: 'report', where: 'rural', weight: 3, text: '{地}有人在禁牧区放羊，每天晚上赶出来几百只，草都吃光了，希望来查。' },
  { caseType: 'report', where: 'rural', weight: 2, text: '有人在{地}开垦草原种地，推土机都开进去了，破坏草场。' },
  { caseType: 'complaint', where: 'rural', weight: 3, text: '{地}承包地被村里收回另包给别人了，没有开会也没有征求我们意见，要求给个说法。' },
  { caseType: 'help', where: 'rural', weight: 3, text: '{地}机电井坏了没人修，再过几天就要浇地，请尽快派人来看看。' },
  { caseType: 'help', where: 'rural', weight: 2, text: '{地}邻居盖房占了我家宅基地的滴水，量过好几回，村里调解不下来。' },
  { caseType: 'help', where: 'rural', weight: 3, text: '{地}老人住的是危房，墙都裂了，一下雨就漏，想申请危房改造。' },
  { caseType: 'help', where: 'any', weight: 3, text: '{地}有个老人独自生活没有收入，想问能不能申请低保，村里让等通知等了半年。' },
  { caseType: 'complaint', where: 'rural', weight: 3, text: '{地}养殖场的粪污直接排到路边沟里，夏天臭得开不了窗，现在一冻更没人清。' },
  { caseType: 'report', where: 'rural', weight: 3, text: '{地}有人晚上烧秸秆，烟大得看不见路，呛得睡不着觉。' },
  { caseType: 'help', where: 'rural', weight: 2, text: '{地}羊死了好几只，怀疑是疫病，兽医站电话打不通，请派人来看看。' },
  { caseType: 'complaint', where: 'urban', weight: 5, text: '{地}楼下烧烤店半夜还在放音响，噪声扰民，报警来了就关，走了又开。' },
  { caseType: 'complaint', where: 'urban', weight: 4, text: '{地}工地夜间施工，凌晨还在打混凝土，吵得睡不着。' },
  { caseType: 'complaint', where: 'urban', weight: 5, text: '{地}小区物业不打扫卫生，电梯坏了半个月没人修，物业费照收。' },
  { caseType: 'help', where: 'urban', weight: 3, text: '{地}小区下水道堵了，污水往外冒，味道很大，物业说不归他们管。' },
  { caseType: 'help', where: 'urban', weight: 3, text: '{地}井盖丢了一个，就在人行道上，天黑容易掉下去，请尽快补上。' },
  { caseType: 'complaint', where: 'urban', weight: 3, text: '{地}门口天天有车占着消防通道，怎么打电话也不挪，真着火了怎么办。' },
  { caseType: 'complaint', where: 'any', weight: 3, text: '在{地}超市买的奶过期了，店家不给退，要求市场监管部门处理。' },
  { caseType: 'complaint', where: 'urban', weight: 2, text: '{地}健身房办的卡，店关门了退不了钱，一共两千多块。' },
  { caseType: 'suggestion', where: 'urban', weight: 2, text: '建议{地}的公交车早上加一班，上学的孩子挤不上去。' },
  { caseType: 'complaint', where: 'urban', weight: 2, text: '{地}公交车司机不到站不停车，等了四十分钟，态度还不好。' },
  { caseType: 'help', where: 'any', weight: 2, text: '{地}通信信号很差，打电话断断续续，网也上不去，反映给客服没有结果。' },
  { caseType: 'help', where: 'urban', weight: 2, text: '{地}有燃气味，怀疑管道漏气，不敢开火，请马上派人来检查。' },
  { caseType: 'report', where: 'urban', weight: 1, text: '{地}一楼商户把电线私拉到人行道上，刚才冒火花了，很危险。' },
  { caseType: 'consultation', where: 'any', weight: 3, text: '想咨询新生儿上户口要带什么手续，周末办不办。' },
  { caseType: 'consultation', where: 'any', weight: 2, text: '请问公积金贷款买二手房需要什么条件，多长时间能批下来。' },
  { caseType: 'consultation', where: 'any', weight: 2, text: '想问一下孩子上小学的学区怎么划分，外地户口能不能报名。' },
  { caseType: 'praise', where: 'any', weight: 2, text: '感谢{地}的工作人员，我家反映的事当天就来人解决了，特别满意。' },
  { caseType: 'complaint', where: 'any', weight: 2, text: '{地}的垃圾好几天没人清运，垃圾箱都满到路上了。' },
  { caseType: 'help', where: 'rural', weight: 2, text: '{地}河边的护坡塌了一段，怕明年开春涨水进村，希望早点修。' },
  { caseType: 'help', where: 'rural', weight: 2, text: '{地}冬天雪大，通往外面的路没人清雪，校车进不来。' },
]

export const SURNAMES = ['张', '王', '李', '刘', '陈', '杨', '赵', '包', '白', '吴', '韩', '孟', '何', '齐', '宝', '金'] as const

export const GIVEN_NAMES = ['海龙', '志强', '春梅', '立新', '晓东', '丽华', '宝音', '乌云', '国庆', '玉兰', '建军', '秀英', '巴图', '娜仁', '铁柱', '彩霞', '文斌', '红梅', '长江', '格日乐'] as const

/** What units write when they have done something; `{单位}` is the unit's short name. */
export const REPLIES = [
  '接单后{单位}立即安排人员到现场查看，情况属实。已于当日组织维修处理完毕，并当面告知诉求人处理结果，诉求人表示认可。',
  '{单位}工作人员与诉求人电话联系核实情况后上门走访，已按规定办理，并向诉求人说明了政策依据和后续安排。',
  '经{单位}实地核实，问题确实存在。已责成相关负责人限期整改，目前整改完成，现场照片附后，已向诉求人反馈。',
  '{单位}已会同村（社区）干部入户了解情况，现场协调双方达成一致，问题得到解决，诉求人无其他要求。',
  '{单位}已到现场处理，更换损坏部件后恢复正常，并安排专人三日内回看，已电话告知诉求人。',
] as const

/** What was said, by the way it was said: a call is not a visit. */
export const CONTACT_NOTES = {
  phone: ['已电话联系诉求人，了解具体位置和情况，约定今日到现场', '电话联系，诉求人补充了具体门牌号', '电话中核对了位置，诉求人说白天家里有人'],
  visit: ['已上门见到诉求人，现场查看并记录', '入户时诉求人在家，一同到现场指认了位置'],
} as const
export const CALLBACK_NOTES = ['群众表示处理及时', '群众反映问题已解决，态度较好', '群众说还要再观察几天', '群众反映没有来人，问题还在', '群众对处理结果不满意，要求继续办理'] as const
export const SEND_BACK_REMARKS = ['回复没有说明何时解决，也没有现场情况，请补充后重新回复', '回复与诉求事项不符，请核实后重新办理'] as const
