export * from './lead.kind.ts'
export * from './leads.acts.ts'
export * from './report-duty.kind.ts'
