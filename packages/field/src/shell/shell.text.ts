type BuiltIn = { readonly app: 'wechat' | 'wecom'; readonly on: 'android' | 'ios' | 'desktop' }

/** Words of the shell. Short, as one speaks; large type leaves no room for more. */
export const shellText = {
  app: '护蕾走访',
  loading: '正在打开…',
  helpTab: '求助',
  meTab: '我的',
  registerPhone: '登记这部手机',
  back: '返回',
  day: (month: number, day: number) => `${month}月${day}日`,

  signIn: '登录',
  signInHint: '第一次要有网络。登录以后设一个6位数字密码，往后没有信号也能打开。',
  signInAgain: '请重新登录。手机里没上传的记录还在，登录后继续上传。',
  userName: '用户名',
  password: '登录密码',
  code: '动态口令（6位）',
  next: '下一步',
  busy: '请稍候…',
  choosePost: '选择岗位',
  noPost: '您目前没有可以下乡使用的岗位，请联系管理员。',
  enrolFirst: '这个岗位要动态口令。请先用电脑登录一次，设好动态口令再来。',
  offline: '没有网络，请到有信号的地方再登录。',
  notHulei: '连上的不是护蕾服务器（可能是无线网的认证页面），请先把网络连好。',
  serverBusy: '服务器忙，请稍后再试。',

  setPin: '设置6位数字密码',
  setPinHint: '以后打开都用它。不要用123456这类容易猜的，也不要告诉别人。',
  repeatPin: '再输一遍',
  pinDiffers: '两遍不一样，请重新设置。',
  pinTooEasy: '这个密码太容易猜，请换一个。',
  enterPin: '请输入6位数字密码',
  wrongPin: (left: number) => `密码不对，还可以试 ${left} 次。`,
  waitPin: (seconds: number) => `请等 ${seconds} 秒再试。`,
  usedUp: '密码错了太多次，已经锁住。请登录后重新设置；没上传的记录还在。',
  forgotPin: '忘记密码，用登录密码进入',
  erase: '删除',
  opening: '正在打开…',

  current: (time: string) => `已同步 ${time}`,
  touching: '正在同步…',
  waiting: (count: number) => `${count} 条等着上传`,
  photosWaiting: (count: number) => `${count} 张照片等着上传`,
  refusedCount: (count: number) => `${count} 条要您处理`,
  noNetwork: '没有网络',
  notHuleiShort: '网络要先认证',
  busyShort: '服务器忙，稍后再传',
  signInShort: '请重新登录后上传',
  revokedShort: '这部手机已被停用',
  syncNow: '现在同步',
  neverSynced: '还没有同步过',

  me: '我的',
  post: '岗位',
  account: '账号',
  lockNow: '锁上',
  signOut: '退出登录',
  largeType: '大字',
  normalType: '普通字',
  appVersion: '版本',
  othersWaiting: (count: number) =>
    `这部手机上还有别人的 ${count} 条记录没上传完，要他本人在这里登录才能上传。`,
  notYou: '登录的不是这部手机现在的使用人。请用本人账号登录；换人使用请先锁上，再点“忘记密码”。',
  storage: '存储',
  storageKept: '浏览器答应不清理本机数据。',
  storageMayGo: '浏览器没有答应保留数据：空间不够时它可能清理。请常连网上传，不要清理浏览器数据。',
  storageUsed: (used: string, quota: string) => `已用 ${used}，可用 ${quota}`,
  storageLow: '手机空间快满了，请删掉一些照片或应用，否则新的走访可能存不下。',
  version: '有新版本',
  updateNow: '更新',
  updateHint: '更新后要再输一次数字密码，没上传的记录不受影响。',
  overtakenHint: '另一个窗口里已经打开新版本。请重新打开；已经保存和没填完的都在。',
  packOld: (days: number) =>
    `已有 ${days} 天没有联网，为保护孩子的资料先锁上了。连上网络后会自动打开，没上传的记录都在。`,
  revoked: '这部手机已被乡镇停用。等着上传的记录已经送出，儿童资料已从手机上删除。如有疑问请联系乡镇办公室。',

  help: '求助和报告',
  helpHint: '孩子正有危险，先打110。',
  police: '报警',
  hotline: '政务热线',
  youthLine: '青少年热线',
  writeDown: '写下来报告（没有信号也能填）',

  devices: { android: '安卓手机', apple: '苹果手机', computer: '电脑', other: '其他设备' },
  browsers: { wechat: '微信', wecom: '企业微信', other: '浏览器' },

  inBuiltIn: '您在微信里打开：断网打不开，记录也可能被清掉。',
  howToLeave: '换浏览器',
  leave: {
    title: '请在浏览器中打开',
    why: (app: BuiltIn['app']) =>
      `${app === 'wecom' ? '企业微信' : '微信'}里打开的页面断网就打不开，存的记录也可能被清掉。换到手机浏览器里，没有信号也能用。`,
    item: ({ app, on }: BuiltIn) =>
      on === 'desktop'
        ? '用默认浏览器打开'
        : on === 'ios'
          ? '在默认浏览器中打开'
          : app === 'wecom'
            ? '在浏览器中打开'
            : '在浏览器打开',
    steps: (browser: BuiltIn): readonly [string, string] => [
      '点右上角的三个点“⋯”',
      browser.on === 'ios'
        ? '点“在默认浏览器中打开”（有的写“在Safari中打开”）'
        : browser.on === 'desktop'
          ? '点“用默认浏览器打开”'
          : '点有地球图样的“在浏览器打开”',
    ],
    waiting: (count: number) =>
      `先别换：这里还有 ${count} 条没传完。记录换不过去，请等“记录”里都显示“已确认”再换；没填完的也先填完保存。`,
    orCopy: '找不到？把网址复制到浏览器里打开：',
    copy: '复制网址',
    copied: '已复制，去浏览器里粘贴',
    goOn: '先在这里用（断网就打不开）',
  },

  broken: '出错了',
  brokenHint: '页面没有显示出来，已经保存的记录没有丢。请重新打开。',
  reopen: '重新打开',
} as const
