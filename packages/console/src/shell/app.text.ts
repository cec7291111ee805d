export const appText = {
  noSuchPage: '没有这个页面，或者您的岗位用不到它。',
  home: '回到首页',
  broken: '页面出错了。您已保存的内容没有丢失；刷新后再试，仍不行请告知管理员。',
  reload: '刷新',
} as const
