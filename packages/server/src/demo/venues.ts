import { type Actor, addDays, type Day, type Remit } from '@hulei/core'
import type { Cast } from './cast.ts'
import { adultName, phoneOf, surname } from './names.ts'

/** A venue of the story: who looks after it, and what it still lacked when it was registered. */
export type DemoVenue = {
  readonly id: string
  readonly village: string
  readonly type: string
  readonly name: string
  readonly by: Actor
  readonly registeredOn: Day
  readonly licence: 'licensed' | 'unlicensed' | 'exempt'
  readonly lacks: readonly ('camera' | 'hotline' | 'sign')[]
  readonly licensee: string
  readonly phone: string
}

const sorts: readonly (readonly [type: string, count: number, names: readonly string[]])[] = [
  ['ktv', 2, ['星悦歌厅', '好声音量贩KTV']],
  ['bar', 1, ['桥头小酒馆']],
  ['net-cafe', 2, ['蓝鲸网吧', '风行网咖']],
  ['hotel', 3, ['云溪宾馆', '镇府路酒店', '福寿大酒店']],
  ['inn', 3, ['平安旅社', '老街旅社', '车站旅社']],
  ['homestay', 2, ['竹影民宿', '山里人家民宿']],
  ['rental', 3, ['老街12号出租屋', '市场后栋出租屋', '新屋场出租屋']],
  ['shop', 12, ['惠民超市', '学子文具零食店', '桥头小卖部', '家家福超市', '校门口零食铺', '便民商店']],
  ['beauty', 3, ['一剪美发店', '丽人美容店', '小平理发店']],
  ['courier', 3, ['集镇快递代办点', '双井快递点', '桃汐快递点']],
  ['site', 2, ['砂石场', '中学教学楼工地']],
  ['training', 2, ['小画家美术班', '启航托管班']],
  ['station', 1, ['镇汽车站']],
]

/** Types at which minors do not belong, and those where they stay overnight. */
export const entertainment: readonly string[] = ['ktv', 'bar', 'net-cafe']
export const lodging: readonly string[] = ['hotel', 'inn', 'homestay']
export const sells: readonly string[] = ['shop', 'bar', 'ktv', 'hotel']

/** The officer of the unit with a remit. */
export function officerOf(cast: Cast, remit: Remit): Actor {
  const unit = cast.playbook.units.find((each) => each.remits.includes(remit))
  return cast.ofUnit(unit?.id ?? '')
}

/** Venues of the township, most of them in the villages by the main street. */
export function venuesOf(cast: Cast): readonly DemoVenue[] {
  const known = new Set((cast.playbook.lists.venueTypes ?? []).map((each) => each.id))
  const ids = cast.playbook.villages.map((village) => village.id)
  const [police, market] = [cast.withRole('police'), officerOf(cast, 'market')]
  return sorts
    .filter(([type]) => known.has(type))
    .flatMap(([type, count, names]) =>
      Array.from({ length: count }, (_, index): DemoVenue => {
        const random = cast.random.about('venue', type, index)
        const name = names[index % names.length] ?? type
        const village = random.chance(0.6) ? (ids.at(-1) ?? '') : random.pick(ids)
        const place = cast.playbook.villages.find((each) => each.id === village)?.name.slice(0, 2) ?? ''
        const isPolice = entertainment.includes(type) || lodging.includes(type) || type === 'rental'
        const lacks = [
          ...(random.chance(0.3) ? (['camera'] as const) : []),
          ...(random.chance(0.25) ? (['hotline'] as const) : []),
          ...(random.chance(0.3) ? (['sign'] as const) : []),
        ]
        return {
          id: random.id('venue'),
          village,
          type,
          name: index < names.length ? name : `${place}${name}`,
          by: isPolice ? police : market,
          registeredOn: addDays('2024-01-08', random.int(0, 10)),
          licence: type === 'rental' ? 'exempt' : 'licensed',
          lacks,
          licensee: adultName(random, surname(random), random.chance(0.6) ? 'male' : 'female'),
          phone: phoneOf(random),
        }
      }),
    )
}
