import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { giveUpReserve, keepReserve, withReserve } from './reserve.ts'

const full = () => Promise.reject(new DOMException('No room', 'QuotaExceededError'))

test('an act that finds no room gets that of the reserve, once', async () => {
  expect(await keepReserve(1)).toBe(true)
  let tries = 0
  await withReserve(() => (++tries < 3 ? full() : Promise.resolve()))
  expect(tries).toBe(3)
  expect(await giveUpReserve()).toBe(false)
  tries = 0
  await expect(
    withReserve(() => {
      tries++
      return full()
    }),
  ).rejects.toThrow('No room')
  expect(tries).toBe(1)
})

test('a reserve that is there is not written again', async () => {
  expect(await keepReserve(1)).toBe(true)
  expect(await keepReserve(1)).toBe(true)
  expect(await giveUpReserve()).toBe(true)
})
