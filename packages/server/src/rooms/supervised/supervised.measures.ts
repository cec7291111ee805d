import { type Day, headCount, type Playbook } from '@hulei/core'
import { sql } from 'kysely'
import { keyedRow } from '../../platform/measures/keyed-row.ts'
import { type Measure, nowAndBefore, onlyRows } from '../../platform/measures/measure.ts'

/** A group of a village, as a row: there is one whether it was counted or not. */
const rowOf = (village: string, group: string) => keyedRow('headCount', village, group)

const rowsOf = ({ villages, lists }: Playbook) =>
  villages.flatMap((village) =>
    (lists.headCountGroups ?? []).map((group) => ({
      row: rowOf(village.id, group.id),
      village: village.id,
      group: group.id,
      label: group.name,
    })),
  )

/** Rows as a table g ("row", village, "group"). */
const asTable = (rows: ReturnType<typeof rowsOf>) => sql`
  unnest(${rows.map((each) => each.row)}::uuid[], ${rows.map((each) => each.village)}::text[],
    ${rows.map((each) => each.group)}::text[]) AS g ("row", village, "group")`

/** 重点群体人数每月确认: each group of each village was counted in the window. Only numbers, never a name. */
export const headCounts: Measure = {
  name: 'supervised.head-counts',
  version: 1,
  rowKind: headCount,
  count: ({ township, window, playbook, only }) => sql`
    SELECT g."row", g.village, NULL::text AS school, NULL::text AS unit, 1 AS due,
      (h.first_on IS NOT NULL)::int AS done, coalesce(h.first_on > ${window.to}::date, false)::int AS late
    FROM ${asTable(rowsOf(playbook))}
    LEFT JOIN (
      SELECT village, "group", min((received_at AT TIME ZONE 'Asia/Shanghai')::date) AS first_on FROM head_count
      WHERE township = ${township} AND counted_on BETWEEN ${window.from}::date AND ${window.to}::date
      GROUP BY village, "group"
    ) h ON h.village = g.village AND h."group" = g."group"
    WHERE true ${onlyRows(only, 'g.row')}`,
  names: ({ playbook }) =>
    new Map(rowsOf(playbook).map(({ row, label, village }) => [row, { label, village }])),
  proofs: ({ township, window, playbook, only }) => sql`
    SELECT g."row", 'headCount' AS kind, h.id AS record, h.counted_on AS "on"
    FROM ${asTable(rowsOf(playbook).filter((each) => only.includes(each.row)))}
    JOIN head_count h ON h.township = ${township} AND h.village = g.village AND h."group" = g."group"
      AND h.counted_on BETWEEN ${window.from}::date AND ${window.to}::date`,
  touched: (change) =>
    change.kind.name === 'headCount'
      ? nowAndBefore(change).map((values) => ({
          rows: [rowOf(change.place.village ?? '', String(values.group))],
          from: values.countedOn as Day,
          to: values.countedOn as Day,
        }))
      : [],
}

export const supervisedMeasures: readonly Measure[] = [headCounts]
