export { leadsActs } from './leads.acts.ts'
export { publicRoutes } from './public/public.routes.ts'
