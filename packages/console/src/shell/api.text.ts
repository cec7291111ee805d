export const apiText = {
  unreachable: '连接不上服务器，已填写的内容没有丢失；请检查网络后再试。',
  notUnderstood: '服务器的回答看不懂（可能是网络登录页），没有保存；请检查网络后再试。',
} as const
