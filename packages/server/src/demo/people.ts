import { createHash } from 'node:crypto'
import { type Actor, type Playbook, type Role, roles, villageUnitOf } from '@hulei/core'
import { adultName, surname } from './names.ts'
import type { Random } from './random.ts'

/** Somebody who signs in to the demonstration, under one post. */
export type DemoUser = {
  readonly userName: string
  readonly title: string
  readonly actor: Actor
  /** What the holder is in the leading group. */
  readonly leadingPost?: string
  /** Base32; for roles that need a second factor. */
  readonly totpSecret: string | undefined
}

/** Stands in for a person's own password; it opens nothing but a demonstration. */
export const DEMO_PASSWORD = 'songshu-tiaoxi-2024'

type Seat = {
  readonly userName: string
  readonly title: string
  readonly role: Role
  readonly unit: string
  readonly villages?: readonly string[]
  readonly school?: string
  readonly leadingPost?: string
}

/** Those of the township who sign in: its offices, leaders and schools, and a worker for each village. */
function seats(playbook: Playbook): Seat[] {
  const office = playbook.units.find((unit) => unit.role === 'office')?.id ?? playbook.units[0]?.id ?? ''
  const party = playbook.units.find((unit) => unit.remits.includes('party'))?.id ?? office
  const villageUnit = villageUnitOf(playbook)?.id ?? ''
  const ofUnit = (role: Role, title: string, count: number): Seat[] =>
    playbook.units
      .filter((unit) => unit.role === role && unit.id !== villageUnit)
      .flatMap((unit) =>
        Array.from({ length: count }, (_, index) => ({
          userName: index === 0 ? unit.id : `${unit.id}${index + 1}`,
          title: `${unit.short ?? unit.name}${title}`,
          role,
          unit: unit.id,
        })),
      )
  const heads = (playbook.leadingGroup ?? []).filter((each) => each.rank === 'head')
  const head = (index: number) => (heads[index] ? { leadingPost: heads[index].id } : {})
  const schoolUnit = playbook.units.find((unit) => unit.remits.includes('education'))?.id ?? office
  return [
    ...ofUnit('office', '干部', 3),
    ...ofUnit('police', '民警', 2),
    ...ofUnit('discipline', '干部', 1),
    ...ofUnit('officer', '专干', 1),
    {
      userName: 'civil2',
      title: '儿童督导员',
      role: 'officer',
      unit: unitWith(playbook, 'welfare') ?? office,
    },
    { userName: 'leader', title: '分管镇领导', role: 'leader', unit: party, ...head(0) },
    { userName: 'leader2', title: '联村镇领导', role: 'leader', unit: party, ...head(1) },
    { userName: 'outside', title: '县检察院未检检察官', role: 'outside', unit: office },
    { userName: 'auditor', title: '审计人员', role: 'auditor', unit: office },
    { userName: 'admin', title: '系统管理员', role: 'administrator', unit: office },
    { userName: 'county', title: '县级查看', role: 'county', unit: office },
    ...playbook.schools.map((school) => ({
      userName: school.id.slice(0, 30),
      title: `${school.name}安全员`,
      role: 'school' as const,
      unit: schoolUnit,
      school: school.id,
    })),
    ...playbook.villages.map((village) => ({
      userName: village.id.slice(0, 30),
      title: `${village.name}儿童主任`,
      role: 'village' as const,
      unit: villageUnit,
      villages: [village.id],
    })),
  ]
}

const unitWith = (playbook: Playbook, remit: string) =>
  playbook.units.find((unit) => unit.remits.some((each) => each === remit))?.id

/** Everybody of the demonstration, the same for the same seed. */
export function castUsers(random: Random, playbook: Playbook, township: string): DemoUser[] {
  const taken = new Set<string>()
  return seats(playbook).map(({ userName, title, role, unit, villages, school, leadingPost }) => {
    const own = random.about('user', userName)
    let name = ''
    do name = adultName(own, surname(own), own.chance(0.5) ? 'male' : 'female')
    while (taken.has(name))
    taken.add(name)
    return {
      userName,
      title,
      ...(leadingPost && { leadingPost }),
      totpSecret: roles[role].secondFactor ? demoSecret(random, userName) : undefined,
      actor: {
        township,
        account: random.id('account', userName),
        post: random.id('post', userName),
        name,
        role,
        unit,
        villages: villages ?? [],
        school: school ?? null,
        remits: playbook.units.find((each) => each.id === unit)?.remits ?? [],
      },
    }
  })
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The second factor of a demo account: known to whoever knows the seed, which is printed. */
const demoSecret = (random: Random, userName: string): string =>
  [...createHash('sha256').update(random.id('second-factor', userName)).digest()]
    .map((byte) => BASE32[byte & 31] ?? 'A')
    .join('')
