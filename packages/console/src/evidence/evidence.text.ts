export const evidenceText = {
  add: '添加照片或文件',
  take: '拍照',
  sending: '正在上传',
  remove: '去掉',
  altered: '上传的文件与手机里的不一致，请重新选择。',
  photo: (index: number) => `照片 ${index}`,
} as const
