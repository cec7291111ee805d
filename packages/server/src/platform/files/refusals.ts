import { Refusal } from '../errors.ts'

/** Everything that the receiving and giving of files may refuse, in words. */
export const fileRefusals = {
  empty: () => new Refusal('files.empty', 422, '收到的文件是空的，没有保存；请重新选择文件。'),
  notAPicture: () =>
    new Refusal(
      'files.not-a-picture',
      422,
      '这不是照片或PDF文件，没有保存；只能上传JPEG、PNG、WebP照片或PDF文件。',
    ),
  notAPhoto: () => new Refusal('files.not-a-photo', 422, '这不是照片，没有收下；只能放JPEG、PNG、WebP照片。'),
  heic: () =>
    new Refusal(
      'files.heic',
      422,
      '这是苹果手机的HEIC照片，没有保存；请在手机“设置-相机-格式”里选“兼容性最佳”，或转成JPEG后再上传。',
    ),
  brokenPicture: (cause: unknown) =>
    new Refusal('files.broken-picture', 422, '这张照片打不开或者不完整，没有保存；请重新拍摄或选择。', {
      cause,
    }),
  brokenPdf: () => new Refusal('files.broken-pdf', 422, '这个PDF文件不完整，没有保存；请重新选择文件。'),
  tooManyPixels: (cause?: unknown) =>
    new Refusal(
      'files.too-many-pixels',
      422,
      '这张照片的尺寸太大（超过7000万像素），没有保存；请缩小后再上传。',
      { cause },
    ),
  tooLarge: (what: string, megabytes: number) =>
    new Refusal(
      'files.too-large',
      413,
      `文件太大，没有保存：${what}不能超过${megabytes}MB；请压缩后再上传。`,
    ),
  hashMissing: () =>
    new Refusal('files.hash-missing', 422, '上传时没有附上文件的校验值，没有保存；请刷新页面后再试。'),
  hashMismatch: () =>
    new Refusal('files.hash-mismatch', 422, '收到的文件与发送的不一致，没有保存；请重新上传。'),
  alreadyHere: () => new Refusal('files.already-here', 409, '这个文件您已经上传过，不用再传。'),
  noSuchUpload: () =>
    new Refusal(
      'uploads.not-found',
      404,
      '没有找到这次上传：可能已经传完，或者超过14天没有传完；请重新上传。',
    ),
  uploadOffset: () =>
    new Refusal('uploads.offset', 409, '续传的位置与服务器收到的不一致；会从服务器收到的地方接着传。'),
  uploadBusy: () => new Refusal('uploads.busy', 503, '同一个文件正在上传，请稍后接着传。'),
  uploadMalformed: (status: number) =>
    new Refusal('uploads.malformed', status, '上传请求不符合续传协议，这一段没有保存。'),
  interrupted: (cause: unknown) =>
    new Refusal('files.interrupted', 400, '上传中断了，文件没有保存；请再试一次。', { cause }),
  notFound: () => new Refusal('files.not-found', 404, '没有找到这个文件，或者您的岗位不能查看。'),
  noDisplay: () => new Refusal('files.no-display', 415, '这个文件不能直接显示，请下载后查看。'),
  notSealed: () =>
    new Refusal('files.not-sealed', 409, '密封档案里的照片要加密上传；请重新选择这张照片再保存。'),
  sealed: () => new Refusal('files.sealed', 409, '这张照片属于密封档案，不能用在别处；请重新拍摄或选择。'),
  erased: () => new Refusal('files.erased', 410, '这个文件保存期已满，内容已经销毁。'),
  lost: (cause: unknown) =>
    new Refusal('files.lost', 500, '这个文件在服务器上丢失或者损坏了；请告知管理员，用备份恢复。', { cause }),
  storageFull: (cause: unknown) =>
    new Refusal('storage.full', 507, '服务器磁盘已满，文件没有保存；请告知管理员，稍后再传不会重复。', {
      cause,
    }),
} as const
