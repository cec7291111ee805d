import { describe, expect, test } from 'vitest'
import { pageAt, type Room, tabsOf } from './room.ts'

const Nothing = () => null
const post = (role: string) => ({ id: 'p', title: '岗位', townshipName: '镇', role })
const rooms: readonly Room[] = [
  { pages: { me: { show: Nothing, tab: 'me' } }, tabs: () => [{ page: 'me', label: '我的', rank: 70 }] },
  {
    pages: { visits: { show: Nothing, tab: 'visits' }, record: { show: Nothing } },
    tabs: (given) => (given.post.role === 'village' ? [{ page: 'visits', label: '走访', rank: 10 }] : []),
  },
]

describe('the pages of the phone', () => {
  test('opens with the first tab of the post', () => {
    const tabs = tabsOf(rooms, { post: post('village'), pack: undefined })
    expect(tabs.map((tab) => tab.page)).toEqual(['visits', 'me'])
    expect(pageAt(rooms, tabs, '')?.name).toBe('visits')
    expect(pageAt(rooms, tabs, 'no-such-page')?.name).toBe('visits')
    expect(pageAt(rooms, tabs, 'constructor')?.name).toBe('visits')
  })

  test('shows nobody a tab that is not theirs, not even by its address', () => {
    const tabs = tabsOf(rooms, { post: post('police'), pack: undefined })
    expect(pageAt(rooms, tabs, 'visits')?.name).toBe('me')
    expect(pageAt(rooms, tabs, 'record')?.name).toBe('record')
  })
})
