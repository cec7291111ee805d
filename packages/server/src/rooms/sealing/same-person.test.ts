import { expect, test } from 'vitest'
import { isKnown, isSamePerson } from './same-person.ts'

test.each([
  ['one name, whatever stands between its characters', { name: '柳 小鹿' }, { name: '柳小鹿' }, true],
  [
    'one number, though a name is misspelt',
    { name: '柳小路', residentId: '430699201403050021' },
    { name: '柳小鹿', residentId: '430699201403050021' },
    true,
  ],
  [
    'two numbers under one name',
    { name: '柳小鹿', residentId: '430699201403050021' },
    { name: '柳小鹿', residentId: '430699201403050048' },
    false,
  ],
  [
    'two birthdays under one name',
    { name: '柳小鹿', bornOn: '2014-03-05' },
    { name: '柳小鹿', bornOn: '2012.03.05' },
    false,
  ],
  [
    'one birthday, written in two ways',
    { name: '柳小鹿', bornOn: '2014-03-05' },
    { name: '柳小鹿', bornOn: '20140305' },
    true,
  ],
  ['two names', { name: '柳小鹿' }, { name: '安小舟' }, false],
  ['nothing that says who it is', {}, {}, false],
])('%s', (_what, one, other, isOne) => {
  expect(isSamePerson(one, other)).toBe(isOne)
  expect(isSamePerson(other, one)).toBe(isOne)
})

test('a file that says nothing of a name or a number is of nobody known', () => {
  expect(isKnown({ name: ' ', bornOn: '2014-03-05' })).toBe(false)
  expect(isKnown({ residentId: '430699201403050021' })).toBe(true)
})
