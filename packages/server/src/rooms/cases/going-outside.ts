import type { Change } from '../../platform/acts/handler.ts'

/** Whether a change takes a case or lead out of the township's hands, and all that belongs to it out of its figures. */
export const isGoingOutside = ({ kind, before }: Change): boolean =>
  (kind.name === 'caseFile' || kind.name === 'lead') && before !== null && 'isOutside' in before
