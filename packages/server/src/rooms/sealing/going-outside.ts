import type { Change } from '../../platform/acts/handler.ts'

/** Whether a change takes a matter (a lead, a case…) out of the township's hands, and all that belongs to it out of its figures. */
export const isGoingOutside = ({ kind, before }: Change): boolean =>
  kind.matter === 'self' && before !== null && 'isOutside' in before
