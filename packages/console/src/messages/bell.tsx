import { BellOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Badge, Button } from 'antd'
import { useNavigate } from 'react-router'
import { read } from '../shell/api.ts'
import { usePostId } from '../shell/session.tsx'
import { messagesText as text } from './messages.text.ts'

/** A leader learns of a message within seconds of its act. */
const ASK_MS = 8_000

/** The bell with the number of unread messages; asked for while the page is looked at. */
export function Bell() {
  const navigate = useNavigate()
  const post = usePostId()
  const count = useQuery({
    queryKey: [post, '/api/messages/count'],
    queryFn: ({ signal }) => read<{ open: number; toAcknowledge: number }>('/api/messages/count', signal),
    refetchInterval: ASK_MS,
    retry: false,
  })
  const open = count.data?.open ?? 0
  return (
    <Badge count={open} overflowCount={99} size="small" offset={[-6, 8]}>
      <Button
        type="text"
        icon={<BellOutlined />}
        aria-label={text.bell(open)}
        onClick={() => void navigate('/messages')}
      />
    </Badge>
  )
}
