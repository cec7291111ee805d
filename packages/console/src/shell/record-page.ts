/** Kinds whose records open on a page of their own; the rest stand in their register. */
const pages: Readonly<Record<string, (id: string) => string>> = {
  child: (id) => `/children/${id}`,
  visit: (id) => `/visits/${id}`,
  bulletin: (id) => `/bulletins/${id}`,
  rightsRequest: (id) => `/rights/${id}`,
  breach: () => '/breaches',
  impactAssessment: () => '/impact-assessments',
  analysis: (id) => `/analyses/${id}`,
  lead: (id) => `/leads/${id}`,
  missingChild: (id) => `/missing/${id}`,
  venue: (id) => `/venues/${id}`,
  handedIn: (id) => `/handed-in/${id}`,
  caseFile: (id) => `/cases/${id}`,
  assignment: () => '/rescues',
  rescueTask: () => '/rescue-tasks',
  youngOffender: (id) => `/young-offenders/${id}`,
  recommendation: (id) => `/recommendations/${id}`,
  sealOpening: () => '/seal-reviews',
}

/** The page of a record; undefined for a kind that has none. */
export const pageOfRecord = (kind: string, id: string): string | undefined => pages[kind]?.(id)
