/** What people read on the pages of accounts. */
export const accountsText = {
  title: '账号管理',
  intro: '账号只管谁能登录；能看什么、办什么，由岗位决定。账号不会删除，停用后仍留在日志里。',
  open: '新建账号',
  userName: '用户名',
  userNameHint: '3到30个字母、数字、点或短横线，如 chen.shi',
  displayName: '姓名',
  secondFactor: '动态口令',
  secondFactorRequired: '须用动态口令（平安办、派出所、领导、纪委、审计、管理员必须）',
  enrolled: '已绑定',
  notEnrolled: '待绑定',
  notRequired: '不要求',
  state: '状态',
  active: '可登录',
  waiting: '待设置密码',
  disabled: '已停用',
  openedOn: '建立日期',
  link: '设置链接',
  linkTitle: '一次性设置链接',
  linkNote: '24小时内有效，只能用一次。请当面或电话交给本人，不要发到群里。原密码已经失效。',
  copy: '复制链接',
  copied: '已复制',
  resetFactor: '重置动态口令',
  unlock: '解除锁定',
  signOut: '全部退出',
  disable: '停用',
  enable: '恢复',
  more: '更多',
  done: '已办理',
  posts: '任命岗位',
  vacant: '还有要紧的岗位没有人任职，请尽快任命',
  noOutside: (isTexted: boolean) =>
    `镇外受理：线索涉及本镇人员时，镇里没有人能看到，现在也没有镇外的人能登录办理。${
      isTexted
        ? '来了这样的线索，系统会发短信告诉方案里写的镇外联系人。'
        : '方案里也没有写镇外联系人能收短信的手机，来了这样的线索没有人会知道。'
    }`,
  noLeading: (title: string) => `领导小组“${title}”：没有人任职。`,
  empty: '还没有账号。点“新建账号”开始。',
  search: '按姓名或用户名查找',
} as const
