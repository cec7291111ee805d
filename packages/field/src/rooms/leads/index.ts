import type { Room } from '../../shell/room.ts'
import { MyReportsPage } from './my-reports-page.tsx'
import { MissingPage, ReportPage, SurveyPage } from './report-pages.tsx'

/** How suspicions and missing children are reported from a phone; the forms themselves follow from the acts. */
export const leadsRoom: Room = {
  pages: {
    report: { show: ReportPage },
    missing: { show: MissingPage },
    survey: { show: SurveyPage },
    'my-reports': { show: MyReportsPage, tab: 'help' },
  },
  formPages: { 'lead.report': 'report', 'missing.report': 'missing', 'survey.hand-in': 'survey' },
  urgent: ['lead.report', 'missing.report'],
}
