import type { Day } from '../calendar/index.ts'
import type { StatusHue, StatusShape } from '../duties/index.ts'
import type { FieldType } from '../kinds/index.ts'

/** What a phone can ask for by itself; a structured part or a matter needs a page of its own. */
export type AskedType = Exclude<FieldType, 'form' | 'matter'> | 'number'

/** One field of a form on the phone, as the act declares it for this post. */
export type PackField = {
  readonly name: string
  readonly label: string
  readonly type: AskedType
  readonly hint?: string
  readonly isOptional?: true
  /** Of an amendment: whether the record may be without it afterwards. */
  readonly mayBeEmpty?: true
  /** One that the township's playbook adds to the kind: it goes into the act's `extra`. */
  readonly isExtra?: true
  readonly maxLength?: number
  readonly least?: number
  readonly most?: number
  /** Entries of its list that this post may choose now. */
  readonly choices?: readonly { readonly id: string; readonly name: string }[]
  readonly refersTo?: string
  /** What the system knows already. */
  readonly preset?: string
}

/** `form/<act>`: an act that this post may do in the field, with all that its screen needs without a network. */
export type PackForm = {
  readonly act: string
  readonly title: string
  readonly kind: string
  readonly kindTitle: string
  readonly basis: string
  readonly on: 'new' | 'existing' | 'none'
  /** Only what is filled in changes. */
  readonly isAmendment?: true
  readonly needsReason?: true
  /** Who does it is sealed, and so is what it says: nothing of it is shown in a list. */
  readonly isSealed?: true
  /** A refused one may be handed to the office as it is. */
  readonly mayBeHandedIn?: true
  readonly fields: readonly PackField[]
}

/** `ref/<kind>/<id>`: a record that a form may name, with the words by which people know it. */
export type PackRef = {
  readonly id: string
  readonly version: string
  readonly name: string
  readonly facts: readonly string[]
  /** What it can be found by: characters, pinyin, initials. */
  readonly tokens: readonly string[]
  /** Acts of forms that can be done on it now. */
  readonly may: readonly string[]
}

/** `duty/<duty>/<village or unit>`: what is still to be done this month with forms, as the duty's light says it. */
export type PackDuty = {
  readonly duty: string
  readonly title: string
  readonly shape: StatusShape
  readonly word: string
  readonly hue: StatusHue
  readonly reason: string
  readonly deadline: Day
}
