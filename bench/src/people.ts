import { checkDigit } from '../../packages/core/src/people/resident-id.ts'
import { drawn } from './world.ts'

/** Invented names: surname and one or two characters, drawn from short lists so that searches find several. */
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const given = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红建国文志辉宇轩浩然子涵梓欣怡嘉雨诗琪思远俊逸晨',
]

export function nameOf(what: string, ordinal: number): string {
  const surname = surnames[drawn(`${what} surname`, ordinal, surnames.length)] ?? ''
  const first = given[drawn(`${what} first`, ordinal, given.length)] ?? ''
  const second = given[drawn(`${what} second`, ordinal, given.length)] ?? ''
  return drawn(`${what} short`, ordinal, 6) === 0 ? surname + first : surname + first + second
}

/** A birth day that leaves everybody under 18 on the day the townships stand on. */
export function bornOn(what: string, ordinal: number): string {
  const two = (n: number) => String(n + 1).padStart(2, '0')
  const year = 2007 + drawn(`${what} year`, ordinal, 16)
  return `${year}-${two(drawn(`${what} month`, ordinal, 12))}-${two(drawn(`${what} day`, ordinal, 28))}`
}

/** An identity number of the unassigned county 430699, with a true check digit. */
export function residentIdOf(born: string, ordinal: number): string {
  const body = `430699${born.replaceAll('-', '')}${String(ordinal % 1000).padStart(3, '0')}`
  return body + (checkDigit(body) ?? '')
}
