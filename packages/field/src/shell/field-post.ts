/** A post of the worker, as the server names it. */
export type FieldPost = {
  readonly id: string
  readonly title: string
  readonly townshipName: string
  readonly role: string
}
