import { addDays, type Day } from '@hulei/core'
import { type Cast, DEMO_DAY } from './cast.ts'
import { adultName, surname } from './names.ts'
import { clockOn, type Step } from './step.ts'
import { type DemoVenue, entertainment, lodging, sells } from './venues.ts'

/** Venues are registered, get what they lacked, are closed by order and looked at again; two were found unlicensed. */
export function tellVenues(cast: Cast, venues: readonly DemoVenue[]): Step[] {
  return [
    ...venues.flatMap((venue) => [registered(cast, venue), ...completed(cast, venue)]),
    ...tellClosures(cast, venues),
    ...tellUnlicensed(cast),
  ]
}

function registered(cast: Cast, venue: DemoVenue): Step {
  const { type, lacks } = venue
  const needsSign = entertainment.includes(type)
  const sign = (isNeeded: boolean) =>
    isNeeded ? (lacks.includes('sign') ? 'missing' : 'up') : 'not-required'
  return {
    at: clockOn(cast.random.about('venue registered', venue.id), venue.registeredOn),
    by: venue.by,
    act: 'venue.register',
    id: venue.id,
    lane: venue.id,
    input: {
      village: venue.village,
      name: venue.name,
      type,
      licence: venue.licence,
      licensee: venue.licensee,
      phone: venue.phone,
      hasCamera: !lacks.includes('camera'),
      hasHotline: !lacks.includes('hotline'),
      noMinorsSign: sign(needsSign),
      noSaleSign: sign(sells.includes(type)),
    },
  }
}

/** Most of what was lacking in January was put up by April. */
function completed(cast: Cast, { id, by, type, lacks, registeredOn }: DemoVenue): Step[] {
  const random = cast.random.about('venue completed', id)
  if (lacks.length === 0 || random.chance(0.15)) return []
  return [
    {
      at: clockOn(random, addDays(registeredOn, random.int(20, 75))),
      by,
      act: 'venue.amend',
      id: random.id('amendment'),
      record: id,
      version: id,
      reason: '督促整改到位，现场复核',
      lane: id,
      input: {
        ...(lacks.includes('camera') && { hasCamera: true }),
        ...(lacks.includes('hotline') && { hasHotline: true }),
        ...(lacks.includes('sign') && entertainment.includes(type) && { noMinorsSign: 'up' }),
        ...(lacks.includes('sign') && sells.includes(type) && { noSaleSign: 'up' }),
      },
    },
  ]
}

/** One looked at in time, one late, one that is still to be looked at. */
const closures: readonly { types: readonly string[]; orderedOn: Day; recheckedOn?: Day; found?: string }[] = [
  { types: lodging, orderedOn: '2024-02-20', recheckedOn: '2024-03-01', found: 'closed' },
  { types: ['net-cafe'], orderedOn: '2024-04-08', recheckedOn: '2024-04-26', found: 'reopened' },
  { types: ['ktv'], orderedOn: '2024-05-06' },
]

function tellClosures(cast: Cast, venues: readonly DemoVenue[]): Step[] {
  return closures.flatMap(({ types, orderedOn, recheckedOn, found }, index): Step[] => {
    const venue = venues.find((each) => types.includes(each.type))
    if (!venue) return []
    const random = cast.random.about('closure', index)
    const by = cast.withRole('police')
    const id = random.id('order')
    const order: Step = {
      at: clockOn(random, orderedOn),
      by,
      act: 'venue.order-closure',
      id,
      record: venue.id,
      lane: venue.id,
      input: {
        orderedOn,
        until: addDays(orderedOn, 30),
        orderNumber: `福公（治）停字〔2024〕${index + 1}号`,
        reason: lodging.includes(venue.type) ? '未落实“五必须”，未登记同住人员' : '违规接纳未成年人',
        papers: [],
      },
    }
    if (!recheckedOn) return [order]
    return [
      order,
      {
        at: clockOn(random, recheckedOn),
        by,
        act: 'closure.recheck',
        id: random.id('recheck'),
        record: id,
        lane: venue.id,
        input: { recheckedOn, recheckResult: found, recheckNote: '现场查看', recheckPhotos: [] },
      },
    ]
  })
}

/** An unlicensed inn was closed within days; another, found this month, is not yet. */
function tellUnlicensed(cast: Cast): Step[] {
  const by = cast.withRole('police')
  const [village] = cast.playbook.villages
  const found: readonly (readonly [string, Day, Day?])[] = [
    ['河边无名旅店', '2024-03-12', '2024-03-18'],
    ['后街家庭旅馆', '2024-05-10'],
  ]
  return found.flatMap(([name, foundOn, closedOn]): Step[] => {
    const random = cast.random.about('unlicensed', name)
    const id = random.id('venue')
    const register: Step = {
      at: clockOn(random, foundOn),
      by,
      act: 'venue.register',
      id,
      lane: id,
      input: {
        village: village?.id,
        name,
        type: 'inn',
        licence: 'unlicensed',
        licensee: adultName(random, surname(random), 'male'),
        hasCamera: false,
        hasHotline: false,
        noMinorsSign: 'not-required',
        noSaleSign: 'not-required',
      },
    }
    if (!closedOn || closedOn > DEMO_DAY) return [register]
    return [
      register,
      {
        at: clockOn(random, closedOn),
        by,
        act: 'venue.close-unlicensed',
        id: random.id('closed'),
        record: id,
        reason: '无特种行业许可，联合市监所取缔',
        lane: id,
        input: { closedOn },
      },
    ]
  })
}
