import { act, amendment } from '../../acts/index.ts'
import { code, day } from '../../kinds/index.ts'
import { venue } from './venue.kind.ts'
import { venueClosure } from './venue-closure.kind.ts'

const { name, type, licence, location, licensee, phone, hasCamera, hasHotline, noMinorsSign, noSaleSign } =
  venue.fields
const described = {
  name,
  type,
  licence,
  location,
  licensee,
  phone,
  hasCamera,
  hasHotline,
  noMinorsSign,
  noSaleSign,
}

export const registerVenue = act('venue.register', {
  title: '登记场所',
  kind: venue,
  on: 'new',
  by: venue.writers,
  onPhone: true,
  input: { village: code('所在村', { list: 'villages' }), ...described },
})

export const amendVenue = amendment('venue.amend', {
  title: '更正场所信息',
  kind: venue,
  by: venue.writers,
  onPhone: true,
  input: described,
})

/** Who may close a venue by order; the law names the licensing and the public-security authorities. */
const authorities = ['office', 'police', 'remit:market', 'remit:urban'] as const
const { orderedOn, until, orderNumber, reason, papers } = venueClosure.fields

/** 责令停业整顿: the order's record is the act's own id. */
export const orderClosure = act('venue.order-closure', {
  title: '责令停业',
  kind: venue,
  on: 'existing',
  by: authorities,
  input: { orderedOn, until, orderNumber, reason, papers },
})

/** 取缔: an unlicensed venue is closed for good. */
export const closeUnlicensed = act('venue.close-unlicensed', {
  title: '取缔无证经营',
  kind: venue,
  on: 'existing',
  by: authorities,
  needsReason: true,
  input: { closedOn: day('取缔日期') },
})

/** A venue that is gone, or was entered by mistake, leaves the register; its history stays. */
export const endVenue = act('venue.end', {
  title: '销号',
  kind: venue,
  on: 'existing',
  by: venue.writers,
  needsReason: true,
  input: { closedOn: day('销号日期'), closedBecause: code('销号原因', { list: 'venueEnds' }) },
})

const { recheckedOn, recheckResult, recheckNote, recheckPhotos } = venueClosure.fields

/** 回头看: somebody went there and looked. */
export const recheckClosure = act('closure.recheck', {
  title: '登记回头看',
  kind: venueClosure,
  on: 'existing',
  by: authorities,
  onPhone: true,
  input: {
    recheckedOn: day(recheckedOn.label),
    recheckResult: code(recheckResult.label, { list: 'recheckResults' }),
    recheckNote,
    recheckPhotos,
  },
})

/** Takes back an order that was entered by mistake or lifted on review. */
export const withdrawClosure = act('closure.withdraw', {
  title: '撤销停业登记',
  kind: venueClosure,
  on: 'existing',
  by: authorities,
  needsReason: true,
  input: {},
})
