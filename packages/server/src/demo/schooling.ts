import { type Day, type Playbook, yearOf } from '@hulei/core'
import type { Random } from './random.ts'

type Schooling = { school: string | null; grade: string | null; studiesElsewhere: boolean }

const nowhere: Schooling = { school: null, grade: null, studiesElsewhere: false }
const elsewhere = (grade: string | null): Schooling => ({ school: null, grade, studiesElsewhere: true })

const grades = ['一年级', '二年级', '三年级', '四年级', '五年级', '六年级', '七年级', '八年级', '九年级']
const nurseryGrades = ['小班', '中班', '大班']

/** Where a child learns in the school year 2023/24, which began on 2023-09-01 for those six years old by then. */
export function schoolingOf(random: Random, playbook: Playbook, village: string, bornOn: Day): Schooling {
  const year = 2023 - yearOf(bornOn) - (bornOn.slice(5) < '09-01' ? 0 : 1)
  if (year < 3) return nowhere
  if (year >= 15) return elsewhere(year < 18 ? (['高一', '高二', '高三'][year - 15] ?? null) : null)
  // A few left with their parents, and a few are matched to no school yet: these the register must show.
  if (random.chance(0.06)) return elsewhere(null)
  if (random.chance(year < 6 ? 0.3 : 0.004)) return nowhere
  const grade = year < 6 ? nurseryGrades[year - 3] : grades[year - 6]
  const fitting = playbook.schools.filter((school) => isFor(school.stage, year))
  const near = fitting.filter((school) => distance(playbook, school.village, village) <= 3)
  const school = near.length > 0 && random.chance(0.8) ? random.pick(near) : fitting[0]
  return school
    ? { school: school.id, grade: grade ?? null, studiesElsewhere: false }
    : elsewhere(grade ?? null)
}

function isFor(stage: string, year: number): boolean {
  switch (stage) {
    case 'kindergarten':
      return year < 6
    case 'teaching-point':
      return year >= 6 && year <= 8
    case 'primary':
      return year >= 6 && year <= 11
    case 'nine-year':
      return year >= 6
    default:
      return year >= 12
  }
}

/** Villages stand in the plan as they lie along the valley. */
function distance(playbook: Playbook, one: string | undefined, other: string): number {
  const at = (id: string | undefined) => playbook.villages.findIndex((village) => village.id === id)
  return Math.abs(at(one) - at(other))
}
