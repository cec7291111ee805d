/** A message as the server gives it. */
export type Message = {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly createdAt: string
  readonly needsReceipt: boolean
  readonly acknowledgedAt: string | null
  readonly about: { readonly kind: string; readonly record: string; readonly title: string } | null
  /** The act whose form it opens, with what the form knows by then. */
  readonly begins?: { readonly act: string; readonly input: Readonly<Record<string, string>> }
}
