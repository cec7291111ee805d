import { checkDigit, type Day } from '@hulei/core'
import type { Random } from './random.ts'

/** Names, numbers and telephones of people who do not exist. */

const surnames: readonly (readonly [string, number])[] = [
  ...'彭 李 余 陈 张 吴 方 周 徐 黄'.split(' ').map((each) => [each, 6] as const),
  ...'刘 钟 邹 童 曾 苏 谢 何 杨 唐 江 喻 胡 凌 朱 袁 毛 罗 潘 戴 易 卢 汤 叶 林 傅 单 欧阳'
    .split(' ')
    .map((each) => [each, 2] as const),
]

const firstMale = '子 梓 浩 宇 俊 泽 文 家 志 明 嘉 铭 晨 景 思 云 书 承 远 立 柏 启 乐 安 睿 博'.split(' ')
const lastMale = '轩 涵 宇 杰 豪 峰 阳 辉 睿 哲 航 源 康 霖 森 恒 川 舟 帆 毅 朗 程 岩 楷 乐 衡'.split(' ')
const firstFemale = '欣 雨 梓 诗 思 佳 依 若 语 可 心 静 芷 书 清 沐 月 晓 安 乐 云 念 初 夏 知 米'.split(' ')
const lastFemale = '怡 涵 妍 萱 瑶 琪 彤 悦 颖 然 桐 宁 岚 禾 溪 蕾 茗 晴 柔 舒 苒 榆 微 芸 纯 遥'.split(' ')
const adultMale = '国 建 志 云 德 光 金 永 新 水 长 正 树 友 春 立'.split(' ')
const adultMaleLast = '平 辉 生 林 华 根 良 初 明 兴 祥 成 山 田 来 武'.split(' ')
const adultFemale = '桂 春 秋 玉 冬 菊 美 凤 小 金 兰 翠 秀 满 淑 云'.split(' ')
const adultFemaleLast = '英 香 莲 花 梅 珍 连 娥 红 云 芳 兰 琴 桃 娟 姣'.split(' ')

export type Sex = 'male' | 'female'

export const surname = (random: Random): string => random.weighted(surnames)

/** A child's name under a surname; one in eight has a single character. */
export function childName(random: Random, family: string, sex: Sex): string {
  const [first, last] = sex === 'male' ? [firstMale, lastMale] : [firstFemale, lastFemale]
  return family + (random.chance(0.12) ? '' : random.pick(first)) + random.pick(last)
}

export function adultName(random: Random, family: string, sex: Sex): string {
  const [first, last] = sex === 'male' ? [adultMale, adultMaleLast] : [adultFemale, adultFemaleLast]
  return family + random.pick(first) + random.pick(last)
}

/** 430699 was never assigned to a county, so no number that begins so is anybody's. */
export const COUNTY_CODE = '430699'

/** A number with a right check digit; `order` tells apart those born on one day, odd for boys (GB 11643). */
export function residentIdOf(bornOn: Day, sex: Sex, order: number): string {
  // From 010 on: a number that ends in 000 would look like one that a spreadsheet has rounded.
  const sequence = 10 + order * 2 + (sex === 'male' ? 1 : 0)
  const digits = `${COUNTY_CODE}${bornOn.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return digits + (checkDigit(digits) ?? '')
}

/** Numbers from 154, which no operator has been assigned. */
export const phoneOf = (random: Random): string => `154${String(random.int(0, 99_999_999)).padStart(8, '0')}`
