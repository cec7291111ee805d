import type { DutyLight } from '@hulei/core'
import { withQuery } from '../../shell/api.ts'
import { dutiesText as text } from './duties.text.ts'
import type { MapColumn, MapRow } from './parts/heat-map.tsx'

type Query = Readonly<Record<string, string>>
export type DutyMap = { readonly columns: readonly MapColumn[]; readonly rows: readonly MapRow[] }
export type DutyMaps = { readonly units: DutyMap; readonly villages: DutyMap; readonly rhythm: DutyMap }

/** Where a subject's own page is. */
export const subjectPath = (light: Pick<DutyLight, 'unit' | 'village'>, query: Query) =>
  withQuery(light.village ? `/duties/villages/${light.village}` : `/duties/units/${light.unit}`, query)

/**
 * Lights laid out for three maps. Units differ in their duties, so their columns are the numbers of their lists;
 * villages share one list; the office's own rhythm has a column a line.
 */
export function mapsOf(lights: readonly DutyLight[], query: Query): DutyMaps {
  const listed = lights.filter((light) => light.no !== null)
  const units = listed.filter((light) => light.village === null)
  const villages = listed.filter((light) => light.village !== null)
  const rhythm = lights.filter((light) => light.no === null)
  const most = Math.max(0, ...units.map((light) => light.no ?? 0))
  return {
    units: {
      columns: Array.from({ length: most }, (_, index) => ({
        key: String(index + 1),
        label: text.dutyNo(index + 1),
        title: text.dutyNo(index + 1),
      })),
      rows: rowsOf(units, (light) => String(light.no), query),
    },
    villages: {
      columns: columnsOf(villages, (light) => text.dutyNo(light.no ?? 0)),
      rows: rowsOf(villages, (light) => light.duty, query),
    },
    rhythm: {
      columns: columnsOf(rhythm, (light) => light.title),
      rows: rowsOf(rhythm, (light) => light.duty, query),
    },
  }
}

function columnsOf(lights: readonly DutyLight[], label: (light: DutyLight) => string): MapColumn[] {
  const first = new Map(lights.toReversed().map((light) => [light.duty, light]))
  return [...new Set(lights.map((light) => light.duty))].flatMap((duty) => {
    const light = first.get(duty)
    return light ? [{ key: duty, label: label(light), title: light.title }] : []
  })
}

function rowsOf(lights: readonly DutyLight[], column: (light: DutyLight) => string, query: Query): MapRow[] {
  return [...Map.groupBy(lights, (light) => subjectPath(light, query))].map(([path, own]) => ({
    path,
    name: own[0]?.subject ?? '',
    cells: Map.groupBy(own, column),
  }))
}
