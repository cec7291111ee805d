import { act, amendment } from '../../acts/index.ts'
import { day } from '../../kinds/index.ts'
import { post } from './post.kind.ts'

const { to: _to, account, ...changeable } = post.fields

/** Gives an account a post. Posts that see minors' data name who approved it (未成年人网络保护条例 第三十六条). */
export const assignPost = act('post.assign', {
  title: '任命岗位',
  kind: post,
  on: 'new',
  // The system itself gives the first administrator a post, on first start.
  by: ['administrator', 'system'],
  input: { account, ...changeable },
})
export const amendPost = amendment('post.amend', {
  title: '调整岗位',
  kind: post,
  by: ['administrator'],
  input: changeable,
})
export const endPost = act('post.end', {
  title: '免去岗位',
  kind: post,
  on: 'existing',
  by: ['administrator'],
  needsReason: true,
  input: { to: day('离任日期') },
})
