import { DeleteOutlined, FilterOutlined, SettingOutlined, StarOutlined } from '@ant-design/icons'
import type { AnyKind } from '@hulei/core'
import { Button, Checkbox, Drawer, Dropdown, Form, Grid, Input, Popover, Select, Space, Tag } from 'antd'
import { useState } from 'react'
import { useNames, useSession } from '../../shell/session.tsx'
import { useKept } from '../kept.ts'
import { type Filter, filtersOf, possibleColumns } from '../list-query.ts'
import { registersText as text } from '../registers.text.ts'
import { optionsOf } from './field-input.tsx'

type Filters = Readonly<Record<string, string>>

/** All filters of a kind in one place (on a phone, from below); what is set stands beside it as chips. */
export function FilterTool({
  kind,
  filters,
  onChange,
}: {
  kind: AnyKind
  filters: Filters
  onChange: (filters: Filters) => void
}) {
  const names = useNames()
  const { md } = Grid.useBreakpoint()
  const [isOpen, setOpen] = useState(false)
  const set = (name: string, value: string | undefined) => {
    const { [name]: _, ...others } = filters
    onChange(value ? { ...others, [name]: value } : others)
  }
  const all = filtersOf(kind)
  const chip = (filter: Filter, value: string) => {
    if (!filter.list) return value === 'true' ? text.yes : text.no
    return value === 'any' ? text.anyOf : names(filter.list, value)
  }
  const inputs = (
    <Form layout="vertical">
      {all.map((filter) => (
        <Form.Item key={filter.name} label={filter.label} style={{ marginBottom: 8 }}>
          <FilterInput
            filter={filter}
            value={filters[filter.name]}
            onChange={(value) => set(filter.name, value)}
          />
        </Form.Item>
      ))}
    </Form>
  )
  return (
    <>
      {md ? (
        <Popover
          trigger="click"
          placement="bottomLeft"
          content={<div style={{ width: 280, maxHeight: '60vh', overflowY: 'auto' }}>{inputs}</div>}
        >
          <Button icon={<FilterOutlined />}>{text.filter}</Button>
        </Popover>
      ) : (
        <>
          <Button icon={<FilterOutlined />} onClick={() => setOpen(true)}>
            {text.filter}
          </Button>
          <Drawer
            open={isOpen}
            title={text.filter}
            placement="bottom"
            size="80%"
            onClose={() => setOpen(false)}
          >
            {inputs}
          </Drawer>
        </>
      )}
      {all.map((filter) => {
        const value = filters[filter.name]
        return (
          value && (
            <Tag
              key={filter.name}
              closable
              onClose={() => set(filter.name, undefined)}
              style={{ marginInlineEnd: 0 }}
            >
              {filter.label}：{chip(filter, value)}
            </Tag>
          )
        )
      })}
      {Object.keys(filters).length > 1 && (
        <Button type="link" size="small" onClick={() => onChange({})}>
          {text.clear}
        </Button>
      )}
    </>
  )
}

function FilterInput({
  filter,
  value,
  onChange,
}: {
  filter: Filter
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const { lists } = useSession()
  const options = filter.list
    ? [
        ...(filter.isMany ? [{ value: 'any', label: text.anyOf }] : []),
        ...optionsOf(lists[filter.list] ?? []),
      ]
    : [
        { value: 'true', label: text.yes },
        { value: 'false', label: text.no },
      ]
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: '100%' }}
      placeholder={text.all}
      options={options}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}

/** Which columns are shown; kept for next time. */
export function ColumnTool({
  kind,
  columns,
  onChange,
}: {
  kind: AnyKind
  columns: readonly string[]
  onChange: (columns: string[]) => void
}) {
  const { registers } = useSession()
  const all = possibleColumns(kind, registers)
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          style={{ display: 'grid', gap: 6, maxHeight: '60vh', overflowY: 'auto' }}
          value={[...columns]}
          options={all.map((name) => ({ value: name, label: kind.fields[name]?.label ?? name }))}
          onChange={(chosen) => onChange(all.filter((name) => chosen.includes(name)))}
        />
      }
    >
      <Button icon={<SettingOutlined />} aria-label={text.columns} title={text.columns} />
    </Popover>
  )
}

type View = { readonly name: string; readonly query: string }

/** Filters that a person has given a name; the search text is not kept, since it may be a child's name. */
export function ViewTool({
  kind,
  query,
  onGo,
}: {
  kind: string
  query: string
  onGo: (query: string) => void
}) {
  const [views, keep] = useKept<readonly View[]>(`hulei.views.${kind}`, [])
  const [name, setName] = useState('')
  const save = () => {
    if (!name.trim()) return
    keep([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), query }])
    setName('')
  }
  return (
    <Dropdown
      trigger={['click']}
      popupRender={() => (
        <div className="sheet" style={{ width: 280, boxShadow: '0 6px 16px rgb(0 0 0 / 12%)', margin: 0 }}>
          {views.length === 0 && <div className="quiet">{text.noViews}</div>}
          {views.map((view) => (
            <div key={view.name} style={{ display: 'flex', alignItems: 'center' }}>
              <Button
                type="link"
                style={{ flex: 1, textAlign: 'start', padding: 0 }}
                onClick={() => onGo(view.query)}
              >
                {view.name}
              </Button>
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={`${text.removeView} ${view.name}`}
                onClick={() => keep(views.filter((each) => each.name !== view.name))}
              />
            </div>
          ))}
          <Space.Compact style={{ width: '100%', marginTop: 8 }}>
            <Input
              value={name}
              maxLength={20}
              placeholder={text.viewName}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={save}
            />
            <Button onClick={save}>{text.saveView}</Button>
          </Space.Compact>
        </div>
      )}
    >
      <Button icon={<StarOutlined />}>{text.views}</Button>
    </Dropdown>
  )
}
