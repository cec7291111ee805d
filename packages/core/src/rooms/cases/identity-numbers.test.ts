import { expect, test } from 'vitest'
import { identityNumbersIn } from './identity-numbers.ts'

test.each([
  ['电话13800001234，找他', ['13800001234']],
  ['138 0000 1234', ['13800001234']],
  ['身份证 430000201001011234、43000020100101123X', ['430000201001011234', '43000020100101123X']],
  ['〔2024〕3号，共12345678901234567890字', []],
  ['2024-04-05至2024-05-06', []],
])('numbers of people are found in %s', (text, found) => {
  expect(identityNumbersIn(text)).toEqual(found)
})
