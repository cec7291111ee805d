import { expect, test } from 'vitest'
import { refuseNumbers } from './refuse-numbers.ts'

test('a telephone number in words is refused by its field', () => {
  expect(() => refuseNumbers({ traced: '电话13800001234' })).toThrow()
})

test('the id of a record is no telephone number, whatever digits it was drawn with', () => {
  const matter = 'f1380000-1234-4abc-8def-13800001234a'
  expect(() => refuseNumbers({ matter, traced: '门禁登记缺失三天' })).not.toThrow()
})
