import { expect, test } from 'vitest'
import { passwordFaults } from './password-rules.ts'

const codes = (password: string, userName = 'zhang.san') =>
  passwordFaults(password, userName).map((fault) => fault.code)

test.each([
  'correct horse battery',
  '石桥村口的老樟树底下',
  'x7kabcq2Lm',
  'ban-ma-9-tian',
  'a1!b2@c3#d',
  '三个月前的那场大雪真美',
])('takes %s', (password) => {
  expect(codes(password)).toEqual([])
})

test.each([
  'password12',
  'Password123!',
  'admin12345',
  '1234567890',
  '0987654321',
  'aaaaaaaaaa',
  'abababababab',
  'abcdefghijk',
  'qwertyuiop',
  'qwerty123456',
  'hulei@2024',
  'LiJianHuLei24',
  'woaini5201314',
  '利剑护蕾20240520',
  'zhang.san123',
  'ＰＡＳＳＷＯＲＤ１２３',
])('refuses %s as obvious', (password) => {
  expect(codes(password)).toEqual(['identity.password-obvious'])
})

test('names every fault at once, in words', () => {
  expect(passwordFaults('12345678', 'zhang.san', 'next')).toEqual([
    { path: 'next', code: 'identity.password-short', message: '密码至少10个字符。' },
    {
      path: 'next',
      code: 'identity.password-obvious',
      message: '这个密码太容易被猜到，请换一个，例如几个互不相关的词。',
    },
  ])
  expect(codes('短密码')).toContain('identity.password-short')
  expect(codes('长'.repeat(64) + '密'.repeat(30) + '码字词句'.repeat(9))).toEqual(['identity.password-long'])
})
