import { z } from 'zod'
import { act } from '../../acts/index.ts'
import { form } from '../../kinds/index.ts'
import { postRoles } from '../../privacy/index.ts'
import { post } from './post.kind.ts'

/**
 * Acknowledges messages of one's own: a receipt where one is asked for, otherwise that they were read. Messages are
 * sent to posts; they themselves stand in the outbox, where nobody reads another's.
 */
export const acknowledgeMessages = act('message.acknowledge', {
  title: '签收消息',
  kind: post,
  on: 'none',
  by: postRoles,
  input: {
    messages: form(
      '消息',
      z
        .array(z.uuid({ error: '消息编号不对' }))
        .min(1, '请选择消息')
        .max(200, '一次最多签收200条'),
    ),
  },
})
