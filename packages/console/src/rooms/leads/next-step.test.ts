import type { Actor } from '@hulei/core'
import { describe, expect, test } from 'vitest'
import { mayDo, nextStepOf } from './next-step.ts'

const actor = (role: Actor['role'], unit: string) =>
  ({ role, unit, villages: [], school: null, remits: [], account: 'a' }) as unknown as Actor
const police = actor('police', 'police')
const lead = { state: 'received', unit: 'police', closedOn: null, isAssigned: false, isTaken: false }

describe('the next step of a lead', () => {
  test('is to take it, then to decide, then to close it with an answer', () => {
    expect(nextStepOf(police, lead)).toBe('lead.take')
    expect(nextStepOf(police, { ...lead, isAssigned: true })).toBe('lead.accept')
    expect(nextStepOf(police, { ...lead, isAssigned: true, state: 'accepted' })).toBe('lead.close')
    expect(nextStepOf(police, { ...lead, state: 'closed', closedOn: '2024-05-20' })).toBeUndefined()
  })

  test('is nobody else’s while somebody has it, though a colleague may take it as well', () => {
    expect(nextStepOf(police, { ...lead, isTaken: true })).toBeUndefined()
    expect(mayDo('lead.take', police, { ...lead, isTaken: true })).toBe(true)
  })

  test('is nothing to a leader, nor to an officer whose unit has handed it away', () => {
    expect(nextStepOf(actor('leader', 'party'), lead)).toBeUndefined()
    expect(nextStepOf(actor('officer', 'civil'), lead)).toBeUndefined()
    expect(nextStepOf(actor('officer', 'civil'), { ...lead, unit: 'civil' })).toBe('lead.take')
  })

  test('of whoever is assigned outside is to decide, without taking it first', () => {
    expect(nextStepOf(actor('outside', 'x'), { ...lead, isAssigned: true })).toBe('lead.accept')
    expect(mayDo('lead.transfer', actor('outside', 'x'), { ...lead, isAssigned: true })).toBe(true)
  })
})
